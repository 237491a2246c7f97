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

/** Calls of one push, all through the tenant's lane. A class, since each of the thousands of leads on their way has one. */
export class PushCalls {
  private readonly input: PushCallsInput
  /** Most leads of a run ask in company and never pass by themselves. */
  private ownDoor: LaneDoor | null = null

  constructor(input: PushCallsInput) {
    this.input = input
  }

  /**
   * A question. A 429 that names a wait closes the lane and asks again afterwards; it uses up no retry. Stopped = Cancelled.
   * `isAfterWrite`: it settles a write that left already; a pause holds all others.
   */
  async ask<T>(call: Call<T>, isAfterWrite = false): Promise<Result<T, Failure>> {
    const { pen, signal, onThrottled } = this.input
    const lessonOf = (answer: Result<T, D365Failure>): Lesson => this.lessonOf(answer)
    const purpose = isAfterWrite ? 'read-back' : 'question'
    for (;;) {
      const answer = await this.door().pass(pen.usable, call, { purpose, lessonOf })
      if (answer === null || (signal.aborted && !answer.ok)) return fail(cancelled())
      if (answer.ok) return answer
      if (await this.mended(answer.failure)) continue
      if (!asksToWait(answer.failure)) return answer
      onThrottled(answer.failure, this.pauseLane(answer.failure))
    }
  }

  /** A write, once. `before` runs when the lane is open and a place is taken, right before the first byte leaves. Null = stopped before that. */
  async send<T>(before: () => void, call: Call<T>): Promise<Result<T, D365Failure> | null> {
    const { pen, signIn } = this.input
    const lessonOf = (answer: Result<T, D365Failure>): Lesson => this.lessonOf(answer)
    const written = (): Promise<boolean> => {
      before()
      return pen.flushed()
    }
    const answer = await this.door().pass(written, call, { purpose: 'write', lessonOf })
    if (answer?.ok === true) signIn?.wrote()
    return answer
  }

  /** The wait in milliseconds for which a throttled answer closed the lane; closes it where that has not happened. */
  pauseLane(failure: Throttled): number {
    const known = paused.get(failure)
    if (known !== undefined) return known
    const { ms, why } = this.pauseFor(failure)
    this.input.lane.pause(ms, why)
    return ms
  }

  /** After a failed call: true = it was the sign-in, it works again, and the call can be made once more. */
  async mended(failure: Failure): Promise<boolean> {
    return (await this.input.signIn?.mended(failure)) ?? false
  }

  /** Milliseconds this push has waited for a closed lane. */
  throttledMs(): number {
    return this.ownDoor?.throttledMs() ?? 0
  }

  private door(): LaneDoor {
    return (this.ownDoor ??= createLaneDoor(this.input))
  }

  private pauseFor(failure: Throttled): LanePause {
    const ms = pauseMs(failure.retryAfterMs, this.input.random.fraction())
    paused.set(failure, ms)
    return { ms, why: failure.message }
  }

  private lessonOf(answer: Result<unknown, D365Failure>): Lesson {
    const outcome = outcomeOf(answer)
    return !answer.ok && asksToWait(answer.failure) ? { outcome, pause: this.pauseFor(answer.failure) } : { outcome }
  }
}
