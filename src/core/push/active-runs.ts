import type { Run } from '../../shared/model/run.ts'
import type { CoreEventHub } from '../core-events.ts'
import type { Clock } from '../ports/clock.ts'
import { ProcessCloses } from './stop.ts'

/** The runs of this process that are going on. */
export interface ActiveRuns {
  readonly isActive: (runId: string) => boolean
  /** Runs `work` with a signal that ends with the caller's, a cancel, the tenant's removal or the process. */
  readonly track: <T>(
    run: Run,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ) => Promise<T>
  /** False when no such run goes on. */
  readonly cancel: (runId: string) => boolean
  /** Tells every run that the process ends and waits until they have stopped, at most `mostMs`. */
  readonly drain: (clock: Clock, mostMs: number) => Promise<void>
}

/** `mayGoOn` says whether a tenant is still there; runs of a removed one are cancelled (spec.md section 4). */
export function createActiveRuns(events: CoreEventHub, mayGoOn: (tenantId: string) => boolean): ActiveRuns {
  const runs = new Map<
    string,
    { readonly tenantId: string; readonly stop: AbortController; readonly ended: Promise<unknown> }
  >()

  events.subscribe((event) => {
    if (event.type !== 'tenants-changed') return
    for (const { tenantId, stop } of runs.values())
      if (!mayGoOn(tenantId)) stop.abort(new Error('The tenant was removed.'))
  })

  return {
    isActive: (runId) => runs.has(runId),
    track: async (run, signal, work) => {
      const stop = new AbortController()
      const pass = () => stop.abort(signal?.reason)
      if (signal?.aborted === true) pass()
      signal?.addEventListener('abort', pass, { once: true })
      const ended = work(stop.signal)
      runs.set(run.id, { tenantId: run.tenantId, stop, ended })
      try {
        return await ended
      } finally {
        signal?.removeEventListener('abort', pass)
        runs.delete(run.id)
      }
    },
    cancel: (runId) => {
      const active = runs.get(runId)
      active?.stop.abort(new Error('Cancelled.'))
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
