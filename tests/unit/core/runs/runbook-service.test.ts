import { describe, expect, it } from 'vitest'
import { createRunbookService } from '../../../../src/core/runs/runbook-service.ts'
import { createRunService } from '../../../../src/core/runs/run-service.ts'
import { SCENARIOS, outlineOf } from '../../../../src/core/scenarios/scenarios.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import type { CheckService, GateService, ReportService, ScenarioService } from '../../../../src/core/services.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { CheckRow } from '../../../../src/shared/model/check.ts'
import type { Failure } from '../../../../src/shared/model/failure.ts'
import type { ScenarioId, ScenarioResult, ScenarioRunResult } from '../../../../src/shared/model/scenario.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { AT, anEvidence, aRun, aWrittenReport, RUN_ID, TENANT_ID } from '../../../support/builders.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { aCoreBase, aCorePorts } from '../../../support/core-ports.ts'

interface World {
  readonly tenant?: Partial<Tenant>
  readonly failedRow?: string
  readonly scenario?: (id: ScenarioId) => ScenarioResult['status']
  readonly refusal?: Failure
  readonly reportFailure?: Failure
  readonly isLocked?: boolean
  readonly leftBehind?: ScenarioRunResult['cleanUp']['leftBehind']
}

const result = (id: ScenarioId, status: ScenarioResult['status']): ScenarioResult => ({
  id,
  status,
  criteria: [],
  expected: [],
  events: [],
  durationMs: 1,
  finding: null,
  note: null,
  steps: [],
  faultsAt: null,
  certificate: null,
})
const LEFT = { d365LeadId: RUN_ID, domain: 'c1.hunter-test.invalid', link: 'https://x', reason: 'Refused.', said: null }
const never = () => Promise.reject(new Error('not asked'))

function aRunbook(world: World = {}) {
  const base = aCoreBase(aCorePorts({ files: { prepare: () => Promise.resolve(), writeWhole: never } }, world.tenant))
  const prodLock = createProdLock(base)
  const tenant = base.ports.data.tenants.get(TENANT_ID)
  if (tenant !== null && world.isLocked !== true) prodLock.unlock(tenant, tenant.name)
  const ran: (readonly ScenarioId[])[] = []
  const row = (id: string): CheckRow => {
    const status = id === world.failedRow ? 'failed' : 'passed'
    return { id, title: id, status, detail: '', remedy: null, evidence: [] }
  }
  const checks: CheckService = {
    run: (_tenantId, options) => {
      expect(options?.parentRunId).toBeDefined()
      const rows = ['A1.1', 'A1.3', 'A2.1'].map(row)
      const isFine = rows.every(({ status }) => status === 'passed')
      return Promise.resolve(ok({ runId: RUN_ID, tenant: 'x', startedAt: AT, finishedAt: AT, rows, ok: isFine }))
    },
    latest: never,
    attest: never,
    hunterUrl: never,
    setHunterUrl: never,
    planColumns: never,
    drift: never,
    portalLink: never,
    createColumns: never,
  }
  const scenarios: ScenarioService = {
    list: () => SCENARIOS.map(outlineOf),
    run: (_tenantId, ids) => {
      ran.push(ids)
      if (world.refusal) return Promise.resolve(fail(world.refusal))
      const results = ids.map((id) => result(id, world.scenario?.(id) ?? 'passed'))
      const { leftBehind = [] } = world
      const cleanUp = { created: leftBehind.length, deleted: 0, leftBehind: [...leftBehind] }
      return Promise.resolve(ok({ runId: RUN_ID, tenant: 'x', scenarios: results, cleanUp, ok: true }))
    },
    start: never,
    cancel: never,
    setNote: never,
    recover: never,
  }
  const gate: GateService = {
    status: () =>
      Promise.resolve(ok({ tenant: 'x', lines: [], go: { allowed: false, because: ['E1.1'] }, production: null })),
    decide: never,
    log: never,
    verify: never,
    verifyAgainstD365: never,
    exportTo: never,
    reconcileAfterRestore: never,
    anchor: never,
  }
  const reports: ReportService = {
    write: ({ runId, formats }) => {
      if (world.reportFailure) return Promise.resolve(fail(world.reportFailure))
      const written = formats
        .filter((format) => format !== 'pdf')
        .map((format) => aWrittenReport({ runId, format, path: `/out/report.${format}` }))
      return Promise.resolve(ok({ written, skipped: [{ format: 'pdf', reason: 'no_window', message: 'No window.' }] }))
    },
    preview: never,
    list: never,
  }
  return {
    runbook: createRunbookService({ ...base, prodLock, checks, scenarios, gate, reports, requestsSent: () => 0 }),
    data: base.ports.data,
    ran,
  }
}

describe('the runbook', () => {
  it('runs checks, every scenario, the gate and the reports as one run, says which format was skipped, and keeps it', async () => {
    const { runbook, data, ran } = aRunbook()
    const answer = await runbook.run(TENANT_ID)
    if (!answer.ok) throw new Error('refused')
    expect(ran).toEqual([['C1', 'C2', 'C3', 'D1', 'D2', 'D3']])
    expect(answer.value).toMatchObject({
      ok: true,
      reports: ['md', 'html', 'json', 'junit', 'csv'].map((format) => `/out/report.${format}`),
      skippedReports: [{ format: 'pdf', reason: 'no_window', message: 'No window.' }],
      gate: { go: { allowed: false } },
    })
    expect(data.runs.get(answer.value.runId)).toMatchObject({ kind: 'runbook', status: 'passed', result: answer.value })
  })

  it.each<[string, World, boolean]>([
    ['a check warns and nothing else', {}, true],
    ['a check failed', { failedRow: 'A1.3' }, false],
    ['a scenario failed', { scenario: (id) => (id === 'C2' ? 'failed' : 'passed') }, false],
    ['a scenario was skipped', { scenario: (id) => (id === 'C2' ? 'skipped' : 'passed') }, true],
    ['a test lead was left behind', { leftBehind: [LEFT] }, false],
  ])('when %s: ok is judged by checks and scenarios, never by the gate', async (_what, world, isOk) => {
    const answer = await aRunbook(world).runbook.run(TENANT_ID)
    expect(answer.ok && answer.value.ok).toBe(isOk)
  })

  it.each(['A1.1', 'A2.1'])('skips the scenarios when %s failed, and reports all the same', async (failedRow) => {
    const { runbook, ran } = aRunbook({ failedRow })
    const answer = await runbook.run(TENANT_ID)
    if (!answer.ok) throw new Error('refused')
    expect(ran).toEqual([])
    expect(answer.value.scenarios.map(({ status, finding }) => [status, finding])).toEqual(
      Array.from({ length: 6 }, () => ['skipped', `Not run, because ${failedRow} failed.`]),
    )
    expect(answer.value.reports).toHaveLength(5)
  })

  it.each<Partial<Tenant>>([{ environment: 'PROD' }, { environment: 'DEV', detectedEnvironment: 'PROD' }])(
    'runs only C1 on a PROD tenant: %o',
    async (tenant) => {
      const { runbook, ran } = aRunbook({ tenant })
      const answer = await runbook.run(TENANT_ID)
      expect(ran).toEqual([['C1']])
      expect(answer.ok && answer.value.scenarios.map(({ status }) => status)).toEqual([
        'passed',
        ...Array.from({ length: 5 }, () => 'skipped'),
      ])
    },
  )

  it.each<[string, Partial<Tenant>]>([
    ['prod_locked', { environment: 'PROD' }],
    ['d365_disabled', { d365Enabled: false }],
  ])('is refused with %s before any check, and no run is begun', async (reason, tenant) => {
    const { runbook, data } = aRunbook({ tenant, isLocked: true })
    expect(await runbook.run(TENANT_ID)).toMatchObject({ failure: { kind: 'Refused', reason } })
    expect(data.runs.list({ limit: 5 })).toEqual([])
  })

  it('says of a PROD run whether it was unlocked, and of a DEV run that it was not', async () => {
    const wasUnlocked = async (world: World) => {
      const { runbook, data } = aRunbook(world)
      const answer = await runbook.run(TENANT_ID)
      return answer.ok ? data.runs.get(answer.value.runId)?.wasUnlocked : answer.failure
    }
    expect(await wasUnlocked({ tenant: { environment: 'PROD' } })).toBe(true)
    expect(await wasUnlocked({})).toBe(false)
    expect(await wasUnlocked({ tenant: { detectedEnvironment: null }, isLocked: true })).toBe(false)
  })

  it('keeps what the checks saw when a rule comes in between: scenarios skipped with the reason, reports written, not ok', async () => {
    const { runbook, data } = aRunbook({ refusal: { kind: 'Refused', reason: 'prod_locked', message: 'Locked.' } })
    const answer = await runbook.run(TENANT_ID)
    if (!answer.ok) throw new Error('refused')
    expect(answer.value).toMatchObject({ ok: false, cleanUp: null, check: { ok: true } })
    expect(new Set(answer.value.scenarios.map(({ status, finding }) => `${status}: ${String(finding)}`))).toEqual(
      new Set(['skipped: Not run (prod_locked): Locked.']),
    )
    expect(answer.value.reports).toHaveLength(5)
    expect(data.runs.list({ kind: 'runbook' })).toMatchObject([{ status: 'failed' }])
  })

  it.each<[string, World]>([
    ['the scenarios meet a failure', { refusal: { kind: 'LocalDataError', message: 'Disk full.', path: null } }],
    ['no report can be written', { reportFailure: { kind: 'LocalDataError', message: 'Disk full.', path: null } }],
  ])('hands the failure on when %s', async (_what, world) => {
    const { runbook } = aRunbook(world)
    expect(await runbook.run(TENANT_ID)).toEqual({ ok: false, failure: world.refusal ?? world.reportFailure })
  })

  it('leaves no run open after a failure', async () => {
    const { runbook, data } = aRunbook({ refusal: { kind: 'LocalDataError', message: 'Disk full.', path: null } })
    await runbook.run(TENANT_ID)
    expect(data.runs.list({ kind: 'runbook' })).toMatchObject([{ status: 'failed' }])
  })
})

describe('runs', () => {
  it('are shown by their own id and by the id of any of their evidence', async () => {
    const { data } = aCorePorts()
    const run = aRun()
    data.runs.save(run)
    const evidence = anEvidence()
    data.runs.saveEvidence(evidence)
    const service = createRunService({ data, clock: createManualClock(AT) })
    const shown = { ok: true, value: { run, evidence: [evidence] } }
    expect(await service.show(run.id)).toEqual(shown)
    expect(await service.show(evidence.id)).toEqual(shown)
    expect(await service.show('nothing')).toMatchObject({ ok: false, failure: { kind: 'NotFound' } })
  })
})
