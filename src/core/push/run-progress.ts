import type { Failure } from '../../shared/model/failure.ts'
import type { BulkMode, PushedLead, PushOutcome, PushProgress } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import { isoNow, type Clock } from '../ports/clock.ts'
import { createRate } from './rate.ts'
import { createSilence, type Silence } from './silence.ts'
import type { LaneState } from './tenant-lane.ts'

/** Counts and pace of one run, as it goes on. */
export interface RunProgress {
  readonly counted: (total: number, outcomes: Readonly<Record<PushOutcome, number>>) => void
  readonly queued: (added: number) => void
  readonly isFilled: () => void
  readonly done: (lead: PushedLead) => void
  /** Local data cannot be written; null = it can again. */
  readonly trouble: (failure: Failure | null) => void
  readonly paused: (isPaused: boolean) => void
  /** A call got no answer; its lead is tried again in `againMs` milliseconds. */
  readonly unanswered: Silence['noted']
  readonly now: () => PushProgress
}

export interface RunProgressInput {
  readonly run: Run
  readonly clock: Clock
  readonly outcomes: Record<PushOutcome, number>
  readonly lane: () => LaneState
  readonly mode: () => BulkMode | null
}

export function createRunProgress({ run, clock, outcomes, lane, mode }: RunProgressInput): RunProgress {
  const rate = createRate(clock)
  const silence = createSilence(clock)
  let total = 0
  let done = 0
  let isQueueing = true
  let isPaused = false
  let trouble: Failure | null = null

  return {
    counted: (all, counts) => {
      total = all
      Object.assign(outcomes, counts)
      done = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
    },
    queued: (added) => void (total += added),
    isFilled: () => void (isQueueing = false),
    done: ({ outcome }) => {
      done += 1
      outcomes[outcome] += 1
      rate.count()
      if (!TOLD_BY_NOBODY.includes(outcome)) silence.broken()
    },
    trouble: (failure) => void (trouble = failure),
    paused: (now) => void (isPaused = now),
    unanswered: silence.noted,
    now: () => {
      const state = lane()
      const standstill = standstillOf(withSilence(state, silence), trouble, clock)
      const ratePerSecond = rate.perSecond()
      const isMoving = !isPaused && standstill.waitingFor === null
      return {
        runId: run.id,
        tenantId: run.tenantId,
        state: stateOf({ isPaused, isQueueing, isWaiting: standstill.waitingFor !== null }),
        startedAt: run.startedAt,
        wasUnlocked: run.wasUnlocked,
        total,
        done,
        outcomes: { ...outcomes },
        ratePerSecond,
        secondsLeft: isMoving && ratePerSecond !== null && ratePerSecond > 0 ? (total - done) / ratePerSecond : null,
        inFlight: state.inFlight,
        concurrency: state.concurrency,
        ...standstill,
        limits: limitsOf(state),
        bulkMode: mode(),
      }
    },
  }
}

/** What becomes of a lead without an answer about it. */
const TOLD_BY_NOBODY: readonly PushOutcome[] = ['failed', 'unknown']

/** A lane that is open and empty while leads wait for another try because nothing answered. */
function withSilence(state: LaneState, silence: Silence): LaneState {
  const silent = state.waitingFor === null && state.inFlight === 0 ? silence.state() : null
  return silent === null ? state : { ...state, closedForMs: silent.forMs, waitingFor: 'network', why: silent.why }
}

function stateOf(is: {
  readonly isPaused: boolean
  readonly isQueueing: boolean
  readonly isWaiting: boolean
}): PushProgress['state'] {
  if (is.isPaused) return 'paused'
  if (is.isWaiting) return 'waiting'
  return is.isQueueing ? 'queueing' : 'running'
}

function standstillOf(
  { closedForMs, waitingFor, why }: LaneState,
  trouble: Failure | null,
  clock: Clock,
): Pick<PushProgress, 'waitingFor' | 'waitingUntil' | 'waitingWhy'> {
  if (trouble !== null) return { waitingFor: 'local-data', waitingUntil: null, waitingWhy: trouble.message }
  const isTimed = closedForMs !== null && closedForMs > 0
  const waitingUntil = isTimed ? isoNow({ now: () => clock.now() + closedForMs }) : null
  return { waitingFor, waitingUntil, waitingWhy: why }
}

const limitsOf = ({ hints }: LaneState): PushProgress['limits'] =>
  hints === null ? null : { requests: hints.requests, executionSeconds: hints.executionSeconds }
