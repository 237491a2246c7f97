import { ok } from '../../shared/lib/result.ts'
import { digestOf } from '../leads/map-lead.ts'
import { ownerBody } from '../leads/owner-body.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import type { LeadBody } from '../d365/d365-client.ts'
import { failureText } from './failure-text.ts'
import { asksToWait } from './judge-answer.ts'
import type { Sending } from './attempt-book.ts'
import type { Sent } from './lead-carrier.ts'
import type { PushScene } from './push-scene.ts'

/** One write of a lead, before the owner is added. */
export interface LeadSending extends Omit<Sending, 'bodyDigest'> {
  readonly body: LeadBody
}

/**
 * Sends one write: written down and flushed before the first byte leaves. A 429 that names a wait ends this attempt, closes the lane and
 * sends again under a new attempt; it uses up no retry. Null = stopped before anything was sent.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md, 0013-one-owner-of-retries.md.
 */
export async function sendLead(scene: PushScene, write: LeadSending): Promise<Sent | null> {
  const { calls, carrier, journal } = scene
  const { operation, d365LeadId, generation } = write
  const body = { ...write.body, ...ownerOf(scene, operation) }
  const sending: Sending = { operation, d365LeadId, generation, bodyDigest: digestOf(body) }
  for (;;) {
    const sent = await carrier.send({ operation, leadId: d365LeadId, body }, () => {
      journal.closeWaits()
      journal.beginSending(sending)
    })
    if (sent === null) return null
    if (sent.ok) return ok(sent.value)
    if (await calls.mended(sent.failure)) {
      journal.endIfSending('waiting', { failure: sent.failure, requestIds: sent.failure.requestIds })
      continue
    }
    if (!asksToWait(sent.failure)) return sent
    const delayMs = calls.pauseLane(sent.failure)
    journal.endAttempt('waiting', { failure: sent.failure, delayMs, requestIds: sent.failure.requestIds })
    notePause(scene, sent.failure, delayMs)
  }
}

/**
 * The owner goes with a create alone: a lead that is there may have been given to somebody else since.
 */
function ownerOf({ request }: PushScene, operation: Sending['operation']): LeadBody {
  return operation === 'create' ? ownerBody(request.connection.tenant) : {}
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
  journal.note(
    'd365_rate_limit_retry',
    `D365 asked for a pause of ${Math.round(delayMs / 1000)} s. ${failureText(failure)}`,
    {
      level: 'warning',
      requestIds: failure.requestIds,
      detail: { delayMs, usesRetry: false, limit: failure.kind === 'D365RateLimitError' ? failure.limit : 'unnamed' },
    },
  )
}
