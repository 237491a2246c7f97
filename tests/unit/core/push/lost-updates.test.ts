import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PushService } from '../../../../src/core/services.ts'
import type { TenantConnections } from '../../../../src/core/d365/d365-client.ts'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import { aLead, anAttempt, aRun, aScope, aSyncState, aTenant, ACME_LEAD_ID } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { CUT, SERVER_ERROR } from '../../../support/scripted-d365.ts'

const UPDATING = aTenant({ existingLeadPolicy: 'update' })
const OTHER_ORGANIZATION = '1b6f0a52-7c3d-4e8f-9a01-2b3c4d5e6f70'
const LEFT_RUN = 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c99'

let bench: PushBench
let service: PushService
let connections: { -readonly [Name in keyof TenantConnections]: TenantConnections[Name] }

beforeEach(() => {
  bench = createPushBench(UPDATING)
  start()
})
afterEach(() => bench.data.close())

/** The next start: another service on the same data. */
function start(): void {
  const { deps, d365 } = bench
  connections = {
    open: (opened) => Promise.resolve(ok(d365.connect(opened))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  service = createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine: bench.restart() })
}
const recover = () => throughTime(bench.clock, service.recover())
const updates = () => bench.d365.calls.filter((call) => call.startsWith('updateLead'))
const states = () => bench.data.attempts.listFor(UPDATING.id, 'acme.example').map(({ state }) => state)
const pushRuns = () => bench.data.runs.list({ kind: 'push' })

/** The lead is in D365, and its company has another name here since. */
async function changeAfterPush(): Promise<void> {
  await bench.push()
  bench.data.leads.saveAll([aLead({ companyName: 'Renamed AG' })])
}
const nameInD365 = () => bench.d365.rows.get(ACME_LEAD_ID)?.['companyname']

/** What a process left that ended, or whose questions got no answer, in the middle of an update. */
function leaveLost(over: Parameters<typeof anAttempt>[0] = {}, run: Parameters<typeof aRun>[0] = {}): void {
  bench.data.runs.save(aRun({ id: LEFT_RUN, kind: 'push', status: 'failed', ...run }))
  bench.data.attempts.save(anAttempt({ runId: LEFT_RUN, operation: 'update', state: 'unknown', ...over }))
  const sync = bench.sync()
  bench.data.leads.saveSyncState(aScope(), 'acme.example', { ...sync, status: 'unknown' })
}

describe('an update without an answer', () => {
  it('that arrived is done: the record holds what was sent, and it is sent once', async () => {
    await changeAfterPush()
    bench.d365.failNext('updateLead', CUT, { isCommitted: true })
    const { lead, retries } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'updated', status: 'synced' })
    expect([retries, updates().length, states().at(-1)]).toEqual([0, 1, 'updated'])
  })

  it('that never arrives ends as an error once the retries are used up, since D365 answered each question', async () => {
    await changeAfterPush()
    bench.d365.failNext('updateLead', SERVER_ERROR, { times: 9 })
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error', reason: 'Said the server.' })
    expect(bench.sync()).toMatchObject({ status: 'error', d365LeadId: ACME_LEAD_ID })
    expect(updates()).toHaveLength(4)
    expect(bench.data.attempts.listOpen()).toEqual([])
  })

  it('that D365 confirms for a record that is gone when it is read back is no success: the lead is created anew', async () => {
    await changeAfterPush()
    let isUpdated = false
    bench.d365.onCall = (operation) => {
      if (isUpdated && operation === 'readLead') bench.d365.rows.delete(ACME_LEAD_ID)
      isUpdated = operation === 'updateLead'
    }
    const { lead, retries } = await bench.push()
    expect([lead.outcome, lead.status, retries]).toEqual(['created', 'synced', 1])
    expect(nameInD365()).toBe('Renamed AG')
    expect(states()).toEqual(['created', 'failed', 'created'])
    expect(bench.eventNames()).toContain('d365_lead_verification_failed')
  })

  it('stays unknown only while the question gets no answer either, and the next push settles it as updated', async () => {
    await changeAfterPush()
    bench.d365.failNext('updateLead', CUT, { isCommitted: true })
    bench.d365.onCall = (operation) => {
      if (operation === 'updateLead') bench.d365.failNext('readLead', SERVER_ERROR, { times: 4 })
    }
    expect((await bench.push()).lead).toMatchObject({ outcome: 'unknown', status: 'unknown' })
    expect(states()).toContain('unknown')
    expect((await bench.push()).lead).toMatchObject({ outcome: 'updated', status: 'synced' })
    expect([updates().length, bench.data.attempts.listOpen()]).toEqual([1, []])
  })
})

describe('an update that an earlier process left', () => {
  it('is settled by asking alone: what was never accepted is not sent, and no run begins', async () => {
    await changeAfterPush()
    leaveLost()
    const before = pushRuns().length
    expect(await recover()).toEqual(ok({ settled: 1 }))
    expect([updates(), nameInD365()]).toEqual([[], aLead().companyName])
    expect(bench.sync()).toMatchObject({ status: 'error', d365LeadId: ACME_LEAD_ID })
    expect(bench.sync().error).toContain('companyname')
    expect([states().at(-1), pushRuns().length]).toEqual(['failed', before])
    expect(await recover()).toEqual(ok({ settled: 0 }))
  })

  it('counts as done where the record holds it', async () => {
    await bench.push()
    leaveLost({ state: 'sending' })
    expect(await recover()).toEqual(ok({ settled: 1 }))
    expect([states().at(-1), bench.sync().status, bench.sync().error]).toEqual(['updated', 'synced', null])
  })

  it('stays open while D365 gives no answer', async () => {
    await bench.push()
    leaveLost()
    bench.d365.failNext('readLeads', SERVER_ERROR)
    expect(await recover()).toEqual(ok({ settled: 0 }))
    expect([states().at(-1), bench.sync().status]).toEqual(['unknown', 'unknown'])
  })
})

describe('a create that an earlier process left', () => {
  const leaveCreate = (run: Parameters<typeof aRun>[0] = {}, over: Parameters<typeof anAttempt>[0] = {}) => {
    bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ d365LeadId: null, status: 'unknown' }))
    leaveLost({ operation: 'create', ...over }, run)
  }

  it('under another organisation is left to that organisation', async () => {
    leaveCreate({}, { organizationId: OTHER_ORGANIZATION })
    expect(await recover()).toEqual(ok({ settled: 0 }))
    expect([bench.d365.written, bench.data.attempts.listOpen().length]).toEqual([[], 1])
  })

  it('on PROD goes on only under a permission that its run had', async () => {
    bench.data.tenants.save(aTenant({ environment: 'PROD' }))
    leaveCreate({ wasUnlocked: false })
    expect(await recover()).toEqual(ok({ settled: 0 }))
    expect(bench.d365.written).toEqual([])
    bench.data.runs.save(aRun({ id: LEFT_RUN, kind: 'push', status: 'failed', wasUnlocked: true }))
    expect(await recover()).toEqual(ok({ settled: 1 }))
    expect(bench.d365.written).toHaveLength(1)
  })

  it('of a cancelled run is not sent again: absent, it has failed', async () => {
    leaveCreate({ status: 'cancelled' })
    expect(await recover()).toEqual(ok({ settled: 1 }))
    expect([bench.d365.written, bench.sync().status, states()]).toEqual([[], 'error', ['failed']])
  })

  it('of a cancelled run counts as created where the row is there', async () => {
    leaveCreate({ status: 'cancelled' })
    bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Hunter: acme.example' })
    expect(await recover()).toEqual(ok({ settled: 1 }))
    expect([bench.d365.written, bench.sync().status, states()]).toEqual([[], 'synced', ['created']])
  })
})

describe('several tenants', () => {
  it('do not wait for each other', async () => {
    const other = aTenant({ id: '0f6a2f0e-55aa-4f57-8f0e-93f7a1d3b0c2', name: 'Other' })
    bench.data.tenants.save(other)
    bench.data.leads.saveAll([aLead({ domain: 'other.example' })])
    bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ d365LeadId: null, status: 'unknown' }))
    leaveLost({ operation: 'create' })
    const there = { id: '11111111-8f00-4204-a980-0998ecf84206', tenantId: other.id, domain: 'other.example' }
    bench.data.attempts.save(anAttempt({ ...there, runId: LEFT_RUN, state: 'unknown' }))
    const { open } = connections
    const isSlow = ({ id }: { readonly id: string }) => id === UPDATING.id
    let answer = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    connections.open = async (tenant) => {
      if (isSlow(tenant)) await slow
      return open(tenant)
    }
    const recovering = service.recover()
    const isThere = () =>
      bench.data.leads.syncState(aScope({ tenantId: other.id }), 'other.example').status === 'synced'
    for (let seconds = 0; seconds < 100 && !isThere(); seconds += 1) await bench.clock.advance(1_000)
    expect([isThere(), bench.sync().status]).toEqual([true, 'unknown'])
    answer()
    expect(await throughTime(bench.clock, recovering)).toEqual(ok({ settled: 2 }))
  })
})

describe('a run of the organisation before', () => {
  it('ends where the tenant comes to mean another organisation: nothing of it is sent there', async () => {
    bench.d365.failNext('createLead', SERVER_ERROR, { times: 99 })
    const begun = await service.start(UPDATING.id, { domains: ['acme.example'] })
    await bench.clock.advance(1_000)
    bench.data.tenants.save({ ...UPDATING, organizationId: OTHER_ORGANIZATION })
    bench.d365.organizationId = OTHER_ORGANIZATION
    bench.deps.events.emit({ type: 'tenants-changed' })
    await bench.clock.advance(200_000)
    expect(bench.data.runs.get(begun.ok ? begun.value.runId : '')).toMatchObject({ status: 'cancelled' })
    expect(bench.d365.written).toEqual([])
  })
})
