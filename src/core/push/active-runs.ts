import type { PushProgress } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { CoreEventHub } from '../core-events.ts'
import type { Clock } from '../ports/clock.ts'
import type { TenantStore } from '../ports/stores.ts'
import type { RunProgress } from './run-progress.ts'
import { ProcessCloses } from './stop.ts'
import { aborted, latch } from './lane-gate.ts'

/** Whether the admin holds the run. */
export interface Pause {
  readonly isOn: () => boolean
  /** Waits while it is; false when the run's signal ended the wait. */
  readonly over: () => Promise<boolean>
}

/** One run that goes on, as its own work sees it. */
export interface ActiveRun {
  /** Ends with the caller's signal, a cancel, the tenant's removal or the process. */
  readonly signal: AbortSignal
  readonly pause: Pause
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
  /** When the run began; null = not known yet. */
  readonly organizationId: string | null
  readonly stop: AbortController
  readonly ended: Promise<unknown>
  readonly setPaused: (isPaused: boolean) => void
  readonly progress: () => PushProgress | null
}

/** Runs of a removed tenant are cancelled, and so are those of a tenant that means another organisation now. */
export function createActiveRuns(events: CoreEventHub, tenants: Pick<TenantStore, 'get'>): ActiveRuns {
  const runs = new Map<string, Entry>()

  endWithTheirTenants(events, tenants, runs)
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
        pause,
        follow: pause.follow,
      })
      const organizationId = tenants.get(run.tenantId)?.organizationId ?? null
      const { tenantId } = run
      runs.set(run.id, { tenantId, organizationId, stop, ended, setPaused: pause.set, progress: pause.progress })
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

function endWithTheirTenants(
  events: CoreEventHub,
  tenants: Pick<TenantStore, 'get'>,
  runs: ReadonlyMap<string, Entry>,
): void {
  events.subscribe((event) => {
    if (event.type !== 'tenants-changed') return
    for (const entry of runs.values()) {
      const why = reasonToEnd(entry, tenants.get(entry.tenantId))
      if (why !== null) entry.stop.abort(new Error(why))
    }
  })
}

function reasonToEnd({ organizationId }: Entry, tenant: Tenant | null): string | null {
  if (tenant === null || tenant.archivedAt !== null) return 'The tenant was removed.'
  const isAnother = organizationId !== null && tenant.organizationId !== organizationId
  return isAnother ? 'The tenant leads to another organisation now.' : null
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
    isOn: () => pause !== null,
    over: async (): Promise<boolean> => {
      while (pause !== null && !signal.aborted) await Promise.race([pause.over, aborted(signal)])
      return !signal.aborted
    },
    follow: (progress: RunProgress, tell: () => void): void => void (followed = { progress, tell }),
    progress: (): PushProgress | null => followed?.progress.now() ?? null,
  }
}
