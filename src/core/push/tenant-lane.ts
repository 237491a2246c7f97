import type { Clock } from '../ports/clock.ts'
import { slept } from './stop.ts'

/** A place in the lane; `leave` gives it back, once. */
export interface LaneEntry {
  /** Milliseconds that a closed lane made this call wait. */
  readonly waitedMs: number
  readonly leave: () => void
}

/** What all pushes to one tenant share: how many calls may be under way, and whether D365 asked for silence. */
export interface TenantLane {
  /** Waits for an open lane and a free place, first come first served. Null when the signal ended the wait. */
  readonly enter: (signal: AbortSignal) => Promise<LaneEntry | null>
  /** Closes the lane for `ms`; a pause that already lasts longer is not shortened. Calls under way are not disturbed. */
  readonly pause: (ms: number) => void
  /** Milliseconds until the lane opens; 0 when it is open. */
  readonly closedForMs: () => number
}

/**
 * `concurrency` is asked at every entry, so that a later policy can let it grow and shrink while calls are under way.
 * Source: Microsoft Learn, "Service protection API limits" (one user's budget is shared by all its requests).
 */
export function createTenantLane(clock: Clock, concurrency: () => number): TenantLane {
  const places = createPlaces(concurrency)
  let openAtMs = Number.NEGATIVE_INFINITY
  let pauses = 0

  /** Sits out every pause once. Counting pauses instead of asking the time again keeps a compressed clock from waiting twice. */
  const sitOut = async (seen: { pauses: number; waitedMs: number }, signal: AbortSignal): Promise<boolean> => {
    while (seen.pauses !== pauses) {
      seen.pauses = pauses
      const leftMs = openAtMs - clock.monotonicMs()
      if (leftMs <= 0) continue
      seen.waitedMs += leftMs
      if (!(await slept(clock, leftMs, signal))) return false
    }
    return !signal.aborted
  }

  return {
    enter: async (signal) => {
      const seen = { pauses: -1, waitedMs: 0 }
      for (;;) {
        if (!(await sitOut(seen, signal)) || !(await places.take(signal))) return null
        if (seen.pauses === pauses) return { waitedMs: seen.waitedMs, leave: once(places.giveBack) }
        places.giveBack()
      }
    },
    pause: (ms) => {
      openAtMs = Math.max(openAtMs, clock.monotonicMs() + ms)
      pauses += 1
    },
    closedForMs: () => Math.max(0, openAtMs - clock.monotonicMs()),
  }
}

/** Places for calls under way, and those who wait for one. */
function createPlaces(concurrency: () => number) {
  let taken = 0
  let waiting: (() => void)[] = []

  const freed = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const proceed = () => {
        signal.removeEventListener('abort', proceed)
        waiting = waiting.filter((other) => other !== proceed)
        resolve()
      }
      waiting.push(proceed)
      signal.addEventListener('abort', proceed, { once: true })
    })

  return {
    /** False when the signal ended the wait. */
    take: async (signal: AbortSignal): Promise<boolean> => {
      while (taken >= concurrency()) {
        await freed(signal)
        if (!signal.aborted) continue
        // It may have been woken by a place that became free and that it will not use.
        waiting[0]?.()
        return false
      }
      taken += 1
      return true
    },
    giveBack: () => {
      taken -= 1
      waiting[0]?.()
    },
  }
}

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
