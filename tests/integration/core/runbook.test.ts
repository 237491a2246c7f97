import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunbookResult } from '../../../src/shared/model/runbook.ts'
import type { ScenarioStep } from '../../../src/shared/model/scenario.ts'
import type { D365Client } from '../../../src/core/d365/d365-client.ts'
import { createTenantConnections } from '../../../src/core/d365/tenant-connections.ts'
import { createTenantSecrets } from '../../../src/core/tenants/tenant-secrets.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const open: Harness[] = []
const started = async (...options: Parameters<typeof startHarness>): Promise<Harness> => {
  const harness = await startHarness(...options)
  open.push(harness)
  return harness
}
afterEach(async () => {
  for (const harness of open.splice(0).toReversed()) await harness.close()
})

/** Several whole runbooks; on a busy machine each takes a while. */
const patience = { timeout: 120_000 }

const of = (id: string, count: number) => Array.from({ length: count }, (_, place) => `${id}.${String(place + 1)}`)
const CRITERIA = [of('C1', 4), of('C2', 4), of('C3', 4), of('D1', 3), of('D2', 4), of('D3', 4)].flat()

async function runbook({ core, tenant }: Harness): Promise<RunbookResult> {
  const answer = await core.runbook.run(tenant.id)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

/** Asks D365 itself, by a connection that knows nothing of the runs. */
async function onD365<T>({ ports, tenant }: Harness, work: (d365: D365Client) => Promise<T>): Promise<T> {
  const connections = createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) })
  const connection = await connections.open(tenant)
  if (!connection.ok) throw new Error(JSON.stringify(connection.failure))
  try {
    return await work(connection.value.d365)
  } finally {
    connections.close()
  }
}

async function testLeadsIn(harness: Harness): Promise<readonly string[]> {
  const filter = "contains(subject,'hunter-test.invalid') or contains(websiteurl,'hunter-test.invalid')"
  const found = await onD365(harness, (d365) => d365.queryLeads({ filter, select: ['leadid', 'subject'], top: 50 }))
  if (!found.ok) throw new Error(JSON.stringify(found.failure))
  return found.value.leads.map(({ leadId }) => leadId)
}

const judged = (result: RunbookResult): string[] =>
  result.scenarios.flatMap(({ criteria }) => criteria.filter(({ passed }) => passed).map(({ id }) => id))

describe('the whole runbook on the sandbox', () => {
  it(
    'passes with every criterion of the runbook, each with evidence that can be shown, twice in a row, and leaves no test lead behind',
    patience,
    async () => {
      const harness = await started()
      for (const _time of ['first', 'second']) {
        const result = await runbook(harness)

        expect(result.ok).toBe(true)
        const passed = result.check.rows.flatMap(({ id, status }) => (status === 'passed' ? [id] : []))
        expect(passed).toEqual(expect.arrayContaining(['A1.1', 'A1.3', 'A1.4', 'A2.1', 'A2.2', 'A3', 'A4', 'B3.2']))
        expect(judged(result)).toEqual(CRITERIA)
        expect(result.scenarios.flatMap(({ expected }) => expected.filter(({ passed }) => !passed))).toEqual([])
        for (const { evidence } of result.scenarios.flatMap(({ criteria }) => criteria)) {
          const shown = await harness.core.runs.show(evidence ?? '')
          expect(shown.ok && shown.value.evidence.some(({ id }) => id === evidence)).toBe(true)
        }
        expect(await testLeadsIn(harness)).toEqual([])
        expect(
          harness.data.leads.domainsAfter(
            { tenantId: harness.tenant.id, organizationId: '' },
            { status: null, after: '', limit: 1_000 },
          ),
        ).toEqual([])
        expect(harness.data.runs.testRecords({ open: true })).toEqual([])
      }
    },
  )

  it('derives each gate line from the run and names the lines that nobody ran', async () => {
    const harness = await started()
    const { gate } = await runbook(harness)
    const status = Object.fromEntries(gate.lines.map((line) => [line.id, line.status]))
    expect(gate.lines).toHaveLength(15)
    const notRun = Object.keys(status).filter((id) => status[id] !== 'passed')
    expect(notRun.map((id) => [id, status[id]])).toEqual([['E1.15', 'not_run']])
    expect(gate.go.allowed).toBe(false)
  })

  it('allows a GO by the rules once somebody has confirmed the error messages, without waiver or override', async () => {
    const harness = await started()
    await runbook(harness)
    await harness.core.checks.attest(harness.tenant.id, 'E1.15', 'Deniz Kaya', 'Read in both languages.')
    const decided = await harness.core.gate.decide({
      tenantId: harness.tenant.id,
      decision: 'GO',
      reason: 'All fifteen lines hold.',
      approver: 'Deniz Kaya',
      releasesTenantId: null,
      override: null,
      waivers: {},
      knownLimitations: '',
      noteInD365: false,
    })
    expect(decided).toMatchObject({ ok: true, value: { sequence: 1, decision: 'GO' } })
  })

  it('writes a report in the runbook’s template, and the same in every other format', async () => {
    const harness = await started()
    const result = await runbook(harness)
    const [markdown = '', html = '', json = '', junit = '', csv = ''] = result.reports.map((path) =>
      readFileSync(path, 'utf8'),
    )
    expect(markdown).toMatch(
      /^## Test Results - \d{4}-\d{2}-\d{2}\n\n### Senaryo 1: Happy Path\n- Status: ✅ PASSED\n- Notes: none\n/,
    )
    expect(JSON.parse(json)).toMatchObject({ isSuccess: true, counts: { checks: { failed: 0 } } })
    expect(html).toContain('<strong>Passed</strong>')
    expect(junit).not.toMatch(/<(failure|error)/)
    expect(csv).toContain('"criterion","C1.1"')
    expect(result.skippedReports).toMatchObject([{ format: 'pdf', reason: 'no_window' }])
    for (const text of [markdown, html, json, junit, csv]) expect(text).not.toContain(harness.sandbox.info.clientSecret)
  })

  it(
    'runs from two data directories at once on one sandbox, each deleting its own test leads only',
    patience,
    async () => {
      const sandbox = await startSandbox({ storeDir: null, control: true })
      const first = await started({ attachTo: sandbox })
      const second = await started({ attachTo: sandbox })
      const results = await Promise.all([runbook(first), runbook(second)])
      for (const result of results) expect(judged(result)).toEqual(CRITERIA)
      expect(await testLeadsIn(first)).toEqual([])
      for (const harness of open.splice(0)) await harness.close()
      await sandbox.close()
    },
  )

  it('streams every step of every scenario, the clean-up included', async () => {
    const harness = await started()
    const steps: ScenarioStep[] = []
    harness.core.events.subscribe((event) => {
      if (event.type === 'scenario-step') steps.push(event.step)
    })
    await runbook(harness)
    for (const outline of harness.core.scenarios.list()) {
      const seen = steps.filter(({ scenarioId }) => scenarioId === outline.id)
      expect(seen.map(({ step, status }) => `${step} ${status}`)).toEqual(
        outline.steps.flatMap(({ step }) => [`${step} running`, `${step} passed`]),
      )
    }
  })
})

describe('a runbook that cannot go on', () => {
  it('skips the scenarios of a tenant whose credential is wrong, and says which row failed', async () => {
    const harness = await started()
    const { info } = harness.ports.sandbox
    const wrong = await started({ attachTo: harness.sandbox })
    Object.assign(wrong.ports.sandbox, {
      info: async () => {
        const answer = await info()
        return answer.ok ? { ...answer, value: { ...answer.value, clientSecret: 'a-wrong-secret-value' } } : answer
      },
    })
    const result = await runbook(wrong)
    expect(result.ok).toBe(false)
    expect(result.check.rows.find(({ id }) => id === 'A1.4')).toMatchObject({ status: 'failed' })
    expect(result.check.rows.find(({ id }) => id === 'A2.1')).toMatchObject({ status: 'skipped' })
    expect(result.scenarios.map(({ status }) => status)).toEqual(harness.core.scenarios.list().map(() => 'skipped'))
  })

  it('begins nothing when its reports would have no place', async () => {
    const harness = await started()
    const directory = join(harness.directory.database, 'reports')
    const answer = await harness.core.runbook.run(harness.tenant.id, { directory })
    expect(answer).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(harness.data.runs.list({ kind: 'runbook' })).toEqual([])
    const exported = await harness.core.gate.exportTo(directory)
    expect(exported).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })

  it('is refused while the feature flag is off, and sends no lead', async () => {
    const harness = await started()
    await harness.core.tenants.setEnabled(harness.tenant.id, false)
    const answer = await harness.core.runbook.run(harness.tenant.id)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'Refused', reason: 'd365_disabled' } })
    expect(harness.data.runs.testRecords({})).toEqual([])
  })
})

describe('a scenario run that is cut', () => {
  it('cleans up when it is cancelled between two steps', async () => {
    const harness = await started()
    const controller = new AbortController()
    harness.core.events.subscribe((event) => {
      const isPushed = event.type === 'scenario-step' && event.step.step === 'push' && event.step.status === 'passed'
      if (isPushed) controller.abort()
    })
    const answer = await harness.core.scenarios.run(harness.tenant.id, ['C1', 'C2'], { signal: controller.signal })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'Cancelled' } })
    expect(await testLeadsIn(harness)).toEqual([])
    const [run] = harness.data.runs.list({ kind: 'scenario' })
    expect(run).toMatchObject({ status: 'cancelled' })
  })

  it.each([
    ['C1', 'choose passed', 0],
    ['C1', 'push_lead_to_d365', 0],
    ['C1', 'd365_lead_created', 1],
    ['C1', 'window passed', 1],
    ['C1', 'clean-up passed', 0],
    ['C3', 'push-orphan passed', 2],
  ])(
    'killed in %s at "%s", leaves nothing after the next start, and touches no other run’s lead',
    async (id, moment, left) => {
      using directory = makeTempDir()
      const sandbox = await startSandbox({ storeDir: null, control: true })
      const script = fileURLToPath(new URL('scenario-child.ts', import.meta.url))
      const child = spawn(process.execPath, [script, directory.path, JSON.stringify(sandbox.info), id, moment])
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
      expect(signal).toBe('SIGKILL')

      const next = await started({ dataDir: directory.path, attachTo: sandbox })
      expect(await testLeadsIn(next)).toHaveLength(left)
      const bystander = 'b0b0b0b0-1111-4222-8333-444444444444'
      await onD365(next, (d365) =>
        d365.createLead(bystander, { subject: 'Hunter: c1-of-another-run.hunter-test.invalid', companyname: 'Other' }),
      )
      await next.core.push.recover()
      const recovered = await next.core.scenarios.recover()

      expect(recovered).toEqual({ ok: true, value: { deleted: left, leftBehind: 0 } })
      expect(await testLeadsIn(next)).toEqual([bystander])
      const [run] = next.data.runs.list({ kind: 'scenario' })
      expect(run).toMatchObject({ status: 'interrupted' })
      expect(next.data.runs.testRecords({ open: true })).toEqual([])
      expect(next.data.leads.get(`${id.toLowerCase()}-${run!.id}.hunter-test.invalid`)).toBeNull()
      expect(await next.core.scenarios.recover()).toEqual({ ok: true, value: { deleted: 0, leftBehind: 0 } })
      await next.close()
      open.splice(open.indexOf(next), 1)
      await sandbox.close()
    },
  )
})
