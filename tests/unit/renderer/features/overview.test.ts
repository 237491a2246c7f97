import { describe, expect, it } from 'vitest'
import { createFakeBridge, type FakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import {
  liveAfterRead,
  liveProgress,
  liveScenarios,
} from '../../../../src/renderer/src/features/overview/live-runbook.ts'
import {
  factsFor,
  latestDecision,
  type OverviewFacts,
} from '../../../../src/renderer/src/features/overview/overview-facts.ts'
import { createOverviewStore } from '../../../../src/renderer/src/features/overview/overview.store.ts'
import { nextAction, runbookState, stepsOf } from '../../../../src/renderer/src/features/overview/runbook-steps.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { CheckResult, CheckStatus } from '../../../../src/shared/model/check.ts'
import type { GateLineStatus, GateStatus } from '../../../../src/shared/model/gate.ts'
import type { Run } from '../../../../src/shared/model/run.ts'
import type {
  ScenarioId,
  ScenarioOutline,
  ScenarioResult,
  ScenarioStep,
} from '../../../../src/shared/model/scenario.ts'
import { aDecisionEntry, aRun, aWrittenReport, AT, RUN_ID, TENANT_ID } from '../../../support/builders.ts'

const PART_ID = 'd4a0de11-4c2e-4d7b-9a66-7f1b2e3d4c06'
const LATER = '2026-03-01T12:00:09.000Z'

const aCheck = (...statuses: readonly CheckStatus[]): CheckResult => ({
  runId: RUN_ID,
  tenant: 'Contoso DEV',
  startedAt: AT,
  finishedAt: LATER,
  rows: statuses.map((status, index) => ({
    id: `A1.${index + 1}`,
    title: 'A row',
    status,
    detail: '',
    remedy: null,
    evidence: [],
  })),
  ok: !statuses.includes('failed'),
})
const anOutline = (id: ScenarioId): ScenarioOutline => ({
  id,
  title: id,
  goal: '',
  steps: [
    { step: 'push', title: 'Push' },
    { step: 'clean-up', title: 'Clean up' },
  ],
  criteria: [],
})
const aScenario = (id: ScenarioId, status: ScenarioResult['status']): ScenarioResult => ({
  id,
  status,
  criteria: [],
  expected: [],
  events: [],
  durationMs: 1000,
  finding: null,
  note: null,
  steps: [],
  faultsAt: null,
  certificate: null,
})
const aScenarioRun = (scenarios: readonly ScenarioResult[], over: Partial<Run> = {}): Run =>
  aRun({
    kind: 'scenario',
    status: 'passed',
    finishedAt: LATER,
    result: {
      runId: RUN_ID,
      tenant: 'Contoso DEV',
      scenarios: [...scenarios],
      cleanUp: { created: 1, deleted: 1, leftBehind: [] },
      ok: true,
    },
    ...over,
  })
const aGate = (...statuses: readonly GateLineStatus[]): GateStatus => ({
  tenant: 'Contoso DEV',
  lines: statuses.map((status, index) => ({ id: `E1.${index + 1}`, text: '', status, evidence: [], at: null })),
  go: { allowed: false, because: [] },
  production: null,
})
const someFacts = (over: Partial<OverviewFacts> = {}): OverviewFacts => ({
  check: null,
  scenarioRuns: [],
  outlines: [anOutline('C1'), anOutline('C2')],
  gate: aGate('not_run', 'not_run'),
  decision: null,
  reports: [],
  counts: {},
  ...over,
})
const GREEN = someFacts({
  check: aCheck('passed', 'warning', 'skipped'),
  scenarioRuns: [aScenarioRun([aScenario('C1', 'passed'), aScenario('C2', 'passed')])],
  gate: aGate('passed', 'attested'),
})
const statusesOf = (facts: OverviewFacts): Readonly<Record<string, string>> =>
  Object.fromEntries(stepsOf(facts).map((step) => [step.name, `${step.status} ${step.done}/${step.total}`]))

describe('the steps of the runbook', () => {
  it('are all pending on a tenant nobody touched', () => {
    expect(statusesOf(someFacts())).toEqual({
      setup: 'pending 0/0',
      scenarios: 'pending 0/2',
      gate: 'pending 0/2',
      reports: 'pending 0/0',
    })
    expect([runbookState(someFacts()), nextAction(someFacts())]).toEqual(['pending', 'runbook'])
  })

  it('count what is fine, and a report once for its two formats', () => {
    const facts = {
      ...GREEN,
      reports: [aWrittenReport({ format: 'md' }), aWrittenReport({ format: 'json' })],
    }
    expect(statusesOf(facts)).toEqual({
      setup: 'passed 2/3',
      scenarios: 'passed 2/2',
      gate: 'passed 2/2',
      reports: 'passed 1/0',
    })
    expect(stepsOf(facts)[0]?.tookMs).toBe(9000)
  })

  it('judge a scenario by its newest result, whatever order the runs come in, and never by a skipped one', () => {
    const old = aScenarioRun([aScenario('C1', 'failed'), aScenario('C2', 'passed')])
    const newer = aScenarioRun([aScenario('C1', 'passed'), aScenario('C2', 'skipped')], { startedAt: LATER })
    for (const scenarioRuns of [
      [old, newer],
      [newer, old],
    ]) {
      expect(statusesOf({ ...GREEN, scenarioRuns })['scenarios']).toBe('passed 2/2')
    }
  })

  it('are whole on a production tenant with C1 alone', () => {
    const facts = { ...GREEN, scenarioRuns: [aScenarioRun([aScenario('C1', 'passed'), aScenario('C2', 'skipped')])] }
    expect(statusesOf(factsFor(facts, { effectiveEnvironment: 'PROD' }))['scenarios']).toBe('passed 1/1')
    expect(statusesOf(factsFor(facts, { effectiveEnvironment: 'TEST' }))['scenarios']).toBe('partial 1/2')
  })
})

describe('the next action', () => {
  const failedScenario = [aScenarioRun([aScenario('C1', 'failed')])]
  it.each([
    ['mend the setup before anything else', { check: aCheck('failed'), scenarioRuns: failedScenario }, 'fixSetup'],
    ['mend a failed scenario', { scenarioRuns: failedScenario }, 'fixScenarios'],
    ['run what never ran', { scenarioRuns: [] }, 'runbook'],
    ['run again what went stale', { gate: aGate('stale', 'passed') }, 'runbook'],
    ['settle lines that no run can turn green', { gate: aGate('passed', 'not_run') }, 'settleLines'],
    ['decide once all is green', {}, 'decide'],
    ['decide again after a NO-GO', { decision: aDecisionEntry({ decision: 'NO-GO' }) }, 'decide'],
    ['push after a GO', { decision: aDecisionEntry({ decision: 'GO' }) }, 'push'],
    [
      'mend, GO or not, what failed since',
      { decision: aDecisionEntry({ decision: 'GO' }), check: aCheck('failed') },
      'fixSetup',
    ],
  ] as const)('is to %s', (_case, over, expected) => {
    expect(nextAction({ ...GREEN, ...over })).toBe(expected)
  })

  it('goes with the state in the runbook’s four words', () => {
    expect(runbookState(GREEN)).toBe('inProgress')
    expect(runbookState({ ...GREEN, decision: aDecisionEntry({ decision: 'GO' }) })).toBe('GO')
  })

  it('rests on the newest decision of this tenant or one that releases it, not on others and not on a restore', () => {
    const other = { id: 'another', name: 'Other', environment: 'DEV', organizationId: null }
    const log = [
      aDecisionEntry({ sequence: 2, decision: 'GO', tenant: other, releases: { id: TENANT_ID, name: 'Contoso DEV' } }),
      aDecisionEntry({ sequence: 1, decision: 'NO-GO' }),
      aDecisionEntry({ sequence: 3, decision: 'NO-GO', tenant: other }),
      aDecisionEntry({ sequence: 4, type: 'restored', decision: null }),
    ]
    expect(latestDecision(log, TENANT_ID)?.body.sequence).toBe(2)
    expect(latestDecision([], TENANT_ID)).toBeNull()
  })
})

const RUNBOOK = aRun({ kind: 'runbook' })
const PART = aRun({ id: PART_ID, kind: 'scenario', parentId: RUN_ID })
const aStep = (step: string, status: ScenarioStep['status'], over: Partial<ScenarioStep> = {}): ScenarioStep => ({
  runId: PART_ID,
  scenarioId: 'C1',
  step,
  title: step,
  status,
  at: AT,
  detail: null,
  ...over,
})

function bridgeWith(facts: OverviewFacts, recentRuns: readonly Run[] = []): FakeBridge {
  return createFakeBridge({
    'checks:latest': () => ok(facts.check),
    'runs:list': ({ kind }) => ok(kind === 'scenario' ? [...facts.scenarioRuns] : [...recentRuns]),
    'scenarios:list': () => ok([...facts.outlines]),
    'gate:status': () => ok(facts.gate),
    'gate:log': () => ok(facts.decision ? [facts.decision] : []),
    'reports:list': () => ok([]),
    'leads:page': () => ok({ items: [], total: 0, countsByBadge: { synced: 3 } as never }),
  })
}

describe('the overview’s store', () => {
  it('reads everything of its tenant once it is connected', async () => {
    const store = createOverviewStore(bridgeWith(GREEN), TENANT_ID)
    store.getState().connect()
    await store.getState().refresh()
    expect(store.getState().facts).toEqual({ ...GREEN, counts: { synced: 3 } })
  })

  it('shows why it could not read, and heals with the next reading', async () => {
    const bridge = bridgeWith(GREEN)
    const failure = { kind: 'LocalDataError', message: 'The disk is gone.', path: null } as const
    bridge.answer('gate:status', () => fail(failure))
    const store = createOverviewStore(bridge, TENANT_ID)
    await store.getState().refresh()
    expect(store.getState()).toMatchObject({ facts: null, failure })
    bridge.answer('gate:status', () => ok(GREEN.gate))
    await store.getState().refresh()
    expect(store.getState().failure).toBeNull()
    expect(store.getState().facts).not.toBeNull()
  })

  it('follows a runbook run from its beginning to its end, and no run of another tenant', async () => {
    const bridge = bridgeWith(GREEN)
    const store = createOverviewStore(bridge, TENANT_ID)
    const stop = store.getState().connect()
    await store.getState().refresh()
    bridge.emit('run-changed', { ...RUNBOOK, tenantId: 'another' })
    expect(store.getState().live).toBeNull()

    bridge.emit('run-changed', RUNBOOK)
    bridge.emit('run-changed', PART)
    bridge.emit('scenario-step', aStep('push', 'running'))
    bridge.emit('scenario-step', aStep('push', 'running', { runId: 'another run', scenarioId: 'C2' }))
    const { live } = store.getState()
    expect(live && liveScenarios(live, ['C1', 'C2'])).toMatchObject([
      { id: 'C1', status: 'running', current: { step: 'push' } },
      { id: 'C2', status: 'waiting', current: null },
    ])

    bridge.emit('run-changed', { ...RUNBOOK, status: 'passed', finishedAt: LATER })
    expect(store.getState().live).toBeNull()
    stop()
    bridge.emit('run-changed', RUNBOOK)
    expect(store.getState().live).toBeNull()
  })

  it('keeps the refusal of a run that could not start', async () => {
    const bridge = bridgeWith(GREEN)
    const failure = { kind: 'Refused', reason: 'run_in_progress', message: 'Already running.' } as const
    bridge.answer('runbook:run', () => fail(failure))
    const store = createOverviewStore(bridge, TENANT_ID)
    await store.getState().runRunbook()
    expect(store.getState().action).toEqual({ status: 'failed', failure })
  })
})

describe('a run under way', () => {
  it('is taken up by a window that opened in the middle of it, with its parts', () => {
    const check = aRun({
      id: 'e5a0de11-4c2e-4d7b-9a66-7f1b2e3d4c07',
      kind: 'check',
      parentId: RUN_ID,
      status: 'passed',
    })
    expect(liveAfterRead(null, [PART, check, RUNBOOK])).toMatchObject({
      runId: RUN_ID,
      check: 'passed',
      scenarios: 'running',
      scenarioRunId: PART_ID,
    })
  })

  it('is let go of when its end was missed, but not when the reading is older than it', () => {
    const live = liveAfterRead(null, [RUNBOOK])
    expect(liveAfterRead(live, [{ ...RUNBOOK, status: 'interrupted' }])).toBeNull()
    expect(liveAfterRead(live, [])).toBe(live)
  })

  it('counts steps as they are done, and is never ahead of its plan', () => {
    const live = liveAfterRead(null, [PART, RUNBOOK])
    if (!live) throw new Error('There is a run under way.')
    const steps = [aStep('push', 'passed'), aStep('clean-up', 'running'), aStep('extra', 'failed')]
    const walked = { ...live, steps: new Map(steps.map((step) => [`C1/${step.step}`, step])) }
    expect(liveProgress(walked, 4)).toEqual({ done: 2, total: 6 })
    expect(liveProgress(walked, 1)).toEqual({ done: 1, total: 3 })
    expect(liveProgress({ ...walked, check: 'passed', scenarios: 'failed' }, 4)).toEqual({ done: 5, total: 6 })
  })
})
