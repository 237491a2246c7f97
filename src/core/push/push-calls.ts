import { fail, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { Random } from '../ports/random.ts'
import { cancelled } from './failure-text.ts'
import { asksToWait, type Throttled } from './judge-answer.ts'
import { readNamedLimit } from '../d365/named-limit.ts'
import { createLaneDoor, type LaneDoor, type LaneDoorInput, type Lesson } from './lane-door.ts'
import type { LaneOutcome } from './lane-learning.ts'
import type { Pen } from './pen.ts'
import { pauseMs } from './retry-delay.ts'
import type { LanePause } from './tenant-lane.ts'

type Call<T> = () => Promise<Result<T, D365Failure>>

/** Calls of one push, all through the tenant's lane. */
export interface PushCalls {
  /**
   * A question. A 429 that names a wait closes the lane and asks again afterwards; it uses up no retry. Stopped = Cancelled.
   * `isAfterWrite`: it settles a write that left already; a pause holds all others.
   */
  readonly ask: <T>(call: Call<T>, isAfterWrite?: boolean) => Promise<Result<T, Failure>>
  /** A write, once. `before` runs when the lane is open and a place is taken, right before the first byte leaves. Null = stopped before that. */
  readonly send: <T>(before: () => void, call: Call<T>) => Promise<Result<T, D365Failure> | null>
  /** The wait in milliseconds for which a throttled answer closed the lane; closes it where that has not happened. */
  readonly pauseLane: (failure: Throttled) => number
  /** After a failed call: true = it was the sign-in, it works again, and the call can be made once more. */
  readonly mended: (failure: Failure) => Promise<boolean>
  /** Milliseconds this push has waited for a closed lane. */
  readonly throttledMs: () => number
}

export interface PushCallsInput extends LaneDoorInput {
  readonly random: Random
  readonly pen: Pick<Pen, 'usable' | 'flushed'>
  readonly onThrottled: (failure: D365Failure, delayMs: number) => void
}

/** What an answer teaches about how much the tenant takes. */
function outcomeOf(answer: Result<unknown, Failure>): LaneOutcome {
  if (answer.ok) return 'answered'
  const { failure } = answer
  if (failure.kind === 'D365TimeoutError' || failure.kind === 'D365NetworkError') return 'lost'
  if (failure.kind !== 'D365RateLimitError') return 'answered'
  const limit = failure.limit === 'token-requests' ? 'unnamed' : failure.limit
  return { limit, named: readNamedLimit(failure.message) }
}

/** The wait for which each throttled answer closed its lane; by failure, since one answer may be that of many leads. */
const paused = new WeakMap<Failure, number>()

export function createPushCalls(input: PushCallsInput): PushCalls {
  const { lane, random, signal, signIn, pen, onThrottled } = input
  // Most leads of a run ask in company and never pass by themselves.
  let ownDoor: LaneDoor | null = null
  const door = (): LaneDoor => (ownDoor ??= createLaneDoor(input))

  const pauseFor = (failure: Throttled): LanePause => {
    const ms = pauseMs(failure.retryAfterMs, random.fraction())
    paused.set(failure, ms)
    return { ms, why: failure.message }
  }
  const pauseLane = (failure: Throttled): number => {
    const known = paused.get(failure)
    if (known !== undefined) return known
    const { ms, why } = pauseFor(failure)
    lane.pause(ms, why)
    return ms
  }
  const lessonOf = (answer: Result<unknown, D365Failure>): Lesson => {
    const outcome = outcomeOf(answer)
    return !answer.ok && asksToWait(answer.failure) ? { outcome, pause: pauseFor(answer.failure) } : { outcome }
  }

  const mended = async (failure: Failure): Promise<boolean> => (await signIn?.mended(failure)) ?? false

  return {
    ask: async (call, isAfterWrite = false) => {
      const purpose = isAfterWrite ? 'read-back' : 'question'
      for (;;) {
        const answer = await door().pass(pen.usable, call, { purpose, lessonOf })
        if (answer === null || (signal.aborted && !answer.ok)) return fail(cancelled())
        if (answer.ok) return answer
        if (await mended(answer.failure)) continue
        if (!asksToWait(answer.failure)) return answer
        onThrottled(answer.failure, pauseLane(answer.failure))
      }
    },
    send: async (before, call) => {
      const written = () => {
        before()
        return pen.flushed()
      }
      const answer = await door().pass(written, call, { purpose: 'write', lessonOf })
      if (answer?.ok === true) signIn?.wrote()
      return answer
    },
    pauseLane,
    mended,
    throttledMs: () => ownDoor?.throttledMs() ?? 0,
  }
}
