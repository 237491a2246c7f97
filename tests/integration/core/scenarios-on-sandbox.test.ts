import { afterEach, describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src/shared/model/exchange.ts'
import type { ScenarioId, ScenarioRunResult } from '../../../src/shared/model/scenario.ts'
import { createMemorySecretStore } from '../../../src/adapters/keychain/memory-secret-store.ts'
import { recordedText } from '../../../src/shared/words/recorded-text.ts'
import { askSandboxControl } from '../../support/ask-sandbox-control.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'

const open: Harness[] = []
const started = async (...options: Parameters<typeof startHarness>): Promise<Harness> => {
  const harness = await startHarness(...options)
  open.push(harness)
  return harness
}
afterEach(async () => {
  for (const harness of open.splice(0).toReversed()) await harness.close()
})

async function run({ core, tenant }: Harness, ...ids: ScenarioId[]): Promise<ScenarioRunResult> {
  const answer = await core.scenarios.run(tenant.id, ids)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

/** A line of the sandbox's request log (docs/sandbox.md). */
interface LoggedRequest {
  readonly method: string
  readonly url: string
  readonly status: number
}

const failed = ({ scenarios }: ScenarioRunResult): readonly string[] =>
  scenarios.flatMap(({ criteria }) => criteria.filter(({ passed }) => !passed).map(({ id }) => id))

const ALL: readonly ScenarioId[] = ['C1', 'C2', 'C3', 'D1', 'D2', 'D3']

async function seenBy({ core }: Harness, runId: string): Promise<readonly Exchange[]> {
  const shown = await core.runs.show(runId)
  if (!shown.ok) throw new Error(JSON.stringify(shown.failure))
  return shown.value.evidence.flatMap(({ body }) => (body as { exchanges?: Exchange[] }).exchanges ?? [])
}

describe('the six scenarios on a sandbox', () => {
  it('pass on a healthy one, and cost less than ten seconds of processor time together, the sandbox included', async () => {
    const harness = await started()
    const before = process.cpuUsage()
    const result = await run(harness, ...ALL)
    const { user, system } = process.cpuUsage(before)
    expect(result.scenarios.map(({ id, status, finding }) => ({ id, status, finding }))).toEqual(
      ALL.map((id) => ({ id, status: 'passed', finding: null })),
    )
    expect(result.cleanUp.leftBehind).toEqual([])
    expect((user + system) / 1_000_000).toBeLessThan(10)
  })

  it('leave nothing untold in Turkish: neither a step, nor an event, nor the title of a piece of evidence', async () => {
    const harness = await started()
    const { runId, scenarios } = await run(harness, ...ALL)
    const steps = scenarios.flatMap((scenario) => scenario.steps.filter(({ said }) => said === null))
    // What is no sentence: a domain, a link, a company's name.
    const facts = /^https:|\.hunter-test\.invalid$|^Hunter Test /
    expect(steps.filter(({ detail }) => detail !== null && !facts.test(detail))).toEqual([])
    const evidence = harness.data.runs.evidenceOf(runId).map(({ title }) => title)
    const events = harness.data.activity.list({ runId, limit: 1_000 }).map(({ message }) => message)
    const untold = [...evidence, ...events].filter((text) => recordedText('tr', text) === null)
    // What Entra ID, Dataverse or a gateway says in its own words stays quoted.
    expect([...new Set(untold)].filter((text) => !/AADSTS|0x800[47]|^503 /.test(text))).toEqual([])
  })

  it.each<[string, object, ScenarioId, readonly string[]]>([
    ['loses the rows it says it made', { losesOneIn: 1 }, 'C1', ['C1.1', 'C1.2', 'C1.3', 'C1.4']],
    ['answers with another id', { answersAnotherId: true }, 'C1', ['C1.1']],
    ['creates duplicates', { createsDuplicates: true }, 'C2', ['C2.1', 'C2.3']],
    ['ignores conditional headers', { ignoresConditions: true }, 'C2', ['C2.1']],
    ['answers with another id', { answersAnotherId: true }, 'C3', ['C3.3']],
    ['accepts any secret', { acceptsAnySecret: true }, 'D1', ['D1.1', 'D1.2', 'D1.3']],
    ['never throttles', { neverThrottles: true }, 'D2', ['D2.1']],
    ['loses the row whose answer was lost', { losesOneIn: 1 }, 'D3', ['D3.1']],
  ])('name the criterion on one that %s', async (_what, sabotage, id, criteria) => {
    const harness = await started()
    await askSandboxControl(harness.sandbox.info, 'POST', 'sabotage', sabotage)
    expect(failed(await run(harness, id))).toEqual(criteria)
  })

  it('meet the faults of D2 and D3 at the server, and none is made up in the console', async () => {
    const harness = await started()
    const { runId, scenarios } = await run(harness, 'D2', 'D3')
    expect(scenarios.map(({ faultsAt }) => faultsAt)).toEqual(['sandbox-server', 'sandbox-server'])
    const exchanges = await seenBy(harness, runId)
    expect(exchanges.filter(({ isInjected }) => isInjected)).toEqual([])
    expect(exchanges.filter(({ status }) => status === 429).length).toBeGreaterThan(8)
    expect(await askSandboxControl(harness.sandbox.info, 'GET', 'faults')).toEqual({ faults: [] })
    expect(await askSandboxControl(harness.sandbox.info, 'GET', 'limits')).toMatchObject({ concurrent: 52 })
    expect(await askSandboxControl(harness.sandbox.info, 'GET', 'server-time')).toMatchObject({ latencyMs: 0 })
  })

  it('sign in anew for D1, three times, although a good token is cached, and touch no stored secret', async () => {
    const secrets = createMemorySecretStore()
    const touched: string[] = []
    const watched = {
      ...secrets,
      set: (account: string, secret: string) => (touched.push(account), secrets.set(account, secret)),
      delete: (account: string) => (touched.push(account), secrets.delete(account)),
    }
    const harness = await started({ secrets: watched })
    await run(harness, 'C1')
    await askSandboxControl(harness.sandbox.info, 'DELETE', 'log')
    const d1 = await run(harness, 'D1')
    expect(failed(d1)).toEqual([])
    const asked = harness.data.runs
      .evidenceOf(d1.runId)
      .filter(({ title }) => title === 'Whether a lead came of the wrong credential')
      .map(({ body }) => body)
    // Under the id a push would have used, not under none.
    const absent = { d365LeadId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, isAbsent: true }
    expect(asked).toEqual([absent, absent])
    const { requests } = (await askSandboxControl(harness.sandbox.info, 'GET', 'log')) as { requests: LoggedRequest[] }
    const signIns = requests.filter(({ method, url }) => method === 'POST' && url.includes('/oauth2/v2.0/token'))
    expect(signIns.map(({ status }) => status)).toEqual([401, 400, 200])
    expect(touched).toEqual([])
  })

  it('leave the limits of a sandbox alone that others use too', async () => {
    const owner = await started()
    const guest = await started({ attachTo: owner.sandbox })
    const result = await Promise.all([run(owner, 'C1', 'C2'), run(guest, 'D2', 'D3')])
    expect(result.flatMap(({ scenarios }) => scenarios.map(({ finding }) => finding))).toEqual([null, null, null, null])
  })

  it('meet made-up faults, marked as such, where the sandbox has no control endpoint', async () => {
    const harness = await started({ sandbox: { control: false } })
    const { runId, ok } = await run(harness, 'D2', 'D3')
    expect(ok).toBe(true)
    const exchanges = await seenBy(harness, runId)
    expect(exchanges.filter(({ status }) => status === 429).every(({ isInjected }) => isInjected)).toBe(true)
  })
})
