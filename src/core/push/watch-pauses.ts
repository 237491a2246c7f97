import type { PushRun } from './push-run-input.ts'
import { PauseTooLong } from './stop.ts'
import type { TenantLane } from './tenant-lane.ts'

/** Stops a run whose tenant asks for a longer pause than its starter wants to wait; the rest stays for whoever resumes it. */
export function watchPauses({ deps, run, active, patience }: PushRun, lane: TenantLane): () => void {
  const { maxWaitMs } = patience
  if (maxWaitMs === null) return () => undefined
  return deps.events.subscribe((event) => {
    if (event.type !== 'push-progress' || event.progress.runId !== run.id) return
    const ms = lane.closedForMs()
    if (ms > maxWaitMs) active.stop(new PauseTooLong(`D365 asked for a pause of ${Math.round(ms / 1000)} s.`))
  })
}
