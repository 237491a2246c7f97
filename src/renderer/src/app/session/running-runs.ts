import type { Run } from '../../../../shared/model/run.ts'

/** Keeps the list of runs under way: a run enters when it is `running` and leaves with any other status. */
export function withRun(running: readonly Run[], changed: Run): readonly Run[] {
  const others = running.filter((run) => run.id !== changed.id)
  return changed.status === 'running' ? [...others, changed] : others
}

/** Runs nobody started for another: the parts of a runbook run are told by the runbook run itself. */
export const topLevel = (running: readonly Run[]): readonly Run[] => running.filter((run) => run.parentId === null)
