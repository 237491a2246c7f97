import type { Run } from '../../../../shared/model/run.ts'
import type { ScenarioId, ScenarioStep } from '../../../../shared/model/scenario.ts'

export type PhaseStatus = 'waiting' | 'running' | 'passed' | 'failed'

/** A runbook run under way, as its parts tell it. */
export interface LiveRunbook {
  readonly runId: string
  readonly startedAt: string
  readonly check: PhaseStatus
  readonly scenarios: PhaseStatus
  readonly scenarioRunId: string | null
  /** The newest word of each step, by `scenario/step`. */
  readonly steps: ReadonlyMap<string, ScenarioStep>
}

const liveFrom = (run: Run): LiveRunbook => ({
  runId: run.id,
  startedAt: run.startedAt,
  check: 'waiting',
  scenarios: 'waiting',
  scenarioRunId: null,
  steps: new Map(),
})

const phaseOf = (run: Run): PhaseStatus =>
  run.status === 'running' ? 'running' : run.status === 'passed' ? 'passed' : 'failed'

/** A run of this tenant begins, goes on or ends; runs that are no part of the runbook run leave it as it is. */
export function withRunChange(live: LiveRunbook | null, run: Run): LiveRunbook | null {
  if (run.kind === 'runbook') return withRunbookRun(live, run)
  if (live === null || run.parentId !== live.runId) return live
  if (run.kind === 'check') return { ...live, check: phaseOf(run) }
  if (run.kind === 'scenario') return { ...live, scenarios: phaseOf(run), scenarioRunId: run.id }
  return live
}

function withRunbookRun(live: LiveRunbook | null, run: Run): LiveRunbook | null {
  if (run.status === 'running') return live?.runId === run.id ? live : liveFrom(run)
  return live?.runId === run.id ? null : live
}

/**
 * What a reading says of the run under way: it takes up one that began before this window looked, and lets go of one whose end
 * was missed. A run the reading does not know yet began after it.
 */
export function liveAfterRead(live: LiveRunbook | null, recentRuns: readonly Run[]): LiveRunbook | null {
  const known = recentRuns.find((run) => run.id === live?.runId)
  if (live !== null) return known === undefined || known.status === 'running' ? live : null
  const running = recentRuns.find((run) => run.kind === 'runbook' && run.status === 'running')
  if (running === undefined) return null
  return recentRuns
    .filter((run) => run.parentId === running.id)
    .reduce<LiveRunbook | null>(withRunChange, liveFrom(running))
}

export function withLiveStep(live: LiveRunbook | null, step: ScenarioStep): LiveRunbook | null {
  if (live === null || step.runId !== live.scenarioRunId) return live
  return { ...live, steps: new Map(live.steps).set(`${step.scenarioId}/${step.step}`, step) }
}

/** The last phase: gate and reports have no run of their own and come after the scenarios. */
export const lastPhase = (live: LiveRunbook): PhaseStatus =>
  live.scenarios === 'passed' || live.scenarios === 'failed' ? 'running' : 'waiting'

export interface LiveScenario {
  readonly id: ScenarioId
  readonly status: PhaseStatus
  /** The step at work. */
  readonly current: ScenarioStep | null
}

/** How each scenario of the run stands, from its steps. */
export function liveScenarios(live: LiveRunbook, ids: readonly ScenarioId[]): readonly LiveScenario[] {
  return ids.map((id) => {
    const steps = [...live.steps.values()].filter((step) => step.scenarioId === id)
    const running = steps.findLast((step) => step.status === 'running')
    if (steps.length === 0) return { id, status: 'waiting', current: null }
    if (steps.some((step) => step.status === 'failed')) return { id, status: 'failed', current: running ?? null }
    const isDone = running === undefined && steps.some((step) => step.step === 'clean-up')
    return { id, status: isDone ? 'passed' : 'running', current: running ?? null }
  })
}

/** Steps done of steps planned; checks, gate and reports count as one each. */
export function liveProgress(
  live: LiveRunbook,
  plannedSteps: number,
): { readonly done: number; readonly total: number } {
  const isOver = (phase: PhaseStatus): boolean => phase === 'passed' || phase === 'failed'
  const steps = [...live.steps.values()].filter((step) => step.status !== 'running').length
  const done = Number(isOver(live.check)) + (isOver(live.scenarios) ? plannedSteps : Math.min(steps, plannedSteps))
  return { done, total: plannedSteps + 2 }
}
