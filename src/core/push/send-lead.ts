import { ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import type { RequestIds } from '../../shared/model/failure.ts'
import { asksToWait } from './judge-answer.ts'
import type { Sending } from './attempt-book.ts'
import type { PushScene } from './push-scene.ts'

export type Sent = Result<{ readonly leadId: string; readonly requestIds: RequestIds }, D365Failure>

/**
 * Sends one write: written down and flushed before the first byte leaves. A 429 that names a wait ends this attempt, closes the lane and
 * sends again under a new attempt; it uses up no retry. Null = stopped before anything was sent.
 * Source: spec.md section 5 (Throttling), section 6, step 5.
 */
export async function sendLead(scene: PushScene, sending: Sending): Promise<Sent | null> {
  const { calls, context, journal, request } = scene
  const { d365 } = request.connection
  const write = sending.operation === 'create' ? d365.createLead : d365.updateLead
  for (;;) {
    const sent = await calls.send(
      () => {
        journal.closeWaits()
        journal.beginSending(sending)
      },
      () => write(sending.d365LeadId, sending.body, context),
    )
    if (sent === null) return null
    if (sent.ok) return ok(sent.value)
    if (!asksToWait(sent.failure)) return sent
    const delayMs = calls.pauseLane(sent.failure.retryAfterMs)
    journal.endAttempt('waiting', { failure: sent.failure, delayMs, requestIds: sent.failure.requestIds })
    notePause(scene, sent.failure, delayMs)
  }
}

/** A question was throttled. Before anything was sent that is a try that waits; after, the write's own attempt goes on. */
export function noteThrottledQuestion(
  { journal }: Pick<PushScene, 'journal'>,
  failure: D365Failure,
  delayMs: number,
): void {
  if (!journal.isSending()) journal.endAttempt('waiting', { failure, delayMs, requestIds: failure.requestIds })
  notePause({ journal }, failure, delayMs)
}

function notePause({ journal }: Pick<PushScene, 'journal'>, failure: D365Failure, delayMs: number): void {
  journal.note('d365_rate_limit_retry', `D365 asked for a pause of ${Math.round(delayMs / 1000)} s.`, {
    level: 'warning',
    requestIds: failure.requestIds,
    detail: { delayMs, usesRetry: false, limit: failure.kind === 'D365RateLimitError' ? failure.limit : 'unnamed' },
  })
}
