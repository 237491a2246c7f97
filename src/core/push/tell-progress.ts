import type { ActivityEvent, EventName } from '../../shared/model/activity-event.ts'
import type { FailureKind } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { RunProgress } from './run-progress.ts'
import { slept } from './stop.ts'

/** Often enough for eyes, seldom enough for a run of thousands a second. */
const NOT_MORE_OFTEN_THAN_MS = 200

/** After these the run moves differently, so it is told at once. */
const TELLING: readonly EventName[] = ['d365_rate_limit_retry', 'd365_token_acquisition_failed']

/** A lead that got one of these got no answer. */
const NO_ANSWER: readonly FailureKind[] = ['D365NetworkError', 'D365TimeoutError']

const isUnanswered = ({ name, detail }: ActivityEvent): boolean =>
  name === 'd365_api_error_retry' && NO_ANSWER.some((kind) => kind === detail['kind'])

export interface ProgressTeller {
  readonly tell: () => void
  /** For what comes in thousands. */
  readonly tellSometimes: () => void
  readonly end: () => void
}

/** Counts for the window: when leads end, and when something makes the run wait. No change stays untold. */
export function tellProgress({ events, ports }: RunDeps, run: Run, progress: RunProgress): ProgressTeller {
  const { clock } = ports
  let toldMs = Number.NEGATIVE_INFINITY
  let later: AbortController | null = null
  const notLater = (): void => {
    later?.abort()
    later = null
  }
  const tell = (): void => {
    notLater()
    toldMs = clock.monotonicMs()
    events.emit({ type: 'push-progress', progress: progress.now() })
  }
  /** The last of many that end at once are told as well, though nothing may follow them for minutes. */
  const tellLater = async (ms: number): Promise<void> => {
    later = new AbortController()
    if (await slept(clock, ms, later.signal)) tell()
  }
  const end = events.subscribe((event) => {
    if (event.type !== 'activity' || event.event.runId !== run.id) return
    if (TELLING.includes(event.event.name) || event.event.detail['runWaits'] === true) tell()
    if (!isUnanswered(event.event)) return
    progress.unanswered(event.event.message, Number(event.event.detail['delayMs']))
    // Its place in the lane is given back meanwhile.
    if (later === null) void tellLater(NOT_MORE_OFTEN_THAN_MS)
  })
  return {
    tell,
    tellSometimes: () => {
      const leftMs = toldMs + NOT_MORE_OFTEN_THAN_MS - clock.monotonicMs()
      if (leftMs <= 0) tell()
      else if (later === null) void tellLater(leftMs)
    },
    end: () => {
      notLater()
      end()
    },
  }
}
