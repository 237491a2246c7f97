import { describe, expect, it } from 'vitest'
import {
  createObservationBook,
  type ObservationBook,
  type PushObservation,
} from '../../../../src/core/scenarios/observations.ts'
import {
  complainOfBackoff,
  complainOfJitter,
  proveRetryPolicy,
} from '../../../../src/core/scenarios/retry-policy-proof.ts'
import { SCENARIO_D2 } from '../../../../src/core/scenarios/scenario-d2.ts'
import { SCENARIO_D3 } from '../../../../src/core/scenarios/scenario-d3.ts'
import type { ScenarioDefinition } from '../../../../src/core/scenarios/scenario-definition.ts'
import type { Exchange } from '../../../../src/shared/model/exchange.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import type { Attempt } from '../../../../src/shared/model/push.ts'
import { AT, anAttempt } from '../../../support/builders.ts'
import { inTrouble } from '../../../support/fake-d365.ts'
import { aBench } from './scenario-bench.ts'

const throttled: D365Failure = {
  kind: 'D365RateLimitError',
  message: 'Too many',
  httpStatus: 429,
  code: '0x80072322',
  requestIds: null,
  limit: 'requests',
  retryAfterMs: null,
}
const cut: D365Failure = {
  kind: 'D365NetworkError',
  message: 'cut',
  requestIds: null,
  phase: 'answer',
  networkCode: 'ECONNRESET',
  isTls: false,
}

const waited = (failure: D365Failure, ...delaysMs: number[]): Attempt[] =>
  delaysMs.map((delayMs) => anAttempt({ state: 'waiting', failure, delayMs }))

const injected = (status: number | null): Exchange => ({
  at: AT,
  method: 'PATCH',
  url: 'https://contoso.crm4.dynamics.com/api/data/v9.2/leads(1)',
  requestHeaders: {},
  requestBody: null,
  status,
  responseHeaders: {},
  responseBody: null,
  durationMs: 0,
  clientRequestId: '1',
  serviceRequestIds: [],
  isInjected: true,
  error: 'injected',
})

const aPush = (over: Partial<PushObservation> = {}): PushObservation => ({
  evidence: 'push',
  eventsEvidence: 'events',
  lead: { domain: 'd.hunter-test.invalid', outcome: 'created', status: 'synced', reason: null, d365_lead_id: '1' },
  events: ['d365_rate_limit_retry', 'd365_api_error_retry'],
  exchanges: [],
  attempts: [],
  failure: null,
  retries: 0,
  ...over,
})
const failedPush = (failure: D365Failure, over: Partial<PushObservation> = {}): PushObservation =>
  aPush({
    lead: { domain: 'd.hunter-test.invalid', outcome: 'failed', status: 'error', reason: 'x', d365_lead_id: null },
    failure,
    retries: 3,
    ...over,
  })

const aBadge = (badge: 'error' | 'synced') => ({
  evidence: 'badge',
  view: {
    badge,
    tone: badge === 'error' ? ('danger' as const) : ('success' as const),
    error: badge === 'error' ? 'Trouble' : null,
    hasLink: false,
  },
  link: null,
  linkedLeadId: null,
  isLinkedRecordFound: false,
})

const failing = (definition: ScenarioDefinition, seen: ObservationBook): readonly string[] =>
  definition.criteria.filter(({ judge }) => judge(seen).why !== null).map(({ id }) => id)

const GOOD = [60_400, 121_000, 249_999]

const met = (count: number) => ({ evidence: 'faults', place: 'console' as const, met: count })

function seenInD2(over: Readonly<Record<string, PushObservation>> = {}): ObservationBook {
  const seen = createObservationBook()
  const three = [429, 429, 429].map(injected)
  const hinted = { ...throttled, retryAfterMs: 5_000 }
  const pushes: Record<string, PushObservation> = {
    plain: aPush({ attempts: waited(throttled, ...GOOD), exchanges: three, retries: 3 }),
    hinted: aPush({ attempts: waited(hinted, 5_100), exchanges: [injected(429)] }),
    stuck: failedPush(throttled, { attempts: waited(throttled, 63_000, 125_000, 240_500), exchanges: three }),
    ...over,
  }
  for (const [name, push] of Object.entries(pushes)) {
    seen.note('push', name, push)
    seen.note('faults', name, met(push.exchanges.length))
  }
  seen.note('proof', 'burst', { evidence: 'burst', holds: true })
  seen.note('badge', 'stuck', aBadge('error'))
  seen.note('proof', 'policy', { evidence: 'policy', holds: true })
  return seen
}

function seenInD3(over: Readonly<Record<string, PushObservation>> = {}): ObservationBook {
  const seen = createObservationBook()
  for (const [form, failure] of [
    ['http500', inTrouble],
    ['http503', inTrouble],
    ['cut', cut],
  ] as const) {
    const push = failedPush(failure, { attempts: waited(failure, ...GOOD), exchanges: [injected(null)] })
    seen.note('push', form, over[form] ?? push)
    seen.note('faults', form, met(4))
    seen.note('row', `${form}/after`, {
      evidence: 'row',
      row: { d365_sync_status: 'error', d365_sync_error: 'Trouble' },
    })
    seen.note('badge', form, aBadge('error'))
  }
  seen.note('push', 'lost', aPush())
  seen.note('faults', 'lost', met(1))
  seen.note('record', 'lost', {
    evidence: 'record',
    d365LeadId: '1',
    columns: {},
    isAbsent: false,
    failure: null,
    differing: [],
    compared: 4,
  })
  seen.note('matches', 'lost', { evidence: 'count', ids: ['1'], count: 1 })
  return seen
}

describe('D1 on an organisation that misbehaves', () => {
  it('fails each of its criteria where a wrong credential is accepted', async () => {
    // The fake organisation issues a token to anybody.
    const bench = aBench()
    const { scenarios, cleanUp } = await bench.run('D1')
    expect(scenarios[0]?.criteria.filter(({ passed }) => !passed).map(({ id }) => id)).toEqual(['D1.1', 'D1.2', 'D1.3'])
    expect(cleanUp).toMatchObject({ created: 2, deleted: 2, leftBehind: [] })
    expect(bench.rows.size).toBe(0)
  })
})

describe('D2', () => {
  it('passes on its own engine, whatever the organisation does, and marks every fault as injected', async () => {
    const bench = aBench()
    const { scenarios, cleanUp } = await bench.run('D2')
    expect(scenarios[0]).toMatchObject({ status: 'passed', finding: null })
    expect(scenarios[0]?.expected.filter(({ passed }) => !passed)).toEqual([])
    expect(cleanUp).toEqual({ created: 8, deleted: 8, leftBehind: [] })
    const exchanges = bench.ports.data.runs
      .evidenceOf(bench.ports.data.runs.list({ kind: 'scenario' })[0]!.id)
      .flatMap(({ body }) => (body as { exchanges?: Exchange[] }).exchanges ?? [])
    expect(exchanges.filter(({ status }) => status === 429).every(({ isInjected }) => isInjected)).toBe(true)
    expect(exchanges.filter(({ isInjected }) => isInjected).length).toBeGreaterThan(8)
  })

  it.each(['D2', 'D3'] as const)(
    'lets nothing that comes of an injected fault pass for a word of D365: %s',
    async (id) => {
      const bench = aBench()
      const { runId, scenarios } = await bench.run(id)
      expect(scenarios[0]?.faultsAt).toBe('console')
      const { data } = bench.ports
      const troubles = data.activity
        .list({ runId, limit: 1_000 })
        .filter(({ name }) => /retry|push_failed|state_unknown/.test(name) || name.endsWith('_error'))
      expect(troubles.length).toBeGreaterThan(5)
      // What the console itself says of a lead whose answer is missing names no server.
      const silent = troubles.filter(({ message }) => !message.includes('(injected)'))
      expect([...new Set(silent.map(({ name }) => name))].filter((name) => name !== 'd365_lead_state_unknown')).toEqual(
        [],
      )
      const rows = data.runs.evidenceOf(runId).filter(({ kind, title }) => kind === 'row' && title.endsWith('after'))
      const errors = rows.map(({ body }) => (body as { row: { d365_sync_error: string | null } }).row.d365_sync_error)
      expect(errors.filter((error) => error !== null).every((error) => error.includes('(injected)'))).toBe(true)
      expect(errors.length).toBeGreaterThan(0)
    },
  )

  it('keeps the row of every lead it pushed, before and after', async () => {
    const bench = aBench()
    const { runId } = await bench.run('D2', 'D3')
    const rows = bench.ports.data.runs
      .evidenceOf(runId)
      .filter(({ kind }) => kind === 'row')
      .map(({ body }) => body as { domain: string; moment: string })
    const domainsAt = (moment: string) => rows.filter((row) => row.moment === moment).map(({ domain }) => domain)
    expect(domainsAt('before')).toHaveLength(13)
    expect(domainsAt('after').toSorted()).toEqual(domainsAt('before').toSorted())
  })

  it.each([0, 1, 10])('judges by the runbook’s three retries on a tenant whose pushes have %i', async (maxRetries) => {
    const bench = aBench(undefined, { maxRetries })
    const { scenarios, runId } = await bench.run('D2', 'D3')
    expect(scenarios.map(({ status, finding }) => [status, finding])).toEqual([
      ['passed', null],
      ['passed', null],
    ])
    const delays = bench.ports.data.runs
      .evidenceOf(runId)
      .flatMap(({ body }) => (body as { recorded?: { push: string; n: number }[] }).recorded ?? [])
    expect(delays.map(({ push, n }) => `${push} ${String(n)}`)).toEqual(
      ['plain', 'stuck'].flatMap((push) => [0, 1, 2].map((n) => `${push} ${String(n)}`)),
    )
  })

  it.each<[string, Readonly<Record<string, PushObservation>>, readonly string[]]>([
    ['is never throttled', { plain: aPush() }, ['D2.1']],
    [
      'takes a 429 for something else',
      { plain: aPush({ attempts: waited(inTrouble, ...GOOD), exchanges: [injected(429)], retries: 3 }) },
      ['D2.1'],
    ],
    [
      'waits the same each time',
      {
        plain: aPush({
          attempts: waited(throttled, 60_400, 60_800, 60_100),
          exchanges: [429, 429, 429].map(injected),
          retries: 3,
        }),
      },
      ['D2.2'],
    ],
    [
      'waits too short',
      { plain: aPush({ attempts: waited(throttled, 1_000), exchanges: [injected(429)], retries: 1 }) },
      ['D2.2'],
    ],
    [
      'waits without jitter',
      {
        plain: aPush({
          attempts: waited(throttled, 60_000, 120_000),
          exchanges: [injected(429), injected(429)],
          retries: 2,
        }),
        stuck: failedPush(throttled, { attempts: waited(throttled, 60_000), exchanges: [injected(429)] }),
      },
      ['D2.3'],
    ],
    [
      'gives up at the first 429',
      {
        plain: failedPush(throttled, {
          attempts: waited(throttled, ...GOOD),
          exchanges: [429, 429, 429].map(injected),
        }),
      },
      ['D2.4'],
    ],
    [
      'leaves a push that cannot succeed unknown',
      {
        stuck: aPush({
          attempts: waited(throttled, 63_000),
          exchanges: [injected(429)],
          lead: { domain: 'd', outcome: 'unknown', status: 'unknown', reason: null, d365_lead_id: null },
        }),
      },
      ['D2.4'],
    ],
  ])('names the criterion when an engine %s', (_what, pushes, criteria) => {
    expect(failing(SCENARIO_D2, seenInD2(pushes))).toEqual(criteria)
  })

  it('holds where nothing of that is so', () => {
    expect(failing(SCENARIO_D2, seenInD2())).toEqual([])
  })
})

describe('D3', () => {
  it('passes on its own engine, and finds the lead whose answer was lost', async () => {
    const { scenarios, cleanUp } = await aBench().run('D3')
    expect(scenarios[0]).toMatchObject({ status: 'passed', finding: null })
    expect(scenarios[0]?.expected.filter(({ passed }) => !passed)).toEqual([])
    expect(cleanUp).toMatchObject({ deleted: 1, leftBehind: [] })
  })

  it.each<[string, (seen: ObservationBook) => void, readonly string[]]>([
    [
      'takes a 500 for success',
      (seen) => seen.note('push', 'http500', aPush({ exchanges: [injected(500)] })),
      ['D3.1', 'D3.2'],
    ],
    ['meets no fault at all', (seen) => seen.note('faults', 'cut', met(0)), ['D3.1']],
    [
      'does not try again',
      (seen) => seen.note('push', 'http503', failedPush(inTrouble, { retries: 0, exchanges: [injected(503)] })),
      ['D3.2'],
    ],
    [
      'tries again at once',
      (seen) =>
        seen.note(
          'push',
          'http503',
          failedPush(inTrouble, { attempts: waited(inTrouble, 10, 10, 10), exchanges: [injected(503)] }),
        ),
      ['D3.2'],
    ],
    [
      'stores no error',
      (seen) =>
        seen.note('row', 'cut/after', {
          evidence: 'row',
          row: { d365_sync_status: 'in_progress', d365_sync_error: null },
        }),
      ['D3.3'],
    ],
    [
      'stores an error without words',
      (seen) =>
        seen.note('row', 'cut/after', { evidence: 'row', row: { d365_sync_status: 'error', d365_sync_error: '' } }),
      ['D3.3'],
    ],
    [
      'creates the lead twice whose answer was lost',
      (seen) => seen.note('matches', 'lost', { evidence: 'count', ids: ['1', '2'], count: 2 }),
      ['D3.1'],
    ],
    ['shows no error', (seen) => seen.note('badge', 'http500', aBadge('synced')), ['D3.4']],
  ])('names the criterion when an engine %s', (_what, change, criteria) => {
    const seen = seenInD3()
    change(seen)
    expect(failing(SCENARIO_D3, seen)).toEqual(criteria)
  })

  it('holds where nothing of that is so, and not where nothing was seen', () => {
    expect(failing(SCENARIO_D3, seenInD3())).toEqual([])
    expect(failing(SCENARIO_D3, createObservationBook())).toEqual(['D3.1', 'D3.2', 'D3.3', 'D3.4'])
  })
})

describe('proveRetryPolicy', () => {
  it('finds the product’s policy within 60·2^n s, capped at 3600 s, plus 0–10 s for n = 0…10', () => {
    const proof = proveRetryPolicy({ plain: waited(throttled, ...GOOD) })
    expect(complainOfBackoff(proof)).toBeNull()
    expect(complainOfJitter(proof)).toBeNull()
    expect(proof.evaluated.map(({ shortestMs }) => shortestMs / 1000)).toEqual([
      60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600, 3600,
    ])
  })

  it.each<[string, (n: number, fraction: number) => number]>([
    ['has no cap', (n, fraction) => 60_000 * 2 ** n + fraction * 10_000],
    ['grows by addition', (n, fraction) => 60_000 * (n + 1) + fraction * 10_000],
    ['adds too much jitter', (n, fraction) => Math.min(60_000 * 2 ** n, 3_600_000) + fraction * 11_000],
  ])('complains of a policy that %s', (_what, policy) => {
    expect(complainOfBackoff(proveRetryPolicy({ plain: waited(throttled, ...GOOD) }, policy))).not.toBeNull()
  })

  it('complains of a policy without jitter', () => {
    const flat = (n: number) => Math.min(60_000 * 2 ** n, 3_600_000)
    expect(complainOfJitter(proveRetryPolicy({ plain: waited(throttled, ...GOOD) }, flat))).not.toBeNull()
  })
})
