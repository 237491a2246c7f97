import type { ScenarioId, ScenarioStep } from '../../../../shared/model/scenario.ts'
import { newestResults, resultOf } from '../../app/runs/newest-results.ts'
import { IDLE } from '../../bridge/action-state.ts'
import { LOADING } from '../../bridge/loadable.ts'
import type { ScenariosData, WatchedRun } from './scenarios-state.ts'

/** The picked lead is C1's alone: with other scenarios it is left out rather than refused. */
export const leadOf = (ids: readonly ScenarioId[], pickedLead: string | null): string | null =>
  ids.length === 1 && ids[0] === 'C1' ? pickedLead : null

export const FIRST_STATE: ScenariosData = {
  outlines: LOADING,
  results: new Map(),
  watched: null,
  cleanUp: null,
  opened: new Set(),
  chosen: new Set(),
  pickedLead: null,
  leadsFound: [],
  history: [],
  running: null,
  reopened: null,
  comparison: null,
  action: IDLE,
}

type Runs = Pick<ScenariosData, 'history' | 'running' | 'reopened'>

/** What the cards show of the runs: of each scenario the newest result, one just judged included, or those of the run that was opened again. */
export function shownOf({ history, running, reopened }: Runs): Runs & Pick<ScenariosData, 'results' | 'cleanUp'> {
  const ended = reopened === null ? history : [reopened]
  const runs = reopened === null && running !== null ? [running, ...history] : ended
  const cleanUp = ended.map(resultOf).find((result) => result !== null)?.cleanUp ?? null
  return { history, running, reopened, results: newestResults(runs), cleanUp }
}

/** A step joins its run: a step of another run than the one watched begins a new watch. */
export function withStep(watched: WatchedRun | null, step: ScenarioStep): WatchedRun {
  const current: WatchedRun =
    watched?.runId === step.runId ? watched : { runId: step.runId, ids: [], isRunning: true, steps: new Map() }
  const known = current.steps.get(step.scenarioId) ?? []
  const index = known.findIndex((other) => other.step === step.step)
  const next = index < 0 ? [...known, step] : known.with(index, step)
  return { ...current, steps: new Map(current.steps).set(step.scenarioId, next) }
}

/** Which scenario the run works on now: the one whose step came last. */
export function currentScenario(watched: WatchedRun | null): ScenarioId | null {
  if (watched?.isRunning !== true) return null
  const last = [...watched.steps.values()]
    .flat()
    .reduce<ScenarioStep | null>(
      (newest, step) => (newest === null || Date.parse(step.at) >= Date.parse(newest.at) ? step : newest),
      null,
    )
  return last?.scenarioId ?? watched.ids[0] ?? null
}
