import { fail, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { Random } from '../ports/random.ts'
import { cancelled } from './failure-text.ts'
import { asksToWait } from './judge-answer.ts'
import { pauseMs } from './retry-delay.ts'
import type { TenantLane } from './tenant-lane.ts'

type Call<T> = () => Promise<Result<T, D365Failure>>

/** Calls of one push, all through the tenant's lane. */
export interface PushCalls {
  /** A question. A 429 that names a wait closes the lane and asks again afterwards; it uses up no retry. Stopped = Cancelled. */
  readonly ask: <T>(call: Call<T>) => Promise<Result<T, Failure>>
  /** A write, once. `before` runs when the lane is open and a place is taken, right before the first byte leaves. Null = stopped before that. */
  readonly send: <T>(before: () => void, call: Call<T>) => Promise<Result<T, D365Failure> | null>
  /** Closes the lane as a throttled answer asks; the wait in milliseconds. */
  readonly pauseLane: (retryAfterMs: number) => number
  /** Milliseconds this push has waited for a closed lane. */
  readonly throttledMs: () => number
}

export interface PushCallsInput {
  readonly lane: TenantLane
  readonly random: Random
  /** Ends waits. */
  readonly signal: AbortSignal
  readonly onThrottled: (failure: D365Failure, delayMs: number) => void
}

export function createPushCalls({ lane, random, signal, onThrottled }: PushCallsInput): PushCalls {
  let throttledMs = 0

  const inLane = async <T>(before: () => void, call: Call<T>): Promise<Result<T, D365Failure> | null> => {
    const entry = await lane.enter(signal)
    if (entry === null) return null
    throttledMs += entry.waitedMs
    try {
      before()
      return await call()
    } finally {
      entry.leave()
    }
  }

  const pauseLane = (retryAfterMs: number): number => {
    const ms = pauseMs(retryAfterMs, random.fraction())
    lane.pause(ms)
    return ms
  }

  return {
    ask: async (call) => {
      for (;;) {
        const answer = await inLane(() => undefined, call)
        if (answer === null || (signal.aborted && !answer.ok)) return fail(cancelled())
        if (answer.ok || !asksToWait(answer.failure)) return answer
        onThrottled(answer.failure, pauseLane(answer.failure.retryAfterMs))
      }
    },
    send: inLane,
    pauseLane,
    throttledMs: () => throttledMs,
  }
}
