import { describe, expect, it } from 'vitest'
import { newestResults } from '../../../../src/renderer/src/app/runs/newest-results.ts'
import { runnableOutlines } from '../../../../src/renderer/src/app/runs/runnable-outlines.ts'
import { createFakeBridge, type FakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import { createScenariosStore } from '../../../../src/renderer/src/features/scenarios/scenarios.store.ts'
import { currentScenario, withStep } from '../../../../src/renderer/src/features/scenarios/scenarios.updates.ts'
import { progressOf, stepRows } from '../../../../src/renderer/src/features/scenarios/step-rows.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { Run } from '../../../../src/shared/model/run.ts'
import type { ScenarioOutline, ScenarioStep } from '../../../../src/shared/model/scenario.ts'
import { aRun, AT, RUN_ID, TENANT_ID } from '../../../support/builders.ts'

const LATER = '2026-03-01T12:00:09.000Z'
const OUTLINE: ScenarioOutline = {
  id: 'C1',
  title: 'Happy path',
  goal: '',
  steps: [
    { step: 'push', title: 'Push it' },
    { step: 'clean-up', title: 'Clean up' },
  ],
  criteria: [],
}
const aStep = (over: Partial<ScenarioStep> = {}): ScenarioStep => ({
  runId: RUN_ID,
  scenarioId: 'C1',
  step: 'push',
  title: 'Push it',
  status: 'running',
  at: AT,
  detail: null,
  ...over,
})
const SCENARIO_RUN = aRun({ kind: 'scenario' })

function bridgeWith(runs: readonly Run[]): FakeBridge {
  return createFakeBridge({
    'scenarios:list': () => ok([OUTLINE]),
    'runs:list': () => ok([...runs]),
    'scenarios:start': () => ok({ runId: RUN_ID }),
  })
}

const judged = (id: string, status: 'passed' | 'failed', left: number): Run => {
  const leads = Array.from({ length: left }, () => ({
    d365LeadId: id,
    domain: 'd',
    link: 'l',
    reason: 'r',
    said: null,
  }))
  const scenario = {
    id: 'C1',
    status,
    criteria: [],
    expected: [],
    events: [],
    durationMs: 1,
    finding: null,
    note: null,
  }
  const cleanUp = { created: 1, deleted: 1 - left, leftBehind: leads }
  const result = { runId: id, tenant: 't', scenarios: [scenario], cleanUp, ok: status === 'passed' }
  return aRun({
    id,
    kind: 'scenario',
    status,
    startedAt: status === 'passed' ? LATER : AT,
    finishedAt: LATER,
    result,
  })
}

describe('a scenario run being watched', () => {
  it('shows each step once, as it stands now', () => {
    const watched = withStep(withStep(null, aStep()), aStep({ status: 'passed', at: LATER }))
    expect(watched.steps.get('C1')).toEqual([aStep({ status: 'passed', at: LATER })])
  })

  it('begins anew with a step of another run', () => {
    const other = aStep({ runId: 'another', scenarioId: 'C2' })
    const watched = withStep(withStep(null, aStep()), other)
    expect([watched.runId, [...watched.steps.keys()]]).toEqual(['another', ['C2']])
  })

  it('works on the scenario whose step came last, or the first asked for before any came', () => {
    const asked = { runId: RUN_ID, ids: ['D1', 'D2'] as const, isRunning: true, steps: new Map() }
    expect(currentScenario(asked)).toBe('D1')
    const walked = withStep(withStep(asked, aStep()), aStep({ scenarioId: 'C2', at: LATER }))
    expect(currentScenario(walked)).toBe('C2')
    expect(currentScenario({ ...walked, isRunning: false })).toBeNull()
    expect(currentScenario(null)).toBeNull()
  })

  it('shows what has streamed in, in its order, steps nobody planned among them, then what is planned', () => {
    const rows = stepRows(OUTLINE, [aStep({ status: 'passed' }), aStep({ step: 'extra', title: 'Extra' })])
    expect(rows.map((row) => [row.step, row.status])).toEqual([
      ['push', 'passed'],
      ['extra', 'running'],
      ['clean-up', 'waiting'],
    ])
    expect(progressOf([OUTLINE], () => [aStep({ status: 'failed' })])).toEqual({ done: 1, total: 2 })
  })
})

describe('the scenarios’ store', () => {
  it('follows a run of its tenant and no step of another', async () => {
    const bridge = bridgeWith([])
    const store = createScenariosStore(bridge, TENANT_ID)
    store.getState().connect()
    await store.getState().refresh()
    await store.getState().run(['C1'])
    bridge.emit('run-changed', SCENARIO_RUN)
    bridge.emit('scenario-step', aStep({ runId: 'of another tenant', scenarioId: 'D3' }))
    bridge.emit('scenario-step', aStep())
    expect([...(store.getState().watched?.steps.keys() ?? [])]).toEqual(['C1'])
    expect(store.getState().opened.has('C1')).toBe(true)
    bridge.emit('run-changed', { ...SCENARIO_RUN, status: 'passed' })
    expect(store.getState().watched?.isRunning).toBe(false)
  })

  it('shows what a run has judged while it still goes on', async () => {
    const bridge = bridgeWith([])
    const store = createScenariosStore(bridge, TENANT_ID)
    store.getState().connect()
    await store.getState().refresh()
    bridge.emit('run-changed', { ...judged('now', 'failed', 0), status: 'running', finishedAt: null })
    expect(store.getState().results.get('C1')?.result.status).toBe('failed')
    expect(store.getState()).toMatchObject({ history: [], cleanUp: null, watched: { isRunning: true } })
  })

  it('takes up a run that was under way before the window looked', async () => {
    const store = createScenariosStore(bridgeWith([SCENARIO_RUN]), TENANT_ID)
    await store.getState().refresh()
    expect(store.getState().watched).toMatchObject({ runId: RUN_ID, isRunning: true })
  })

  it('sends the lead that was picked with C1 alone, and never with other scenarios', async () => {
    const bridge = bridgeWith([])
    const asked: unknown[] = []
    bridge.answer('scenarios:start', ({ lead }) => {
      asked.push(lead)
      return ok({ runId: RUN_ID })
    })
    const store = createScenariosStore(bridge, TENANT_ID)
    store.getState().pickLead('picked.example')
    await store.getState().run(['C1'])
    await store.getState().run(['C1', 'C2'])
    await store.getState().run(['C2'])
    store.getState().pickLead(null)
    await store.getState().run(['C1'])
    expect(asked).toEqual(['picked.example', null, null, null])
  })

  it('shows why a run could not start, and watches nothing', async () => {
    const bridge = bridgeWith([])
    const failure = { kind: 'Refused', reason: 'prod_locked', message: 'PROD is locked.' } as const
    bridge.answer('scenarios:start', () => fail(failure))
    const store = createScenariosStore(bridge, TENANT_ID)
    await store.getState().run(['C1'])
    expect(store.getState()).toMatchObject({ watched: null, action: { status: 'failed', failure } })
  })
})

describe('earlier runs', () => {
  const [newer, older] = [judged('newer', 'passed', 0), judged('older', 'failed', 1)]
  const cut = aRun({ id: 'cut', kind: 'scenario', status: 'interrupted', result: null })
  const shown = (store: ReturnType<typeof createScenariosStore>) => {
    const { results, cleanUp, reopened } = store.getState()
    return [results.get('C1')?.result.status, cleanUp?.leftBehind.length, reopened?.id]
  }

  it('are shown again as they were, until somebody goes back or runs anew', async () => {
    const store = createScenariosStore(bridgeWith([cut, newer, older]), TENANT_ID)
    await store.getState().refresh()
    expect(shown(store)).toEqual(['passed', 0, undefined])
    store.getState().reopen('older')
    await store.getState().refresh()
    expect(shown(store)).toEqual(['failed', 1, 'older'])
    store.getState().reopen(null)
    expect(shown(store)).toEqual(['passed', 0, undefined])
    store.getState().reopen('older')
    await store.getState().run(['C1'])
    expect(shown(store)).toEqual(['passed', 0, undefined])
  })

  it('are listed even where a crash cut them, and held against the newest that judged something', async () => {
    const bridge = bridgeWith([cut, newer, older])
    const asked: unknown[] = []
    bridge.answer('runs:compare', (input) => {
      asked.push(input)
      return fail({ kind: 'Cancelled', message: '' })
    })
    const store = createScenariosStore(bridge, TENANT_ID)
    await store.getState().refresh()
    expect(store.getState().history.map(({ id }) => id)).toEqual(['cut', 'newer', 'older'])
    await store.getState().compare('older')
    expect(asked).toEqual([{ first: 'older', second: 'newer' }])
  })
})

describe('what counts for a tenant', () => {
  it('is only C1 on production', () => {
    const outlines = [OUTLINE, { ...OUTLINE, id: 'D1' as const }]
    expect(runnableOutlines(outlines, { effectiveEnvironment: 'PROD' })).toEqual([OUTLINE])
    expect(runnableOutlines(outlines, { effectiveEnvironment: 'TEST' })).toEqual(outlines)
  })

  it('leaves out a run whose result cannot be read', () => {
    expect(newestResults([aRun({ kind: 'scenario', status: 'failed', result: { scenarios: 'garbage' } })]).size).toBe(0)
  })
})
