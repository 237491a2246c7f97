import { describe, expect, it } from 'vitest'
import { deriveGate } from '../../../../src/core/gate/derive-gate.ts'
import { GATE_LINES, type GateLineId } from '../../../../src/core/gate/gate-lines.ts'
import { blockersOf } from '../../../../src/core/gate/judge-go.ts'
import type { GateSources, ScenarioSource } from '../../../../src/core/gate/gate-sources.ts'
import type { StaleReason } from '../../../../src/shared/model/check.ts'
import type { Attestation, GateLineStatus } from '../../../../src/shared/model/gate.ts'
import type { Evidence, Run } from '../../../../src/shared/model/run.ts'
import type { ScenarioId } from '../../../../src/shared/model/scenario.ts'
import { ACME_LEAD_ID, AT, aRun, anAttestation, anEvidence, TENANT_ID } from '../../../support/builders.ts'

const NOW = Date.parse(AT)
const DAY = 86_400_000
const agoDays = (days: number): string => new Date(NOW - days * DAY).toISOString()

const AFTER = { d365_lead_id: ACME_LEAD_ID, d365_sync_status: 'synced', d365_sync_last_at: AT }
const BEFORE = { d365_lead_id: null, d365_sync_status: 'pending', d365_sync_last_at: null }

const EVIDENCE: Readonly<Record<'C1' | 'C2' | 'C3', readonly Partial<Evidence>[]>> = {
  C1: [
    { step: 'C1/choose', kind: 'row', body: { moment: 'before', row: BEFORE } },
    { step: 'C1/database', kind: 'row', body: { moment: 'after', row: AFTER } },
    { step: 'C1/d365', kind: 'read-back', body: { isFound: true, fields: [{ name: 'subject', isSame: true }] } },
    {
      step: 'C1/window',
      kind: 'view-model',
      body: { view: { badge: 'synced', hasLink: true }, link: 'https://x', isLinkedRecordFound: true },
    },
  ],
  C2: [
    { step: 'C2/d365', kind: 'count', body: { ids: [ACME_LEAD_ID], count: 1 } },
    { step: 'C2/database', kind: 'row', body: { moment: 'after', row: AFTER } },
  ],
  C3: [{ step: 'C3/push-zero', kind: 'row', body: { moment: 'after', row: AFTER } }],
}

const aSource = (
  id: 'C1' | 'C2' | 'C3',
  run: Partial<Run> = {},
  status: 'passed' | 'failed' | 'skipped' = 'passed',
): ScenarioSource => ({
  run: aRun({ kind: 'scenario', status: 'passed', startedAt: AT, finishedAt: AT, ...run }),
  result: {
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
  },
  evidence: EVIDENCE[id].map((evidence, place) => anEvidence({ id: `${id}-${String(place)}`, ...evidence })),
})

const aPool = (over: object = {}): ScenarioSource => ({
  ...aSource('C1'),
  evidence: [
    anEvidence({
      id: 'pool',
      step: 'D2/pool',
      kind: 'note',
      body: { pushes: 200, done: 200, sockets: { limit: 52, peak: 4, peakWaiting: 0 }, unfinished: [], ...over },
    }),
  ],
})
const withPool = (over: object): GateSources => ({
  ...SOURCES,
  scenarios: { ...SOURCES.scenarios, D2: aPool(over) },
})

const CHECK = {
  row: { id: 'B3.2', title: 'Token', status: 'passed' as const, detail: '', remedy: null, evidence: ['token'] },
  run: aRun({ kind: 'check', status: 'passed', finishedAt: AT }),
  evidence: [
    anEvidence({
      id: 'token',
      step: 'B3.2',
      kind: 'token',
      body: {
        tokenLength: 1000,
        lifetimeMs: 3_600_000,
        expiresAt: AT,
        callsOfFirst: 1,
        callsOfSecond: 0,
        isSecondFromCache: true,
      },
    }),
  ],
}
const SOURCES: GateSources = {
  scenarios: { C1: aSource('C1'), C2: aSource('C2'), C3: aSource('C3') },
  checks: { 'B3.2': CHECK },
  attestations: [anAttestation({ row: 'E1.15', tenantId: TENANT_ID })],
}
const FRESH = { nowMs: NOW, tenant: { changedAt: AT }, appVersion: '0.1.0' }

const statuses = (sources: GateSources, freshness = FRESH, waivers = {}): Readonly<Record<string, GateLineStatus>> =>
  Object.fromEntries(deriveGate(sources, freshness, waivers).map(({ id, status }) => [id, status]))

/** The sources with one piece of evidence of one scenario said otherwise. */
const withBody = (id: 'C1' | 'C2' | 'C3', step: string, body: Evidence['body']): GateSources => {
  const source = aSource(id)
  const evidence = source.evidence.map((one) => (one.step === step ? { ...one, body } : one))
  return { ...SOURCES, scenarios: { ...SOURCES.scenarios, [id]: { ...source, evidence } } }
}
const without = (...ids: ScenarioId[]): GateSources => ({
  ...SOURCES,
  scenarios: Object.fromEntries(Object.entries(SOURCES.scenarios).filter(([id]) => !ids.includes(id as ScenarioId))),
})

describe('deriveGate', () => {
  it('gives the fifteen lines of the runbook in its order, each from its own evidence', () => {
    const lines = deriveGate(SOURCES, FRESH)
    expect(lines.map(({ id, text }) => ({ id, text }))).toEqual(GATE_LINES.map(({ id, text }) => ({ id, text })))
    expect(statuses(SOURCES)).toEqual({
      'E1.1': 'passed',
      'E1.2': 'passed',
      'E1.3': 'passed',
      'E1.4': 'not_run',
      'E1.5': 'not_run',
      'E1.6': 'not_run',
      'E1.7': 'passed',
      'E1.8': 'passed',
      'E1.9': 'passed',
      'E1.10': 'passed',
      'E1.11': 'not_run',
      'E1.12': 'not_run',
      'E1.13': 'passed',
      'E1.14': 'passed',
      'E1.15': 'attested',
    })
    expect(lines.find(({ id }) => id === 'E1.7')?.evidence).toEqual(['C2-0'])
  })

  it('reads not run wherever nothing was seen', () => {
    const nothing = deriveGate({ scenarios: {}, checks: {}, attestations: [] }, FRESH)
    expect(new Set(nothing.map(({ status }) => status))).toEqual(new Set(['not_run']))
    expect(nothing.every(({ evidence, at }) => evidence.length === 0 && at === null)).toBe(true)
  })

  it.each<[GateLineId, string, GateSources]>([
    ['E1.7', 'two leads were counted', withBody('C2', 'C2/d365', { ids: [ACME_LEAD_ID, 'other'], count: 2 })],
    ['E1.7', 'the count got no answer', withBody('C2', 'C2/d365', { ids: null, count: null })],
    ['E1.7', 'the evidence cannot be read', withBody('C2', 'C2/d365', 'nonsense')],
    [
      'E1.8',
      'a row says error',
      withBody('C3', 'C3/push-zero', { moment: 'after', row: { ...AFTER, d365_sync_status: 'error' } }),
    ],
    [
      'E1.8',
      'a row has the zero id',
      withBody('C1', 'C1/database', {
        moment: 'after',
        row: { ...AFTER, d365_lead_id: '00000000-0000-0000-0000-000000000000' },
      }),
    ],
    [
      'E1.8',
      'a row has no time',
      withBody('C2', 'C2/database', { moment: 'after', row: { ...AFTER, d365_sync_last_at: null } }),
    ],
    ['E1.8', 'the lead was synced before', withBody('C1', 'C1/choose', { moment: 'before', row: AFTER })],
    [
      'E1.9',
      'a field differs',
      withBody('C1', 'C1/d365', { isFound: true, fields: [{ name: 'subject', isSame: false }] }),
    ],
    ['E1.9', 'nothing was compared', withBody('C1', 'C1/d365', { isFound: true, fields: [] })],
    [
      'E1.13',
      'the badge says error',
      withBody('C1', 'C1/window', { view: { badge: 'error', hasLink: true }, link: 'x', isLinkedRecordFound: true }),
    ],
    [
      'E1.14',
      'the link leads nowhere',
      withBody('C1', 'C1/window', { view: { badge: 'synced', hasLink: true }, link: 'x', isLinkedRecordFound: false }),
    ],
    [
      'E1.10',
      'the second token was asked for',
      {
        ...SOURCES,
        checks: {
          'B3.2': {
            ...CHECK,
            evidence: [{ ...CHECK.evidence[0]!, body: { ...(CHECK.evidence[0]!.body as object), callsOfSecond: 1 } }],
          },
        },
      },
    ],
    [
      'E1.12',
      'more connections were held than allowed',
      withPool({ sockets: { limit: 52, peak: 53, peakWaiting: 0 } }),
    ],
    ['E1.12', 'the burst was smaller than 200', withPool({ pushes: 199, done: 199 })],
    ['E1.12', 'no connection was seen', withPool({ sockets: { limit: 52, peak: 0, peakWaiting: 0 } })],
    [
      'E1.12',
      'a push did not end',
      withPool({ done: 199, unfinished: [{ domain: 'd', outcome: 'failed', reason: 'EMFILE' }] }),
    ],
  ])('fails %s when %s', (id, _what, sources) => {
    expect(statuses(sources)[id]).toBe('failed')
  })

  it('passes E1.12 for 200 pushes within the connections allowed', () => {
    expect(statuses(withPool({}))['E1.12']).toBe('passed')
  })

  it('fails a line of a failed scenario, whatever its evidence', () => {
    const sources = { ...SOURCES, scenarios: { ...SOURCES.scenarios, C2: aSource('C2', {}, 'failed') } }
    expect(statuses(sources)['E1.2']).toBe('failed')
  })

  it('does not call the rows correct while one of the three scenarios is missing', () => {
    for (const id of ['C1', 'C2', 'C3'] as const) expect(statuses(without(id))['E1.8']).toBe('not_run')
  })

  it.each<[StaleReason, string, Partial<Run>, typeof FRESH]>([
    ['age', 'older than 7 days', { finishedAt: agoDays(7.1) }, FRESH],
    ['changed', 'profile or credential changed since', { tenantChangedAt: agoDays(1) }, FRESH],
    ['version', 'made by another version of the console', { appVersion: '0.0.9' }, FRESH],
  ])('calls evidence stale because of %s, and says so: %s', (stale, words, run, freshness) => {
    const sources = { ...SOURCES, scenarios: { ...SOURCES.scenarios, C1: aSource('C1', run) } }
    const lines = deriveGate(sources, freshness)
    expect(lines.find(({ id }) => id === 'E1.1')).toMatchObject({ status: 'stale', stale })
    expect(blockersOf(lines)).toContain(`E1.1 Senaryo 1 (Happy Path): stale (${words})`)
    expect(lines.find(({ id }) => id === 'E1.10')).not.toHaveProperty('stale')
  })

  it('names until when each line holds: seven days from the oldest of what it rests on', () => {
    const C2 = aSource('C2', { finishedAt: agoDays(3) })
    const lines = deriveGate({ ...SOURCES, scenarios: { ...SOURCES.scenarios, C2 } }, FRESH)
    const limits = Object.fromEntries(lines.map(({ id, holdsUntil }) => [id, holdsUntil]))
    expect(limits).toMatchObject({ 'E1.1': agoDays(-7), 'E1.8': agoDays(-4), 'E1.15': agoDays(-7) })
    expect(limits['E1.4']).toBeUndefined()
  })

  it('keeps evidence of exactly seven days', () => {
    const sources = { ...SOURCES, scenarios: { ...SOURCES.scenarios, C1: aSource('C1', { finishedAt: agoDays(7) }) } }
    expect(statuses(sources)['E1.1']).toBe('passed')
  })

  it.each<[string, Partial<Attestation>, GateLineStatus]>([
    ['fresh', {}, 'attested'],
    ['too old', { at: agoDays(8) }, 'stale'],
    ['given under another version of the console', { appVersion: '0.0.9' }, 'stale'],
    ['kept by a version that did not name itself', { appVersion: null }, 'attested'],
    ['of another line', { row: 'P1' }, 'not_run'],
  ])('takes an attestation that is %s', (_what, attestation, status) => {
    const sources = { ...SOURCES, attestations: [anAttestation({ row: 'E1.15', ...attestation })] }
    expect(statuses(sources)['E1.15']).toBe(status)
  })

  it('calls an attestation stale that is older than the profile', () => {
    const sources = { ...SOURCES, attestations: [anAttestation({ row: 'E1.15', at: agoDays(2) })] }
    expect(statuses(sources, { ...FRESH, tenant: { changedAt: agoDays(1) } })['E1.15']).toBe('stale')
  })

  it('names who attested a line and when, whatever else the line rests on, and nobody where nobody did', () => {
    const lines = deriveGate({ ...SOURCES, attestations: [anAttestation({ row: 'E1.15', by: 'Zed' })] }, FRESH)
    expect(lines.find(({ id }) => id === 'E1.15')?.attestation).toEqual({ by: 'Zed', at: AT })
    expect(lines.filter(({ attestation }) => attestation !== undefined)).toHaveLength(1)
  })

  it.each<[string, { readonly whatHappened: string; readonly whatToDo: string } | null, GateLineStatus]>([
    ['has both sentences', { whatHappened: 'The secret is wrong.', whatToDo: 'Make a new one.' }, 'attested'],
    ['has none', null, 'failed'],
    ['does not say what to do', { whatHappened: 'The secret is wrong.', whatToDo: '' }, 'failed'],
  ])('takes an attestation of the error messages where a provoked failure %s', (_what, advice, status) => {
    const D1: ScenarioSource = {
      ...aSource('C1'),
      evidence: [
        anEvidence({
          step: 'D1/wrong-secret',
          kind: 'view-model',
          body: { failure: { kind: 'D365AuthenticationError' }, advice },
        }),
      ],
    }
    expect(statuses({ ...SOURCES, scenarios: { ...SOURCES.scenarios, D1 } })['E1.15']).toBe(status)
  })

  it('shows a waiver where a line is not passed, and only there', () => {
    const waived = statuses(SOURCES, FRESH, { 'E1.4': 'Optional in the runbook', 'E1.1': 'never needed' })
    expect([waived['E1.4'], waived['E1.5'], waived['E1.1']]).toEqual(['waived', 'not_run', 'passed'])
  })
})
