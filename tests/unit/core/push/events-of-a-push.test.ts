import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { ActivityEvent } from '../../../../src/shared/model/activity-event.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { recordedText } from '../../../../src/shared/words/recorded-text.ts'
import { ACME_LEAD_ID, aLead, anAttempt, aRun, aScope, aSyncState, aTenant } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { answered, CUT, SERVER_ERROR, throttled } from '../../../support/scripted-d365.ts'

const UPDATING = aTenant({ existingLeadPolicy: 'update' })
const THEIRS = '11111111-2222-4333-8444-555555555555'
const OURS = { subject: 'Hunter: acme.example', companyname: 'Acme Yazılım A.Ş.' }
const REFUSED: D365Failure = { kind: 'D365ValidationError', ...answered, httpStatus: 400, column: null }
const WRONG_SECRET: D365Failure = { kind: 'D365AuthenticationError', ...answered, httpStatus: 401, aadsts: 7000215 }

let bench: PushBench
beforeEach(() => open())
afterEach(() => bench.data.close())
function open(tenant: Tenant = aTenant()): void {
  bench = createPushBench(tenant)
  bench.data.leads.saveAll([aLead({ hunterId: 42 })])
}
function service() {
  const { deps, d365 } = bench
  const none = () => undefined
  const openTenant = (tenant: Tenant) => Promise.resolve(ok(d365.connect(tenant)))
  const connections = { open: openTenant, drop: none, cut: none, close: none }
  return createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine: bench.restart() })
}
const pushAll = () => throughTime(bench.clock, service().run(aTenant().id, { all: true }))
const events = (): readonly ActivityEvent[] => [...bench.data.activity.list({ limit: 500 })].reverse()
const named = (name: string) => events().filter((event) => event.name === name)

/** A server's own words stay as they came. */
const isOnlyEnglish = (text: string): boolean =>
  !/^Said the server\.|^The connection broke\.$/.test(text) && recordedText('tr', text) === null

/** These tell that something began or was decided here; all others tell of an answer. */
const WITHOUT_ANSWER = ['push_lead_to_d365', 'd365_push_started', 'd365_token_acquired']

const WEATHERS: readonly (readonly [string, readonly string[], () => Promise<unknown>])[] = [
  ['is created', ['d365_token_acquired', 'd365_lead_created', 'd365_push_success'], () => bench.push()],
  [
    'is there',
    ['d365_lead_already_exists'],
    () => {
      bench.d365.rows.set(ACME_LEAD_ID, OURS)
      bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ d365LeadId: ACME_LEAD_ID }))
      return bench.push()
    },
  ],
  [
    'is updated',
    ['d365_lead_already_exists', 'd365_lead_update', 'd365_push_success'],
    () => {
      open(UPDATING)
      bench.d365.rows.set(ACME_LEAD_ID, OURS)
      bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ d365LeadId: ACME_LEAD_ID }))
      return bench.push()
    },
  ],
  [
    'is adopted',
    ['d365_lead_already_exists', 'd365_lead_adopted', 'd365_push_success'],
    () => {
      bench.d365.rows.set(THEIRS, OURS)
      return bench.push()
    },
  ],
  [
    'is in conflict',
    ['d365_lead_conflict'],
    () => {
      bench.d365.rows.set(THEIRS, { ...OURS, statecode: 2 })
      return bench.push()
    },
  ],
  [
    'has the id of a lead that is gone',
    ['d365_lead_lookup_error', 'd365_lead_verification_failed', 'd365_lead_created'],
    () => {
      bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ d365LeadId: THEIRS }))
      return bench.push()
    },
  ],
  [
    'meets a limit, trouble and a lost answer',
    ['d365_rate_limit_retry', 'd365_api_error_retry', 'd365_lead_state_unknown', 'd365_push_success'],
    () => {
      bench.d365.failNext('createLead', throttled(30_000))
      bench.d365.failNext('createLead', SERVER_ERROR)
      bench.d365.failNext('createLead', CUT, { isCommitted: true })
      return bench.push()
    },
  ],
  [
    'is updated without an answer',
    ['d365_lead_state_unknown', 'd365_lead_update', 'd365_push_success'],
    () => {
      open(UPDATING)
      bench.d365.rows.set(ACME_LEAD_ID, { ...OURS, hnt_provider: 'Google' })
      bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ d365LeadId: ACME_LEAD_ID }))
      bench.d365.failNext('updateLead', CUT, { isCommitted: true })
      return bench.push()
    },
  ],
  [
    'is updated, and gone when it is read back',
    ['d365_lead_already_exists', 'd365_api_error_retry', 'd365_lead_created'],
    () => {
      open(UPDATING)
      bench.d365.rows.set(ACME_LEAD_ID, OURS)
      bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState({ d365LeadId: ACME_LEAD_ID }))
      bench.d365.onCall = (operation) => {
        if (bench.d365.written.length === 1 && operation === 'readLead') bench.d365.rows.delete(ACME_LEAD_ID)
      }
      return bench.push()
    },
  ],
  [
    'is refused by D365',
    ['d365_push_failed'],
    () => {
      bench.d365.failNext('createLead', REFUSED)
      return bench.push()
    },
  ],
  [
    'meets a wrong secret',
    ['d365_token_acquisition_failed', 'd365_push_failed'],
    () => {
      bench.d365.failNext('acquire', WRONG_SECRET)
      return bench.push()
    },
  ],
]

describe('the events of a lead that', () => {
  it.each(WEATHERS)(
    '%s name lead, tenant and run, and the requests whose answers they tell',
    async (_what, names, push) => {
      await push()
      const told = events().filter(({ domain }) => domain === 'acme.example')
      expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(['push_lead_to_d365', ...names]))
      for (const { name, leadId, tenantId, runId, clientRequestId } of told) {
        expect([name, leadId, tenantId, runId === null]).toEqual([name, 42, aTenant().id, false])
        if (!WITHOUT_ANSWER.includes(name)) expect([name, clientRequestId === null]).toEqual([name, false])
      }
    },
  )

  it('travels with others name the same', async () => {
    const rest = Array.from({ length: 20 }, (_none, n) => aLead({ domain: `d${n}.example`, hunterId: 42 }))
    bench.data.leads.saveAll(rest)
    bench.d365.rows.set(THEIRS, { ...OURS, subject: 'Hunter: d3.example' })
    bench.d365.failNext('searchLeads', throttled(30_000))
    await pushAll()
    await pushAll()
    const told = events().filter(({ name }) => !WITHOUT_ANSWER.includes(name))
    expect(told.filter(({ clientRequestId }) => clientRequestId === null).map(({ name }) => name)).toEqual([])
    expect(told.some(({ name }) => name === 'd365_rate_limit_retry')).toBe(true)
  })
})

it('an update says what differs, and not that the lead was skipped', async () => {
  open(UPDATING)
  await bench.push()
  bench.data.leads.saveAll([aLead({ companyName: 'Renamed AG' })])
  await bench.push()
  expect(named('d365_lead_already_exists')).toMatchObject([{ detail: { policy: 'update', differs: ['companyname'] } }])
  expect(named('d365_lead_already_exists')[0]?.detail).not.toHaveProperty('status')
})

it('a push of one lead that a rule forbids names the lead', async () => {
  open(aTenant({ d365Enabled: false }))
  await pushAll()
  expect(named('d365_disabled')).toMatchObject([{ domain: 'acme.example', leadId: 42 }])
  expect(named('d365_disabled').filter(({ message }) => isOnlyEnglish(message))).toEqual([])
})

it('an update left by an earlier process names the lead and the request that settled it', async () => {
  await bench.push()
  bench.data.runs.save(aRun({ id: 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c99', kind: 'push', status: 'failed' }))
  bench.data.attempts.save(
    anAttempt({ runId: 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c99', operation: 'update', state: 'unknown' }),
  )
  bench.data.leads.saveSyncState(aScope(), 'acme.example', { ...bench.sync(), status: 'unknown' })
  await throughTime(bench.clock, service().recover())
  const [told] = named('d365_push_recovered')
  expect(isOnlyEnglish(told?.message ?? '')).toBe(false)
  expect(told).toMatchObject({ leadId: 42, domain: 'acme.example', clientRequestId: expect.any(String) as string })
})

it('nine leads that go one by one ask once who they are', async () => {
  bench.data.leads.saveAll(Array.from({ length: 8 }, (_none, n) => aLead({ domain: `d${n}.example` })))
  await pushAll()
  expect(bench.d365.calls.filter((call) => call === 'whoAmI')).toHaveLength(1)
})
