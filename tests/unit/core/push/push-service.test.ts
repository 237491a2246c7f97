import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CoreEvent } from '../../../../src/core/core-events.ts'
import type { PushService } from '../../../../src/core/services.ts'
import type { TenantConnections } from '../../../../src/core/d365/d365-client.ts'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { LocalData } from '../../../../src/core/ports/stores.ts'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { aLead, aRun, aScope, aSyncState, aTenant, anAttempt, ACME_LEAD_ID } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { CUT, SERVER_ERROR, answered, throttled } from '../../../support/scripted-d365.ts'

type Service = PushService & { readonly drain: () => Promise<void> }

let bench: PushBench
let service: Service
let seen: CoreEvent[]

function open(tenant: Tenant = aTenant(), on?: PushBench): void {
  bench = on ?? createPushBench(tenant)
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

const tenantId = aTenant().id
async function run(
  ...args: Parameters<PushService['run']> extends [string, ...infer Rest] ? Rest : never
): Promise<PushResult> {
  const pushed = await throughTime(bench.clock, service.run(tenantId, ...args))
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}
const many = (count: number) =>
  Array.from({ length: count }, (_none, n) => aLead({ domain: `d${n}.example`, contactEmail: null }))
const statusOf = (domain: string) => bench.sync(domain).status
const outcomesOf = ({ leads }: PushResult) => leads.map(({ outcome }) => outcome)

describe('a run', () => {
  it('pushes what was chosen, in order, counts every outcome, and keeps the result', async () => {
    bench.data.leads.saveAll([...many(3), aLead({ domain: 'bad.example', contactEmail: 'nobody' })])
    const result = await run({
      domains: ['D1.example', 'www.d0.example.', 'd1.example', 'bad.example', 'nowhere.example'],
    })
    expect(result.leads.map(({ domain, outcome }) => [domain, outcome])).toEqual([
      ['d1.example', 'created'],
      ['d0.example', 'created'],
      ['bad.example', 'rejected'],
      ['nowhere.example', 'rejected'],
    ])
    expect(result).toMatchObject({ total: 4, outcomes: { created: 2, rejected: 2, skipped: 0 } })
    expect(Object.values(result.outcomes).reduce((sum, count) => sum + count)).toBe(result.total)
    expect(bench.data.runs.get(result.runId)).toMatchObject({ kind: 'push', status: 'failed', result: { total: 4 } })
    expect(statusOf('d2.example')).toBeNull()
  })

  it('of all leads passes when every lead is in D365; asked again it finds them there', async () => {
    bench.data.leads.saveAll(many(40))
    const first = await run({ all: true })
    expect(first.outcomes.created).toBe(41)
    expect(bench.data.runs.get(first.runId)).toMatchObject({ status: 'passed' })
    expect((await run({ all: true })).outcomes.skipped).toBe(41)
    expect(bench.d365.rows.size).toBe(41)
  })

  it.each([
    ['error', ['d0.example']],
    ['not_synced', ['acme.example', 'd1.example']],
    ['pending', ['acme.example', 'd1.example']],
    ['Not synced', ['acme.example', 'd1.example']],
    ['synced', []],
  ])('may be chosen by status: %s', async (status, domains) => {
    bench.data.leads.saveAll(many(2))
    bench.data.leads.saveSyncState(aScope(), 'd0.example', aSyncState({ status: 'error', d365LeadId: null }))
    bench.data.leads.saveSyncState(aScope(), 'd1.example', aSyncState({ status: 'pending', d365LeadId: null }))
    expect((await run({ status })).leads.map(({ domain }) => domain).sort()).toEqual(domains)
  })

  it('by a word that is no status is refused', async () => {
    expect(await service.run(tenantId, { status: 'done' })).toMatchObject({
      ok: false,
      failure: { kind: 'InvalidInput' },
    })
    expect(await service.run('nobody', { all: true })).toMatchObject({ ok: false, failure: { kind: 'NotFound' } })
  })

  it('shows leads as queued, tells every step and says how long D365 makes it wait', async () => {
    bench.data.leads.saveAll(many(5))
    const statuses: (string | null)[] = []
    bench.d365.onCall = (operation) => {
      if (operation === 'whoAmI') statuses.push(statusOf('d4.example'))
    }
    bench.d365.failNext('createLead', throttled(30_000))
    await run({ all: true })
    expect(statuses).toContain('queued')
    const progress = seen.flatMap((event) => (event.type === 'push-progress' ? [event.progress] : []))
    expect(progress.at(0)).toMatchObject({ state: 'queueing', done: 0 })
    expect(progress.at(-1)).toMatchObject({ total: 6, done: 6, outcomes: { created: 6 } })
    expect(progress.some(({ waitingUntil }) => waitingUntil !== null)).toBe(true)
  })

  it('stops when the secret is wrong: no lead begins after those already on their way, and every lead says why', async () => {
    bench.data.leads.saveAll(many(150))
    const wrong = {
      ...answered,
      kind: 'D365AuthenticationError',
      aadsts: 7000215,
      message: 'AADSTS7000215: wrong.',
    } as const
    bench.d365.failNext('acquire', wrong, { times: 999 })
    const result = await run({ all: true })
    expect(result.outcomes.failed).toBe(151)
    expect(result.leads.every(({ reason }) => reason?.includes('AADSTS7000215'))).toBe(true)
    expect(bench.d365.calls.length).toBeLessThanOrEqual(32)
    expect(result.leads.filter(({ status }) => status === 'queued')).toEqual([])
  })
})

describe('a run on a disk that is full', () => {
  it('sends nothing unwritten, says what to do, and goes on once there is room', async () => {
    bench.data.leads.saveAll(many(100))
    const full = { kind: 'LocalDataError', message: 'The disk is full: make room.', path: null } as const
    let isFull = false
    const { tryTransaction } = bench.data
    const data: LocalData = { ...bench.data, tryTransaction: (work) => (isFull ? fail(full) : tryTransaction(work)) }
    Object.assign(bench.deps.ports, { data })
    bench.d365.onCall = (operation) => {
      isFull ||= operation === 'supports'
    }
    const running = service.run(tenantId, { all: true })
    const told = () => seen.flatMap((event) => (event.type === 'push-progress' ? [event.progress] : []))
    for (let turns = 0; turns < 1_000 && told().at(-1)?.waitingFor !== 'local-data'; turns += 1) {
      await bench.clock.advance(0)
    }
    await bench.clock.advance(10_000)
    expect(bench.d365.rows.size).toBe(0)
    expect(told().at(-1)).toMatchObject({ state: 'waiting', waitingFor: 'local-data', waitingWhy: full.message })
    bench.d365.onCall = () => undefined
    isFull = false
    const pushed = await throughTime(bench.clock, running)
    expect(pushed).toMatchObject({ ok: true, value: { total: 101, outcomes: { created: 101 } } })
    expect(bench.d365.rows.size).toBe(101)
  })
})

describe('what a run writes down', () => {
  it('waits for the disk before rows are sent, and only then', async () => {
    bench.data.leads.saveAll(many(100))
    const written: { isFlushed: boolean; attempts: number }[] = []
    const { tryTransaction, attempts } = bench.data
    const data: LocalData = {
      ...bench.data,
      tryTransaction: (work, options) => {
        const before = attempts.listOpen().length
        const done = tryTransaction(work, options)
        written.push({ isFlushed: options?.isFlushed !== false, attempts: attempts.listOpen().length - before })
        return done
      },
    }
    Object.assign(bench.deps.ports, { data })
    await run({ all: true })
    const sending = written.filter(({ attempts: begun }) => begun > 0)
    expect(sending.length).toBeGreaterThan(0)
    expect(sending.every(({ isFlushed }) => isFlushed)).toBe(true)
    const writes = bench.d365.calls.filter((call) => call.startsWith('createLead'))
    const theEndOfTheRun = 1
    expect(written.filter(({ isFlushed }) => isFlushed).length).toBeLessThanOrEqual(writes.length + theEndOfTheRun)
  })
})

describe('a bug in the middle of a run', () => {
  it('ends it: what was sent is unknown, the rest becomes what it was, and the result says so of each lead', async () => {
    bench.data.leads.saveAll(many(150))
    const domains = many(150).map(({ domain }) => domain)
    bench.d365.onCall = (operation) => {
      if (operation === 'createLeads') throw new Error('a bug')
    }
    await expect(run({ domains })).rejects.toThrow('a bug')
    const [ended] = bench.data.runs.list({ tenantId, kind: 'push' })
    const { created, unknown, failed, waiting } = (ended?.result as PushResult).outcomes
    expect(ended?.status).toBe('failed')
    expect([unknown > 0, created + unknown + failed, waiting]).toEqual([true, 150, 0])
    const statuses = domains.map(statusOf)
    expect(statuses.filter((status) => status === 'unknown')).toHaveLength(unknown)
    expect(statuses.filter((status) => status === 'queued' || status === 'in_progress')).toEqual([])
    bench.d365.onCall = () => undefined
    await throughTime(bench.clock, service.recover())
    expect(bench.data.attempts.listOpen()).toEqual([])
  })
})

describe('a rule that forbids writing', () => {
  it.each([
    ['the feature flag is off', aTenant({ d365Enabled: false }), 'd365_disabled'],
    ['PROD is locked', aTenant({ environment: 'PROD' }), 'prod_locked'],
    ['the organisation says it is production', aTenant({ detectedEnvironment: 'PROD' }), 'prod_locked'],
  ] as const)('%s: nothing is sent, every lead says so, and it is on the record', async (_what, tenant, reason) => {
    bench.data.close()
    open(tenant)
    bench.data.leads.saveAll(many(2))
    const result = await run({ all: true })
    expect(result.leads.map(({ outcome, reason: why }) => [outcome, why])).toEqual(
      Array.from({ length: 3 }, () => ['refused', reason]),
    )
    expect(bench.d365.calls).toEqual([])
    expect(bench.eventNames()).toContain(reason)
    expect(statusOf('d0.example')).toBeNull()
    expect(await service.start(tenantId, { domains: ['d0.example'] })).toMatchObject({
      ok: false,
      failure: { kind: 'Refused', reason },
    })
    expect(bench.d365.calls).toEqual([])
  })

  it('is judged once: a PROD run that began unlocked goes on after the lock has fallen', async () => {
    bench.data.close()
    const tenant = aTenant({ environment: 'PROD' })
    open(tenant)
    const lock = createProdLock(bench.deps)
    const connections = {
      open: () => Promise.resolve(ok(bench.d365.connect(tenant))),
      drop: () => undefined,
      cut: () => undefined,
      close: () => undefined,
    }
    service = createPushService({ ...bench.deps, connections, prodLock: lock, engine: bench.engine })
    lock.unlock(tenant, tenant.name)
    bench.d365.onCall = () => lock.lockAll()
    bench.data.leads.saveAll(many(10))
    const result = await run({ all: true })
    expect(result.outcomes.created).toBe(11)
    expect(bench.data.runs.get(result.runId)).toMatchObject({ wasUnlocked: true })
  })
})

describe('a dry run', () => {
  it('of more leads than it names begins with those that would not arrive', async () => {
    bench.data.leads.saveAll([...many(600), aLead({ domain: 'z-last.example', contactEmail: 'nobody' })])
    const { leads, total, unlisted } = await run({ all: true }, { isDryRun: true })
    expect([leads.length, unlisted]).toEqual([500, total - 500])
    expect(leads[0]).toMatchObject({ domain: 'z-last.example', outcome: 'rejected' })
    expect(new Set(leads.map(({ domain }) => domain)).size).toBe(500)
    const all = await run({ all: true }, { isDryRun: true, mostListed: 50_000 })
    expect([all.leads.length, all.unlisted]).toEqual([total, 0])
  })

  it('says what would happen and leaves no trace, here or there', async () => {
    bench.data.leads.saveAll([...many(2), aLead({ domain: 'bad.example', contactEmail: 'nobody' })])
    bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Hunter: acme.example' })
    const result = await run({ all: true }, { isDryRun: true })
    expect(result).toMatchObject({ total: 4, outcomes: { created: 2, adopted: 1, rejected: 1 } })
    expect(bench.d365.written).toEqual([])
    expect([bench.data.runs.get(result.runId), bench.eventNames(), statusOf('d0.example')]).toEqual([null, [], null])
  })

  it('may look at a locked PROD tenant, but not past a flag that is off', async () => {
    bench.data.close()
    open(aTenant({ environment: 'PROD' }))
    expect(outcomesOf(await run({ all: true }, { isDryRun: true }))).toEqual(['created'])
    bench.data.tenants.save(aTenant({ d365Enabled: false }))
    expect(outcomesOf(await run({ all: true }, { isDryRun: true }))).toEqual(['refused'])
  })
})

describe('a run that is stopped', () => {
  const storm = () => bench.d365.failNext('createLead', SERVER_ERROR, { times: 999 })

  it('by cancel: no further lead begins, what waited gets its status back, and the counts still sum up', async () => {
    bench.data.leads.saveAll(many(60))
    storm()
    const begun = await service.start(tenantId, { domains: many(60).map(({ domain }) => domain) })
    const runId = begun.ok ? begun.value.runId : ''
    await bench.clock.advance(100)
    expect(await service.cancel(runId)).toEqual({ ok: true, value: { runId } })
    await bench.clock.advance(100)
    const stored = bench.data.runs.get(runId)
    expect(stored).toMatchObject({ status: 'cancelled', result: { total: 60, outcomes: { failed: 60 } } })
    expect(many(60).filter(({ domain }) => ['queued', 'in_progress'].includes(statusOf(domain) ?? ''))).toEqual([])
    expect(await service.cancel(runId)).toMatchObject({ ok: false, failure: { kind: 'NotFound' } })
  })

  it('by the removal of its tenant', async () => {
    storm()
    const begun = await service.start(tenantId, { domains: ['acme.example'] })
    await bench.clock.advance(100)
    bench.data.tenants.save(aTenant({ archivedAt: '2026-03-01T12:00:00.000Z' }))
    bench.deps.events.emit({ type: 'tenants-changed' })
    await bench.clock.advance(100)
    expect(bench.data.runs.get(begun.ok ? begun.value.runId : '')).toMatchObject({ status: 'cancelled' })
  })

  it('by the end of the process: the next start finishes it without a click', async () => {
    bench.data.leads.saveAll(many(40))
    storm()
    const begun = await service.start(tenantId, { domains: many(40).map(({ domain }) => domain) })
    await bench.clock.advance(100)
    await throughTime(bench.clock, service.drain())
    expect(bench.data.runs.get(begun.ok ? begun.value.runId : '')).toMatchObject({ status: 'running' })

    const calm = createPushBench(aTenant(), bench.data)
    open(aTenant(), calm)
    const recovered = await throughTime(calm.clock, service.recover())
    expect(recovered).toEqual({ ok: true, value: { settled: 40 } })
    expect(many(40).map(({ domain }) => statusOf(domain))).toEqual(Array.from({ length: 40 }, () => 'synced'))
    expect(calm.data.attempts.listOpen()).toEqual([])
  })
})

describe('what an earlier process left', () => {
  const leave = (state: 'sending' | 'unknown' | 'waiting', over: Parameters<typeof anAttempt>[0] = {}) => {
    bench.data.runs.save(aRun({ id: 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c99', status: 'running' }))
    bench.data.attempts.save(anAttempt({ runId: 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c99', state, ...over }))
    bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ status: 'unknown', d365LeadId: null }))
  }
  const recover = () => throughTime(bench.clock, service.recover())

  it.each(['sending', 'unknown', 'waiting'] as const)(
    '%s, and the row is not there: the push is finished',
    async (state) => {
      leave(state)
      expect(await recover()).toEqual({ ok: true, value: { settled: 1 } })
      expect(bench.sync()).toMatchObject({ status: 'synced', d365LeadId: ACME_LEAD_ID })
      expect(bench.data.attempts.listOpen()).toEqual([])
      expect(bench.eventNames()).toContain('d365_push_recovered')
    },
  )

  it('sending, and the row is there: nothing is sent', async () => {
    leave('sending')
    bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Hunter: acme.example' })
    await recover()
    expect(bench.sync().status).toBe('synced')
    expect(bench.d365.written).toEqual([])
  })

  it('stays unknown while D365 cannot be asked, and is asked again at the next start', async () => {
    leave('unknown')
    bench.d365.failNext('readLead', CUT, { times: 4 })
    expect(await recover()).toEqual({ ok: true, value: { settled: 0 } })
    expect(bench.sync().status).toBe('unknown')
    expect(await recover()).toEqual({ ok: true, value: { settled: 1 } })
    expect(bench.d365.rows.size).toBe(1)
  })

  it('for a scenario is asked about, and never sent again: the scenario cleans up itself', async () => {
    const domain = 'c1-x.hunter-test.invalid'
    leave('sending', { domain, d365LeadId: '11111111-2222-4222-8333-444444444444' })
    bench.data.leads.saveTestLead(aLead({ domain }), 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c99')
    bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState())
    await recover()
    expect(bench.data.attempts.listOpen()).toEqual([])
    expect(bench.d365.written).toEqual([])
  })

  it('on a tenant whose flag is off now stays as it is', async () => {
    leave('sending')
    bench.data.tenants.save(aTenant({ d365Enabled: false }))
    expect(await recover()).toEqual({ ok: true, value: { settled: 0 } })
    expect(bench.d365.calls).toEqual([])
    expect(bench.data.attempts.listOpen()).toHaveLength(1)
  })

  it('a status alone, without a run that was interrupted, is nobody’s wish to push', async () => {
    bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ status: 'queued', d365LeadId: null }))
    expect(await recover()).toEqual({ ok: true, value: { settled: 0 } })
    expect(bench.d365.calls).toEqual([])
  })
})
