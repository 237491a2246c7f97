import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantConnections } from '../../../../src/core/d365/d365-client.ts'
import { leadIdFor } from '../../../../src/core/leads/lead-id.ts'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import type { CoreEvent } from '../../../../src/core/core-events.ts'
import type { PushService } from '../../../../src/core/services.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import type { PushProgress, PushResult, PushSelection } from '../../../../src/shared/model/push.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { aLead, aTenant, ORGANIZATION_ID } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { answered, CUT, SERVER_ERROR, throttled } from '../../../support/scripted-d365.ts'

type Service = PushService & { readonly drain: () => Promise<void> }

let bench: PushBench
let service: Service
let seen: CoreEvent[]
const tenantId = aTenant().id

function open(tenant: Tenant = aTenant(), on = createPushBench(tenant)): void {
  bench = on
  const { deps, d365 } = bench
  const connections: TenantConnections = {
    open: (opened) => Promise.resolve(ok(d365.connect(opened))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  service = createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine: bench.restart() })
  seen = []
  deps.events.subscribe((event) => seen.push(event))
}
beforeEach(() => open())
afterEach(() => bench.data.close())

const domainOf = (n: number): string => `d${String(n).padStart(4, '0')}.example`
const idOf = (n: number): string => leadIdFor(ORGANIZATION_ID, domainOf(n), 0)
/** Leads of which `acme.example`, the one every bench has, makes one more. */
const have = (count: number): void => {
  bench.data.leads.saveAll(Array.from({ length: count }, (_, n) => aLead({ domain: domainOf(n), contactEmail: null })))
}
async function run(selection: PushSelection = { all: true }, isDryRun = false): Promise<PushResult> {
  const pushed = await throughTime(bench.clock, service.run(tenantId, selection, { isDryRun }))
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}
const callsOf = (name: string) => bench.d365.calls.filter((call) => call.split(' ')[0] === name)
const writes = () =>
  bench.d365.calls.filter((call) => /^(createLead|createLeads|writeLeads|updateLead)( |$)/.test(call))
/** Lets work that needs turns of the event loop, and no time, go on until something is so. */
async function until(isSo: () => boolean, stepMs = 0): Promise<void> {
  for (let turns = 0; turns < 5_000 && !isSo(); turns += 1) await bench.clock.advance(stepMs)
  expect(isSo()).toBe(true)
}
const statusOf = (runId: string) => bench.data.runs.get(runId)?.status
const progress = (): readonly PushProgress[] =>
  seen.flatMap((event) => (event.type === 'push-progress' ? [event.progress] : []))
const bad = (message: string): D365Failure => ({
  kind: 'D365ValidationError',
  ...answered,
  httpStatus: 400,
  code: '0x8004431a',
  message,
  column: null,
})

describe('many leads', () => {
  it('travel a hundred to a request, each ends as if it had been pushed alone', async () => {
    have(300)
    expect(await run()).toMatchObject({ total: 301, outcomes: { created: 301 }, unlisted: 0 })
    expect(bench.d365.rows.size).toBe(301)
    expect(callsOf('createLeads')).toHaveLength(3)
    expect(callsOf('searchLeads').length).toBeLessThanOrEqual(7)
    expect(callsOf('readLead').length).toBeLessThanOrEqual(3)
    const [attempt, ...others] = bench.data.attempts.listFor(tenantId, domainOf(17))
    expect(attempt).toMatchObject({ state: 'created', d365LeadId: idOf(17), serviceRequestIds: ['s-1', 's-2'] })
    expect(others).toEqual([])
    const events = bench.data.activity.list({ tenantId, domain: domainOf(17), limit: 20 })
    expect(events.map(({ name }) => name).reverse()).toEqual([
      'push_lead_to_d365',
      'd365_push_started',
      'd365_lead_created',
      'd365_push_success',
    ])
    expect(bench.sync(domainOf(17))).toMatchObject({ status: 'synced', d365LeadId: idOf(17), attemptCount: 1 })
  })

  it('are skipped, updated, adopted or left to the admin as one alone would be', async () => {
    open(aTenant({ existingLeadPolicy: 'update' }))
    have(40)
    const column = (n: number) => ({ subject: `Hunter: ${domainOf(n)}`, companyname: 'Acme Yazılım A.Ş.' })
    const theirs = '11111111-2222-4333-8444-555555555555'
    const closed = '11111111-2222-4333-8444-666666666666'
    bench.d365.rows.set(theirs, column(1))
    bench.d365.rows.set(closed, { ...column(2), statecode: 2 })
    bench.d365.rows.set(idOf(3), { subject: 'Something else entirely' })
    await run()
    for (const n of [1, 2, 3]) expect([n, bench.sync(domainOf(n)).status]).toEqual([n, n === 1 ? 'synced' : 'conflict'])
    expect(bench.sync(domainOf(1)).d365LeadId).toBe(theirs)
    bench.d365.rows.set(idOf(4), { ...bench.d365.rows.get(idOf(4)), hnt_provider: 'Changed by hand' })
    const again = await run()
    expect(again.outcomes).toMatchObject({ created: 0, conflict: 2, updated: 2 })
    expect(bench.d365.rows.get(idOf(4))).toMatchObject({ hnt_provider: 'M365' })
  })

  it('are previewed together, and nothing is written, here or there', async () => {
    have(120)
    bench.d365.rows.set(idOf(3), { subject: 'Something else entirely' })
    const result = await run({ all: true }, true)
    expect(result.outcomes).toMatchObject({ created: 120, conflict: 1 })
    expect([writes(), bench.data.runs.list({ kind: 'push' }), bench.eventNames()]).toEqual([[], [], []])
    expect(callsOf('readLead').length).toBeLessThanOrEqual(3)
  })
})

describe('bad rows', () => {
  it('one of a hundred is found in at most fifteen requests, and the others land', async () => {
    have(100)
    bench.d365.badRows.set(`Hunter: ${domainOf(42)}`, bad('A validation error occurred.'))
    const result = await run()
    expect(result.outcomes).toMatchObject({ created: 100, rejected: 1 })
    expect(writes().length - 1).toBeLessThanOrEqual(15)
    expect(bench.sync(domainOf(42))).toMatchObject({ status: 'error' })
    expect(bench.sync(domainOf(42)).error).toContain('A validation error occurred.')
  })

  it.each([10, 30, 100])('%i of a hundred cost no storm; beyond a tenth, each is judged for itself', async (count) => {
    have(100)
    for (let n = 0; n < count; n += 1) bench.d365.badRows.set(`Hunter: ${domainOf(n)}`, bad('Refused.'))
    const result = await run()
    expect(result.outcomes).toMatchObject({ created: 101 - count, rejected: count })
    expect(writes().length).toBeLessThanOrEqual(60)
    expect(callsOf('writeLeads').length > 0).toBe(count > 10)
    expect(writes().join(' ')).not.toMatch(/writeLeads .*createLeads/)
  })

  it('run again alone, once they are mended', async () => {
    have(50)
    bench.d365.badRows.set(`Hunter: ${domainOf(7)}`, bad('Refused.'))
    const { runId } = await run()
    bench.d365.badRows.clear()
    const again = await run({ failedOf: runId })
    expect(again).toMatchObject({ total: 1, outcomes: { created: 1 }, leads: [{ domain: domainOf(7) }] })
    expect(await service.run(tenantId, { failedOf: tenantId })).toMatchObject({ failure: { kind: 'NotFound' } })
  })
})

describe('an answer that gets lost', () => {
  it('after the rows were made: they are found by two questions at most, and nothing is sent twice', async () => {
    have(100)
    bench.d365.failNext('createLeads', CUT, { isCommitted: true })
    const result = await run()
    expect(result.outcomes.created).toBe(101)
    expect(callsOf('createLeads')).toHaveLength(1)
    expect(callsOf('searchLeads').length + callsOf('readLeads').length).toBeLessThanOrEqual(4)
    expect(bench.d365.rows.size).toBe(101)
  })

  it('before the rows were made: each is asked for directly, and sent again under the same id', async () => {
    have(100)
    bench.d365.failNext('createLeads', CUT)
    const result = await run()
    expect(result).toMatchObject({ outcomes: { created: 101 }, retries: 100 })
    expect(callsOf('readLeads')).not.toEqual([])
    expect(bench.d365.rows.size).toBe(101)
    const states = bench.data.attempts.listFor(tenantId, domainOf(1)).map(({ state }) => state)
    expect(states.at(-1)).toBe('created')
    expect(bench.data.attempts.listOpen()).toEqual([])
  })

  it('a row the server says it made and has not is found and named', async () => {
    have(100)
    let once = true
    bench.d365.onCall = (operation) => {
      if (operation === 'searchLeads' && once && bench.d365.rows.has(idOf(8))) once = !bench.d365.rows.delete(idOf(8))
    }
    const result = await run()
    expect(result.outcomes.created).toBe(101)
    expect(bench.d365.rows.size).toBe(101)
    const told = bench.data.activity.list({ tenantId, domain: domainOf(8), limit: 20 })
    expect(told.map(({ message }) => message).join(' ')).toContain('reading it back finds none')
  })
})

describe('a tenant that cannot take them together', () => {
  it.each(['refused', 'unknown to its metadata'])(
    'CreateMultiple %s: they go as one batch of conditional writes',
    async (how) => {
      have(100)
      const unsupported: D365Failure = {
        kind: 'D365APIError',
        ...answered,
        httpStatus: 400,
        code: '0x80040800',
        isDefinite: true,
        isTransient: false,
      }
      bench.d365.failNext(how === 'refused' ? 'createLeads' : 'supports', unsupported)
      expect((await run()).outcomes.created).toBe(101)
      expect(callsOf('writeLeads')).toHaveLength(1)
      expect(progress().at(-1)).toMatchObject({ bulkMode: 'batch' })
    },
  )
})

describe('throttling', () => {
  it('pauses the run, uses up no retry, fails nobody, and says how long', async () => {
    have(250)
    bench.d365.failNext('createLeads', throttled(30_000), { times: 3 })
    const result = await run()
    expect(result).toMatchObject({ outcomes: { created: 251 }, retries: 0 })
    expect(result.throttledMs).toBeGreaterThanOrEqual(30_000)
    expect(progress().find(({ state }) => state === 'waiting')).toMatchObject({ waitingFor: 'throttling' })
  })
})

describe('a secret that is revoked in the middle', () => {
  const revoked: D365Failure = {
    kind: 'D365AuthenticationError',
    ...answered,
    httpStatus: 401,
    message: 'AADSTS7000222: The client secret keys are expired.',
    aadsts: 7000222,
  }
  it('makes the run stand still with the cause, and go on once a token is to be had', async () => {
    have(250)
    let left = 0
    bench.d365.onCall = (operation) => {
      if (operation === 'createLeads' && left === 0) {
        left = 3
        bench.d365.failNext('acquire', revoked, { times: left })
      }
    }
    const running = service.run(tenantId, { all: true })
    await until(() => progress().some(({ waitingFor }) => waitingFor === 'credential'))
    expect(progress().at(-1)).toMatchObject({
      state: 'waiting',
      waitingFor: 'credential',
      waitingWhy: revoked.message,
    })
    bench.d365.onCall = () => undefined
    const pushed = await throughTime(bench.clock, running)
    expect(pushed).toMatchObject({ ok: true, value: { outcomes: { created: 251 } } })
  })
})

describe('a run under control', () => {
  const begin = async (): Promise<string> => {
    const begun = await service.start(tenantId, { all: true })
    if (!begun.ok) throw new Error(begun.failure.message)
    return begun.value.runId
  }
  const hold = (): void => bench.d365.failNext('createLeads', throttled(600_000), { times: 50 })

  it('pauses, says so, and goes on', async () => {
    have(1_500)
    const runId = await begin()
    await until(() => bench.d365.rows.size > 100)
    expect(await service.pause(runId)).toEqual(ok({ runId }))
    await until(() => bench.data.attempts.listOpen().length === 0)
    const runs = await service.runs(tenantId)
    const [paused] = runs.ok ? runs.value : []
    expect(paused).toMatchObject({ runId, state: 'paused' })
    expect(bench.d365.rows.size).toBeLessThan(1_501)
    expect(await service.resume(runId)).toEqual(ok({ runId }))
    await until(() => statusOf(runId) !== 'running')
    expect(statusOf(runId)).toBe('passed')
    expect(bench.d365.rows.size).toBe(1_501)
  })

  it.each([
    ['waits for retries', () => bench.d365.failNext('createLeads', SERVER_ERROR, { times: 30 })],
    ['is throttled', () => bench.d365.failNext('createLeads', throttled(30_000), { times: 8 })],
  ])('that %s, paused: nothing leaves however long it takes, and resumed it goes on', async (_why, weather) => {
    have(600)
    weather()
    const runId = await begin()
    await until(() => callsOf('createLeads').length > 0)
    await service.pause(runId)
    await throughTime(bench.clock, bench.clock.sleep(2_000))
    const calls = bench.d365.calls.length
    await throughTime(bench.clock, bench.clock.sleep(900_000))
    expect(bench.d365.calls.slice(calls)).toEqual([])
    expect(await service.runs(tenantId)).toMatchObject({ ok: true, value: [{ runId, state: 'paused' }] })
    await service.resume(runId)
    await until(() => statusOf(runId) !== 'running', 1_000)
    expect(bench.d365.rows.size).toBe(601)
  })

  it('paused while it waits for retries can be cancelled, and sends nothing any more', async () => {
    have(600)
    bench.d365.failNext('createLeads', SERVER_ERROR, { times: 30 })
    const runId = await begin()
    await until(() => callsOf('createLeads').length > 0)
    await service.pause(runId)
    await throughTime(bench.clock, bench.clock.sleep(300_000))
    const there = bench.d365.rows.size
    expect(await service.cancel(runId)).toEqual(ok({ runId }))
    await until(() => statusOf(runId) !== 'running')
    expect(bench.data.runs.get(runId)).toMatchObject({
      status: 'cancelled',
      result: { outcomes: { failed: 601 - there } },
    })
    expect([bench.d365.rows.size, bench.data.attempts.listOpen()]).toEqual([there, []])
    expect(there).toBeLessThan(200)
  })

  it('closed in the middle, goes on at the next start under its own id; paused before, it waits for the admin', async () => {
    have(300)
    hold()
    const runId = await begin()
    await until(() => callsOf('createLeads').length > 0)
    await service.pause(runId)
    await throughTime(bench.clock, service.drain())
    open(aTenant(), bench)
    expect(await throughTime(bench.clock, service.recover())).toEqual(ok({ settled: 0 }))
    expect(await service.runs(tenantId)).toMatchObject({ ok: true, value: [{ runId, state: 'paused', total: 301 }] })
    expect(await service.resume(runId)).toEqual(ok({ runId }))
    await until(() => statusOf(runId) !== 'running', 60_000)
    expect(bench.data.runs.get(runId)).toMatchObject({ status: 'passed', result: { outcomes: { created: 301 } } })
    expect(bench.d365.rows.size).toBe(301)
  })

  it('cancelled, gives every lead back that had no turn', async () => {
    have(3_000)
    hold()
    const runId = await begin()
    await until(() => callsOf('createLeads').length > 0)
    expect(await service.cancel(runId)).toEqual(ok({ runId }))
    await until(() => statusOf(runId) !== 'running')
    const run = bench.data.runs.get(runId)
    expect(run).toMatchObject({ status: 'cancelled', result: { total: 3_001, unlisted: 2_501 } })
    const { countsByBadge } = bench.data.leads.page(
      { tenantId, organizationId: ORGANIZATION_ID },
      { search: '', badge: null, sort: 'domain', descending: false, offset: 0, limit: 1 },
    )
    expect([countsByBadge.queued, countsByBadge.in_progress]).toEqual([0, 0])
    const page = await service.leads(runId, { outcomes: ['failed'], after: null, limit: 10 })
    expect(page).toMatchObject({ ok: true, value: { leads: { length: 10 } } })
  })
})

it('fifty pushes of one lead at once make one row and tell every caller the truth', async () => {
  const all = Array.from({ length: 50 }, () => service.run(tenantId, { domains: ['acme.example'] }))
  const results = await throughTime(bench.clock, Promise.all(all))
  const outcomes = results.map((result) => (result.ok ? result.value.leads[0]?.outcome : 'refused'))
  expect(outcomes.toSorted()).toEqual(['created', ...Array.from({ length: 49 }, () => 'skipped')])
  expect(bench.d365.written).toHaveLength(1)
})

const owner = { kind: 'team', id: '22222222-3333-4444-8555-666666666666', name: 'Sales' } as const

it('new leads are given to the tenant’s owner, one by one and together; updates leave the owner alone', async () => {
  open(aTenant({ owner }))
  have(20)
  await run()
  const owners = new Set(bench.d365.written.map((body) => body['ownerid@odata.bind']))
  expect([...owners]).toEqual([`/teams(${owner.id})`])
})

it.each([1, 20])(
  'of %i leads that D365 gives to somebody else than the owner, each is synced with a warning',
  async (count) => {
    const other = '33333333-3333-4444-8555-666666666666'
    open(aTenant({ owner }))
    have(count)
    bench.d365.onCall = () => {
      for (const row of bench.d365.rows.values()) row['_ownerid_value'] = other
    }
    const { leads } = await run()
    expect(leads.map(({ status }) => status)).toEqual(leads.map(() => 'synced'))
    const warnings = leads.map(({ domain }) => bench.sync(domain).warnings)
    expect(warnings).toEqual(leads.map(() => [`ownerid: given to the team Sales, in D365 it belongs to ${other}.`]))
  },
)
