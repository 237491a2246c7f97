import type { PushRunState } from '../../../../shared/model/push.ts'
import type { Run, RunKind } from '../../../../shared/model/run.ts'

export type RunningWord = RunKind | 'pushWaiting' | 'pushPaused' | 'pushLeft'

const RESTING: Partial<Record<PushRunState, RunningWord>> = {
  waiting: 'pushWaiting',
  paused: 'pushPaused',
  left: 'pushLeft',
}

/** What a run that is not over does now; a push may rest. */
export function runningWord({ id, kind }: Run, pushStates: ReadonlyMap<string, PushRunState>): RunningWord {
  const state = pushStates.get(id)
  return (state && RESTING[state]) ?? kind
}

/** Keeps the list of runs under way: a run enters when it is `running` and leaves with any other status. */
export function withRun(running: readonly Run[], changed: Run): readonly Run[] {
  const others = running.filter((run) => run.id !== changed.id)
  return changed.status === 'running' ? [...others, changed] : others
}

/** Runs nobody started for another: the parts of a runbook run are told by the runbook run itself. */
export const topLevel = (running: readonly Run[]): readonly Run[] => running.filter((run) => run.parentId === null)
