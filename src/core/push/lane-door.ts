import { ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import type { Pause } from './active-runs.ts'
import type { LanePurpose } from './lane-places.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'
import type { LaneOutcome } from './lane-learning.ts'
import type { LaneEntry, LanePause, TenantLane } from './tenant-lane.ts'

export interface LaneDoorInput {
  readonly lane: TenantLane
  /** Ends waits. */
  readonly signal: AbortSignal
  /** Ends the waits of questions that settle a write; default: `signal`. */
  readonly settling?: AbortSignal
  /** Where the calls of a run stand still together while no token is to be had. */
  readonly signIn?: Pick<SignInKeeper, 'ready' | 'wrote' | 'mended'> | undefined
  /** Holds everything but questions that settle a write. */
  readonly pause?: Pause | undefined
}

interface Passing {
  /** A pause does not hold a read-back. */
  readonly purpose: LanePurpose
}

/** What an answer teaches the lane, and the pause that it asks for. */
export interface Lesson {
  readonly outcome: LaneOutcome
  readonly pause?: LanePause
}

/** The way of one push into its tenant's lane: a token at hand, an open lane, a free place, no pause. */
export interface LaneDoor {
  /**
   * Calls from inside the lane; null = the signal ended the wait. `written`: what was written down before is where it has to be; false = given up.
   */
  readonly pass: <T>(
    written: () => Promise<boolean>,
    call: () => Promise<Result<T, D365Failure>>,
    options: Passing & { readonly lessonOf: (answer: Result<T, D365Failure>) => Lesson },
  ) => Promise<Result<T, D365Failure> | null>
  /** Milliseconds waited for a closed lane. */
  readonly throttledMs: () => number
}

export function createLaneDoor({ lane, signal, settling = signal, signIn, pause }: LaneDoorInput): LaneDoor {
  let throttledMs = 0
  const isHeld = (purpose: LanePurpose): boolean => purpose !== 'read-back' && pause?.isOn() === true
  const whileHeld = async (purpose: LanePurpose): Promise<boolean> =>
    isHeld(purpose) ? ((await pause?.over()) ?? true) : true

  const takePlace = async (purpose: LanePurpose): Promise<Result<LaneEntry | null, D365Failure>> => {
    while (await whileHeld(purpose)) {
      const signedIn = (await signIn?.ready()) ?? ok(null)
      if (!signedIn.ok) return signedIn
      const entry = await lane.enter(purpose === 'read-back' ? settling : signal, purpose)
      if (entry === null) break
      throttledMs += entry.waitedMs
      if (!isHeld(purpose)) return ok(entry)
      entry.leave()
    }
    return ok(null)
  }

  return {
    throttledMs: () => throttledMs,
    pass: async (written, call, { lessonOf, purpose }) => {
      for (let isWritten = false; ;) {
        const place = await takePlace(purpose)
        if (!place.ok || place.value === null) return place.ok ? null : place
        let lesson: Lesson = { outcome: 'unsent' }
        try {
          isWritten ||= await written()
          if (!isWritten) return null
          // The run was paused or the lane closed while the disk was waited for.
          if (isHeld(purpose) || place.value.isClosed()) continue
          lesson = { outcome: 'lost' }
          const answer = await call()
          lesson = lessonOf(answer)
          return answer
        } finally {
          place.value.leave(lesson.outcome, lesson.pause)
        }
      }
    },
  }
}
