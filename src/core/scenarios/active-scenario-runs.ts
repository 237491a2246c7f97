import type { Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { ScenarioRunResult } from '../../shared/model/scenario.ts'
import type { Clock } from '../ports/clock.ts'

type Outcome = Promise<Result<ScenarioRunResult, Failure>>

interface ActiveRun {
  readonly tenantId: string
  readonly stop: AbortController
  readonly done: Outcome
}

/** The scenario runs of this process that are going on. */
export interface ActiveScenarioRuns {
  readonly isBusy: (tenantId: string) => boolean
  /** Runs `work` with a signal that ends with the caller's or with a cancel. */
  readonly track: (run: Run, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Outcome) => Outcome
  /** False when no such run goes on. */
  readonly cancel: (runId: string) => boolean
  /** Cancels every run and waits until they have cleaned up, at most `mostMs`. */
  readonly drain: (clock: Clock, mostMs: number) => Promise<void>
}

export function createActiveScenarioRuns(): ActiveScenarioRuns {
  const runs = new Map<string, ActiveRun>()
  const cancelRun = ({ stop }: ActiveRun): void => stop.abort(new Error('Cancelled.'))

  return {
    isBusy: (tenantId) => [...runs.values()].some((run) => run.tenantId === tenantId),
    track: (run, signal, work) => {
      const stop = new AbortController()
      const pass = (): void => stop.abort(signal?.reason)
      if (signal?.aborted === true) pass()
      signal?.addEventListener('abort', pass, { once: true })
      const done = work(stop.signal).finally(() => {
        runs.delete(run.id)
        signal?.removeEventListener('abort', pass)
      })
      runs.set(run.id, { tenantId: run.tenantId, stop, done })
      return done
    },
    cancel: (runId) => {
      const run = runs.get(runId)
      if (run) cancelRun(run)
      return run !== undefined
    },
    drain: async (clock, mostMs) => {
      if (runs.size === 0) return
      for (const run of runs.values()) cancelRun(run)
      const enough = new AbortController()
      const allDone = Promise.allSettled([...runs.values()].map(({ done }) => done))
      await Promise.race([allDone, clock.sleep(mostMs, enough.signal).catch(() => undefined)])
      enough.abort()
    },
  }
}
