import type { PushProgress } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { CoreEventHub } from '../core-events.ts'
import type { Clock } from '../ports/clock.ts'
import type { RunProgress } from './run-progress.ts'
import { ProcessCloses } from './stop.ts'
import { aborted, latch } from './tenant-lane.ts'

/** One run that goes on, as its own work sees it. */
export interface ActiveRun {
  /** Ends with the caller's signal, a cancel, the tenant's removal or the process. */
  readonly signal: AbortSignal
  /** Waits while the run is paused; false when the signal ended it. */
  readonly whileNotPaused: () => Promise<boolean>
  /** Ends the run from within. */
  readonly stop: (reason: Error) => void
  /** From here on the run's progress can be asked for. */
  readonly follow: (progress: RunProgress, tell: () => void) => void
}

/** The runs of this process that are going on. */
export interface ActiveRuns {
  readonly isActive: (runId: string) => boolean
  readonly track: <T>(
    run: Run,
    options: { readonly signal?: AbortSignal | undefined; readonly isPaused: boolean },
    work: (active: ActiveRun) => Promise<T>,
  ) => Promise<T>
  readonly progress: (runId: string) => PushProgress | null
  /** False when no such run goes on. */
  readonly setPaused: (runId: string, isPaused: boolean) => boolean
  /** Ends the run for good, or, with `ProcessCloses`, until the next start; false when no such run goes on. */
  readonly stop: (runId: string, reason: Error) => boolean
  /** Tells every run that the process ends and waits until they have stopped, at most `mostMs`. */
  readonly drain: (clock: Clock, mostMs: number) => Promise<void>
}

interface Entry {
  readonly tenantId: string
  readonly stop: AbortController
  readonly ended: Promise<unknown>
  readonly setPaused: (isPaused: boolean) => void
  readonly progress: () => PushProgress | null
}

/** `mayGoOn` says whether a tenant is still there; runs of a removed one are cancelled (spec.md section 4). */
export function createActiveRuns(events: CoreEventHub, mayGoOn: (tenantId: string) => boolean): ActiveRuns {
  const runs = new Map<string, Entry>()

  events.subscribe((event) => {
    if (event.type !== 'tenants-changed') return
    for (const { tenantId, stop } of runs.values())
      if (!mayGoOn(tenantId)) stop.abort(new Error('The tenant was removed.'))
  })

  return {
    isActive: (runId) => runs.has(runId),
    track: async (run, { signal, isPaused }, work) => {
      const stop = new AbortController()
      const pass = () => stop.abort(signal?.reason)
      if (signal?.aborted === true) pass()
      signal?.addEventListener('abort', pass, { once: true })
      const pause = createPause(isPaused, stop.signal)
      const ended = work({
        signal: stop.signal,
        stop: (reason) => stop.abort(reason),
        whileNotPaused: pause.whileNotPaused,
        follow: pause.follow,
      })
      runs.set(run.id, { tenantId: run.tenantId, stop, ended, setPaused: pause.set, progress: pause.progress })
      try {
        return await ended
      } finally {
        signal?.removeEventListener('abort', pass)
        runs.delete(run.id)
      }
    },
    progress: (runId) => runs.get(runId)?.progress() ?? null,
    setPaused: (runId, isPaused) => {
      runs.get(runId)?.setPaused(isPaused)
      return runs.has(runId)
    },
    stop: (runId, reason) => {
      const active = runs.get(runId)
      active?.stop.abort(reason)
      return active !== undefined
    },
    drain: async (clock, mostMs) => {
      if (runs.size === 0) return
      for (const { stop } of runs.values()) stop.abort(new ProcessCloses())
      const enough = new AbortController()
      const allEnded = Promise.allSettled([...runs.values()].map(({ ended }) => ended))
      await Promise.race([allEnded, clock.sleep(mostMs, enough.signal).catch(() => undefined)])
      enough.abort()
    },
  }
}

function createPause(isPausedAtFirst: boolean, signal: AbortSignal) {
  let pause = isPausedAtFirst ? latch() : null
  let followed: { readonly progress: RunProgress; readonly tell: () => void } | null = null
  return {
    set: (isPaused: boolean): void => {
      if (isPaused) pause ??= latch()
      else {
        pause?.end()
        pause = null
      }
      followed?.progress.paused(isPaused)
      followed?.tell()
    },
    whileNotPaused: async (): Promise<boolean> => {
      while (pause !== null && !signal.aborted) await Promise.race([pause.over, aborted(signal)])
      return !signal.aborted
    },
    follow: (progress: RunProgress, tell: () => void): void => void (followed = { progress, tell }),
    progress: (): PushProgress | null => followed?.progress.now() ?? null,
  }
}
