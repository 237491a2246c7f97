import type { WaitingFor } from '../../shared/model/push.ts'
import type { ServiceHints } from '../d365/service-hints.ts'
import type { Clock } from '../ports/clock.ts'
import { createLaneGate, type GateState } from './lane-gate.ts'
import { LaneLearning, type LaneOutcome } from './lane-learning.ts'
import { createPlaces, type LanePurpose } from './lane-places.ts'

/** A place in the lane; `leave` gives it back, once. */
export interface LaneEntry {
  /** Milliseconds that a closed lane made this call wait. */
  readonly waitedMs: number
  /** The lane was closed meanwhile: what has not left yet must not. */
  readonly isClosed: () => boolean
  /** `pause`: what the answer asks for; the lane is closed before anybody gets the place. */
  readonly leave: (outcome?: LaneOutcome, pause?: LanePause) => void
}

export interface LanePause {
  readonly ms: number
  readonly why: string
}

export interface LaneState extends GateState {
  readonly inFlight: number
  readonly concurrency: number
  readonly hints: ServiceHints | null
}

/** What all pushes to one tenant share: how many calls may be under way, and whether D365 asked for silence. */
export interface TenantLane {
  /**
   * Waits for an open lane and a free place: first come first served, except that questions wait while many writes do, or while others are asked.
   * Null when the signal ended the wait.
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
  const learned = new LaneLearning(clock, concurrency)
  const gate = createLaneGate(clock, learned)
  const places = createPlaces(() => learned.most())
  const growth = new Set<() => void>()
  let hints: ServiceHints | null = null
  let known = learned.most()
  const tellGrowth = (): void => {
    const now = learned.most()
    if (now > known) for (const tell of growth) tell()
    known = now
  }

  const leaving = (others: number, purpose: LanePurpose): LaneEntry['leave'] => {
    const learn = learned.began(others)
    return once((outcome: LaneOutcome = 'unsent', pause?: LanePause) => {
      learn(outcome, places.areFull())
      if (pause !== undefined) gate.pause(pause.ms, pause.why)
      places.giveBack(purpose)
      tellGrowth()
    })
  }

  return {
    enter: async (signal, purpose = 'write') => {
      const seen = { pauses: -1, waitedMs: 0 }
      for (;;) {
        if (!(await gate.sitOut(seen, signal)) || !(await places.take(purpose, signal))) return null
        const others = places.taken() - 1
        const emptyForMs = learned.emptyForMs(others)
        if (emptyForMs > 0) gate.close(emptyForMs)
        if (gate.isClosedFor(seen)) places.giveBack(purpose)
        else return { waitedMs: seen.waitedMs, isClosed: () => gate.isClosedFor(seen), leave: leaving(others, purpose) }
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
      learned.hinted(said)
    },
    closedForMs: gate.closedForMs,
    pausedMs: gate.pausedMs,
    state: () => ({ inFlight: places.taken(), concurrency: learned.most(), hints, ...gate.state() }),
  }
}

function once<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
  let isDone = false
  return (...args) => {
    if (isDone) return
    isDone = true
    work(...args)
  }
}
