import type { Failure } from '../../shared/model/failure.ts'
import type { SyncState } from '../../shared/model/lead.ts'
import type { PushOutcome } from '../../shared/model/push.ts'
import { failureText } from './failure-text.ts'
import { isLasting, type FailedTry } from './next-step.ts'
import { done, type Done, type PushScene } from './push-scene.ts'
import { isClosing } from './stop.ts'

const requestIdsOf = (failure: Failure) => ('requestIds' in failure ? failure.requestIds : null)
const codeOf = (failure: Failure) => ('code' in failure ? failure.code : null)

/** The policy gives it another try: the delay is decided, written down and told. */
export function postpone(scene: PushScene, { failure, isUnknown }: FailedTry, delayMs: number, retries: number): void {
  const { journal } = scene
  const requestIds = requestIdsOf(failure)
  const { status } = journal.state()
  journal.together(() => {
    journal.endAttempt(isUnknown ? 'unknown' : 'waiting', { failure, requestIds, delayMs })
    const next = journal.hasLost() ? 'unknown' : status === 'synced' ? 'synced' : 'in_progress'
    journal.change({ status: next, error: failureText(failure) })
  })
  const name = failure.kind === 'D365RateLimitError' ? 'd365_rate_limit_retry' : 'd365_api_error_retry'
  journal.note(name, `Retry ${retries + 1} in ${Math.round(delayMs / 1000)} s: ${failureText(failure)}`, {
    level: 'warning',
    requestIds,
    detail: { delayMs, usesRetry: true, retry: retries + 1, kind: failure.kind, code: codeOf(failure) },
  })
}

/** No further try. `unknown` stays unknown: it was sent, and nobody can say what became of it. */
export function giveUp(
  scene: PushScene,
  { failure, isUnknown, concerns }: FailedTry,
  outcome: Extract<PushOutcome, 'rejected' | 'refused' | 'failed' | 'unknown'>,
  before: SyncState,
): Done {
  const { journal } = scene
  const text = failureText(failure)
  if (failure.kind === 'Refused') {
    journal.change({ status: restedStatus(before) })
    return done(scene, 'refused', failure.reason, failure)
  }
  const requestIds = requestIdsOf(failure)
  const isOpen = outcome === 'unknown'
  // The cause is the run's; the lead waits as those do whose turn never came.
  const isOfTheRun = !isOpen && concerns === 'run' && isLasting(failure)
  journal.together(() => {
    journal.endAttempt(isUnknown ? 'unknown' : outcome === 'rejected' ? 'rejected' : 'failed', { failure, requestIds })
    if (isOfTheRun) journal.change({ status: restedStatus(before) })
    else journal.change({ status: isOpen ? 'unknown' : 'error', error: text })
  })
  journal.note(isOpen ? 'd365_lead_state_unknown' : 'd365_push_failed', text, {
    level: isOpen ? 'warning' : 'error',
    requestIds,
    detail: { kind: failure.kind, code: codeOf(failure), isSent: true },
  })
  return done(scene, outcome, text, failure)
}

/** `isOpen`: some write of this lead, of this try or an earlier one, was never answered. */
type Stopped = FailedTry & { readonly isOpen: boolean }

/**
 * Somebody stopped the push. At the end of the process everything stays as it is, for the next start to finish; a cancel is final, except for a
 * write whose answer never came: that stays `unknown`.
 */
export function stop(
  scene: PushScene,
  { failure, isUnknown, isOpen }: Stopped,
  before: SyncState,
  signal: AbortSignal,
): Done {
  const { journal } = scene
  const end = { failure, requestIds: requestIdsOf(failure) }
  if (isOpen) {
    journal.endIfSending(isUnknown ? 'unknown' : 'failed', end)
    journal.change({ status: 'unknown' })
    return done(scene, 'unknown', 'Stopped before D365 could say whether the lead arrived.', failure)
  }
  if (isClosing(signal)) {
    journal.endIfSending('waiting', end)
    return done(scene, 'waiting', 'The console was closed; the push goes on at the next start.', failure)
  }
  journal.endIfSending('failed', end)
  journal.closeWaits()
  const wasTried = failure.kind !== 'Cancelled'
  const text = wasTried ? `Cancelled before the next try. ${failureText(failure)}` : 'Cancelled.'
  journal.change(wasTried ? { status: 'error', error: text } : { status: restedStatus(before) })
  journal.note('d365_push_failed', text, { level: 'warning', detail: { isCancelled: true } })
  return done(scene, 'failed', text, { kind: 'Cancelled', message: text })
}

/** What a lead goes back to when nothing came of the push: `queued` and `in_progress` are states of work, not of rest. */
function restedStatus({ status, error, candidates }: SyncState): SyncState['status'] {
  if (status !== 'queued' && status !== 'in_progress') return status
  if (candidates.length > 0) return 'conflict'
  return error === null ? 'pending' : 'error'
}
