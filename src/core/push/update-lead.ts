import type { D365Failure, RequestIds } from '../../shared/model/failure.ts'
import { isoNow, type Clock } from '../ports/clock.ts'
import type { LeadBody } from '../d365/d365-client.ts'
import { noteAlreadyThere } from './adopt-lead.ts'
import { compareReadBack } from './compare-read-back.ts'
import { noteDifferences } from './confirm-lead.ts'
import { cancelled, failureText, lostByServer } from './failure-text.ts'
import { judgeAnswer } from './judge-answer.ts'
import { readLead } from './look-up-lead.ts'
import {
  columnsOf,
  differencesFrom,
  done,
  failedTry,
  profileOf,
  textsOf,
  type PushScene,
  type Stored,
  type TryEnd,
} from './push-scene.ts'
import { sendLead } from './send-lead.ts'

interface Updating {
  readonly scene: PushScene
  readonly d365LeadId: string
  /** The columns that differ, as they are sent. */
  readonly changed: LeadBody
  readonly clock: Clock
}

/**
 * Policy `update`: sends the columns that differ, and only those, with `If-Match: *`, so that it never creates. After a lost answer the record is
 * read: it holds what was sent, or the update did not arrive. One that is gone when it is read back is no success: the next try finds the orphan.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md; Microsoft Learn, "Update and delete table rows using the Web API" (send only changed columns).
 */
export async function updateLead(scene: PushScene, found: Stored, clock: Clock): Promise<TryEnd> {
  const { journal, mapped } = scene
  const { record } = found
  const d365LeadId = record.leadId
  // It differs still, so an earlier update without an answer did not arrive.
  journal.settleLost(d365LeadId, 'other-values')
  const columns = columnsOf(differencesFrom(scene, record))
  noteAlreadyThere(scene, found, { policy: 'update', differs: columns })
  const changed = Object.fromEntries(Object.entries(mapped.body).filter(([column]) => columns.includes(column)))
  const updating: Updating = { scene, d365LeadId, changed, clock }
  const { generation } = journal.state()
  const sent = await sendLead(scene, { operation: 'update', d365LeadId, generation, body: changed })
  if (sent === null) return failedTry(cancelled())
  if (!sent.ok)
    return judgeAnswer(sent.failure) === 'unknown' ? askWhatBecame(updating, sent.failure) : failedTry(sent.failure)
  const after = await readLead(scene, d365LeadId)
  const { requestIds } = sent.value
  if (!after.ok) {
    const warnings = [`The lead could not be read back: ${failureText(after.failure)}`]
    return end(updating, { requestIds, warnings, differing: [], seenBy: null })
  }
  const { record: held, requestIds: seenBy } = after.value
  if (held === null) return failedTry(lostByServer(d365LeadId, seenBy))
  return confirm(updating, { record: held, requestIds: seenBy }, requestIds)
}

/** Sent, no answer: `unknown` until D365 says what the record holds now. */
async function askWhatBecame(updating: Updating, failure: D365Failure): Promise<TryEnd> {
  const { scene, d365LeadId, changed } = updating
  const { requestIds } = failure
  scene.journal.change({ status: 'unknown', error: failureText(failure) })
  scene.journal.note(
    'd365_lead_state_unknown',
    'An update was sent and no clear answer came; D365 is asked what the record holds.',
    { level: 'warning', d365LeadId, requestIds, detail: { kind: failure.kind } },
  )
  const after = await readLead(scene, d365LeadId)
  if (!after.ok) return failedTry(failure, true)
  const { record, requestIds: seenBy } = after.value
  const hasArrived = record !== null && compareReadBack(changed, record.columns, profileOf(scene)).length === 0
  return hasArrived ? confirm(updating, { record, requestIds: seenBy }, requestIds) : failedTry(failure)
}

function confirm(updating: Updating, seen: Stored, requestIds: RequestIds | null): TryEnd {
  const differs = differencesFrom(updating.scene, seen.record)
  const seenBy = seen.requestIds
  return end(updating, { requestIds, warnings: textsOf(differs), differing: columnsOf(differs), seenBy })
}

interface Confirmed {
  readonly requestIds: RequestIds | null
  readonly warnings: string[]
  readonly differing: readonly string[]
  /** The request that read the record back; null where that failed. */
  readonly seenBy: RequestIds | null
}

function end({ scene, d365LeadId, changed, clock }: Updating, confirmed: Confirmed): TryEnd {
  const { journal } = scene
  const { requestIds, warnings, differing } = confirmed
  const seenBy = confirmed.seenBy ?? requestIds
  journal.together(() => {
    journal.endAttempt('updated', { requestIds })
    journal.change({ status: 'synced', lastAt: isoNow(clock), error: null, warnings, candidates: [] })
  })
  const detail = { columns: Object.keys(changed) }
  journal.note('d365_lead_update', 'D365 updated the lead.', { d365LeadId, requestIds, detail })
  noteDifferences(scene, { d365LeadId, requestIds: seenBy }, warnings, differing)
  journal.note('d365_push_success', 'The lead is in D365.', { d365LeadId, requestIds: seenBy })
  return done(scene, 'updated')
}
