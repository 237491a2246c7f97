import type { WaitingFor } from '../../shared/model/push.ts'
import type { ServiceHints } from '../d365/service-hints.ts'
import type { Clock } from '../ports/clock.ts'
import { afterCrowding, afterPause, afterSuccess, firstPace, withHint, type Crowding } from './lane-pace.ts'
import { slept } from './stop.ts'

/** `throttled`: a 429 that names a wait; `crowded`: too many calls at once; `answered`: anything else that came back. */
export type LaneOutcome = 'answered' | 'throttled' | 'crowded' | 'none'

/** Many leads share a question, and few a write. */
export type LanePurpose = 'question' | 'write'

/** A place in the lane; `leave` gives it back, once. */
export interface LaneEntry {
  /** Milliseconds that a closed lane made this call wait. */
  readonly waitedMs: number
  readonly leave: (outcome?: LaneOutcome) => void
}

export interface LaneState {
  readonly inFlight: number
  readonly concurrency: number
  /** Milliseconds until the lane opens; 0 when it is open, null when it is held until somebody releases it. */
  readonly closedForMs: number | null
  readonly waitingFor: WaitingFor | null
  readonly why: string | null
  readonly hints: ServiceHints | null
}

/** What all pushes to one tenant share: how many calls may be under way, and whether D365 asked for silence. */
export interface TenantLane {
  /**
   * Waits for an open lane and a free place: first come first served, except that questions wait while many writes do. Null when the signal
   * ended the wait.
   */
  readonly enter: (signal: AbortSignal, purpose?: LanePurpose) => Promise<LaneEntry | null>
  /** Closes the lane for `ms`; a pause that already lasts longer is not shortened. Calls under way are not disturbed. */
  readonly pause: (ms: number, why?: string) => void
  /** Closes the lane until the returned function is called; one hold at a time, a further one only changes the words. */
  readonly hold: (waitingFor: WaitingFor, why: string) => () => void
  /** Calls the listener whenever more calls may be under way than before; returns the function that ends that. */
  readonly onGrowth: (listener: () => void) => () => void
  /** What the service said of its limits beside an answer. */
  readonly note: (hints: ServiceHints) => void
  /** Milliseconds until the lane opens; 0 when it is open. */
  readonly closedForMs: () => number
  readonly state: () => LaneState
  /** Milliseconds for which pauses have closed the lane so far. */
  readonly pausedMs: () => number
}

/**
 * Source: Microsoft Learn, "Service protection API limits" (one user's budget is shared by all its requests). `concurrency` fixes the number of
 * places for a test; else it is learned.
 */
export function createTenantLane(clock: Clock, concurrency?: () => number): TenantLane {
  const learned = createLearning(clock, concurrency)
  const gate = createGate(clock, learned)
  const places = createPlaces(learned.most)
  const growth = new Set<() => void>()
  let hints: ServiceHints | null = null

  return {
    enter: async (signal, purpose = 'write') => {
      const seen = { pauses: -1, waitedMs: 0 }
      for (;;) {
        if (!(await gate.sitOut(seen, signal)) || !(await places.take(purpose, signal))) return null
        if (gate.isClosedFor(seen)) {
          places.giveBack()
          continue
        }
        const learn = learned.began(places.taken() - 1)
        const leave = once((outcome: LaneOutcome = 'none') => {
          const before = learned.most()
          learn(outcome, places.areFull())
          places.giveBack()
          if (learned.most() > before) for (const tell of growth) tell()
        })
        return { waitedMs: seen.waitedMs, leave }
      }
    },
    pause: gate.pause,
    hold: gate.hold,
    onGrowth: (listener) => {
      growth.add(listener)
      return () => void growth.delete(listener)
    },
    note: (said) => {
      hints = said
      if (said.parallelism !== null) learned.hinted(said.parallelism)
    },
    closedForMs: gate.closedForMs,
    pausedMs: gate.pausedMs,
    state: () => ({ inFlight: places.taken(), concurrency: learned.most(), hints, ...gate.state() }),
  }
}

/** How many calls the tenant takes at once, as far as is known. */
function createLearning(clock: Clock, fixed?: () => number) {
  let pace = firstPace()
  /** Openings after a pause; the last one that some call got through; whether the next is tried with one call. */
  const opening = { count: 0, proven: 0, isProbe: false }
  /** Why the lane is about to be closed. */
  let isCrowded = false
  const refused = (outcome: LaneOutcome, at: Crowding & { readonly opening: number }): void => {
    // Of a whole opening nothing got through: the next one is tried with a single call, not with a storm.
    if (at.opening === opening.count && opening.proven < opening.count) opening.isProbe = true
    isCrowded = outcome === 'crowded'
    if (isCrowded) pace = afterCrowding(pace, at)
  }
  return {
    most: (): number => (opening.isProbe ? 1 : (fixed?.() ?? pace.allowed)),
    opened: () => void (opening.count += 1),
    paused: (ms: number): void => {
      if (isCrowded) pace = afterPause(pace, { nowMs: clock.monotonicMs(), ms })
    },
    hinted: (parallelism: number) => void (pace = withHint(pace, parallelism)),
    /** A call leaves; the returned function is told how it went. */
    began: (others: number) => {
      const at = { opening: opening.count, cutsAtEntry: pace.cuts, others }
      return (outcome: LaneOutcome, wasFull: boolean): void => {
        if (outcome === 'throttled' || outcome === 'crowded') refused(outcome, at)
        if (outcome !== 'answered') return
        opening.proven = Math.max(opening.proven, at.opening)
        opening.isProbe = false
        pace = afterSuccess(pace, { wasFull, cutsAtEntry: at.cutsAtEntry, nowMs: clock.monotonicMs() })
      }
    },
  }
}

interface Seen {
  pauses: number
  waitedMs: number
}

/** Open, closed for a time, or held until somebody releases it. */
function createGate(clock: Clock, learned: { readonly opened: () => void; readonly paused: (ms: number) => void }) {
  let why: string | null = null
  let openAtMs = Number.NEGATIVE_INFINITY
  let pauses = 0
  let pausedMs = 0
  let held: { waitingFor: WaitingFor; why: string; readonly over: Promise<void> } | null = null
  const closedForMs = (): number => Math.max(0, openAtMs - clock.monotonicMs())
  return {
    closedForMs,
    pausedMs: () => pausedMs,
    isClosedFor: (seen: Seen) => seen.pauses !== pauses || held !== null,
    /** Sits out every pause once. Counting pauses instead of asking the time again keeps a compressed clock from waiting twice. */
    sitOut: async (seen: Seen, signal: AbortSignal): Promise<boolean> => {
      while (held !== null && !signal.aborted) await Promise.race([held.over, aborted(signal)])
      while (seen.pauses !== pauses) {
        seen.pauses = pauses
        const leftMs = openAtMs - clock.monotonicMs()
        if (leftMs <= 0) continue
        seen.waitedMs += leftMs
        if (!(await slept(clock, leftMs, signal))) return false
      }
      return !signal.aborted
    },
    pause: (ms: number, reason?: string): void => {
      const wasClosedForMs = closedForMs()
      if (wasClosedForMs === 0) learned.opened()
      learned.paused(ms)
      pausedMs += Math.max(0, ms - wasClosedForMs)
      openAtMs = Math.max(openAtMs, clock.monotonicMs() + ms)
      why = reason ?? null
      pauses += 1
    },
    hold: (waitingFor: WaitingFor, reason: string): (() => void) => {
      if (held !== null) Object.assign(held, { waitingFor, why: reason })
      if (held !== null) return () => undefined
      const { over, end } = latch()
      held = { waitingFor, why: reason, over }
      return () => {
        held = null
        end()
      }
    },
    state: (): Pick<LaneState, 'closedForMs' | 'waitingFor' | 'why'> => {
      if (held !== null) return { closedForMs: null, waitingFor: held.waitingFor, why: held.why }
      const ms = closedForMs()
      return ms === 0
        ? { closedForMs: 0, waitingFor: null, why: null }
        : { closedForMs: ms, waitingFor: 'throttling', why }
    },
  }
}

/** So many writes wait at least before questions do: enough for the places that come free while a question is answered. */
const WRITES_IN_STOCK = 10

/** Places for calls under way, and those who wait for one. */
function createPlaces(concurrency: () => number) {
  let taken = 0
  // Sets keep the order of arrival and let go of one that gave up without a search.
  const waiting: Readonly<Record<LanePurpose, Set<() => void>>> = { write: new Set(), question: new Set() }

  const freed = (signal: AbortSignal, line: Set<() => void>): Promise<void> =>
    new Promise((resolve) => {
      const proceed = () => {
        signal.removeEventListener('abort', proceed)
        line.delete(proceed)
        resolve()
      }
      line.add(proceed)
      signal.addEventListener('abort', proceed, { once: true })
    })
  /** While writes are in stock questions wait, and so carry more leads each; the stock is filled up by questions. */
  const nextLine = (): Set<() => void> => {
    const { write, question } = waiting
    const isInStock = write.size >= Math.min(WRITES_IN_STOCK, concurrency())
    return question.size === 0 || (isInStock && write.size > 0) ? write : question
  }
  const wake = (): void => {
    for (let free = Math.max(1, concurrency() - taken); free > 0; free -= 1) {
      const [proceed] = nextLine()
      if (proceed === undefined) return
      proceed()
    }
  }

  return {
    /** False when the signal ended the wait. */
    take: async (purpose: LanePurpose, signal: AbortSignal): Promise<boolean> => {
      while (taken >= concurrency()) {
        await freed(signal, waiting[purpose])
        if (!signal.aborted) continue
        // It may have been woken by a place that became free and that it will not use.
        wake()
        return false
      }
      taken += 1
      return true
    },
    giveBack: () => {
      taken -= 1
      wake()
    },
    taken: () => taken,
    areFull: () => taken >= concurrency(),
  }
}

export function latch(): { readonly over: Promise<void>; readonly end: () => void } {
  let end = (): void => undefined
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  return { over, end }
}

/** Resolves when the signal ends. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

function once<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
  let isDone = false
  return (...args) => {
    if (isDone) return
    isDone = true
    work(...args)
  }
}
