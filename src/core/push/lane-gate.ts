import type { WaitingFor } from '../../shared/model/push.ts'
import type { Clock } from '../ports/clock.ts'
import type { LaneLearning } from './lane-learning.ts'
import { slept } from './stop.ts'

/** What one who waits has seen of the gate. */
export interface Seen {
  pauses: number
  waitedMs: number
}

export interface GateState {
  /** Milliseconds until the lane opens; 0 when it is open, null when it is held until somebody releases it. */
  readonly closedForMs: number | null
  readonly waitingFor: WaitingFor | null
  readonly why: string | null
}

/** The entrance of a lane: open, closed for a time, or held until somebody releases it. */
export interface LaneGate {
  readonly closedForMs: () => number
  /** Milliseconds for which it was closed so far. */
  readonly pausedMs: () => number
  readonly isClosedFor: (seen: Seen) => boolean
  /** Sits out every pause once. Counting pauses instead of asking the time again keeps a compressed clock from waiting twice. */
  readonly sitOut: (seen: Seen, signal: AbortSignal) => Promise<boolean>
  /** Because the service said so. */
  readonly pause: (ms: number, why?: string) => void
  /** Because what the service said last still holds. */
  readonly close: (ms: number) => void
  /** One at a time; a further one only changes the words. */
  readonly hold: (waitingFor: WaitingFor, why: string) => () => void
  readonly state: () => GateState
}

export function createLaneGate(clock: Clock, learned: Pick<LaneLearning, 'closed' | 'paused'>): LaneGate {
  const held = createHold()
  let why: string | null = null
  let openAtMs = Number.NEGATIVE_INFINITY
  let pauses = 0
  let pausedMs = 0
  const closedForMs = (): number => Math.max(0, openAtMs - clock.monotonicMs())
  const close = (ms: number): void => {
    pausedMs += Math.max(0, ms - closedForMs())
    openAtMs = Math.max(openAtMs, clock.monotonicMs() + ms)
    pauses += 1
  }
  return {
    closedForMs,
    pausedMs: () => pausedMs,
    isClosedFor: (seen) => seen.pauses !== pauses || held.state() !== null,
    sitOut: async (seen, signal) => {
      await held.sitOut(signal)
      while (seen.pauses !== pauses) {
        seen.pauses = pauses
        const leftMs = openAtMs - clock.monotonicMs()
        if (leftMs <= 0) continue
        seen.waitedMs += leftMs
        if (!(await slept(clock, leftMs, signal))) return false
      }
      return !signal.aborted
    },
    pause: (ms, reason) => {
      if (closedForMs() === 0) learned.closed()
      learned.paused(ms)
      why = reason ?? null
      close(ms)
    },
    close,
    hold: held.begin,
    state: () => {
      const hold = held.state()
      if (hold !== null) return { closedForMs: null, ...hold }
      const ms = closedForMs()
      return ms === 0
        ? { closedForMs: 0, waitingFor: null, why: null }
        : { closedForMs: ms, waitingFor: 'throttling', why }
    },
  }
}

/** A standstill of no known length, and why. */
function createHold() {
  let held: { waitingFor: WaitingFor; why: string; readonly over: Promise<void> } | null = null
  return {
    state: () => (held === null ? null : { waitingFor: held.waitingFor, why: held.why }),
    sitOut: async (signal: AbortSignal): Promise<void> => {
      while (held !== null && !signal.aborted) await Promise.race([held.over, aborted(signal)])
    },
    begin: (waitingFor: WaitingFor, why: string): (() => void) => {
      if (held !== null) Object.assign(held, { waitingFor, why })
      if (held !== null) return () => undefined
      const { over, end } = latch()
      held = { waitingFor, why, over }
      return () => {
        held = null
        end()
      }
    },
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
