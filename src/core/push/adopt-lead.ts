import type { ActivityEvent } from '../../shared/model/activity-event.ts'
import type { RequestIds } from '../../shared/model/failure.ts'
import { isoNow, type Clock } from '../ports/clock.ts'
import type { Seen } from './attempt-book.ts'
import type { Difference } from './compare-read-back.ts'
import type { Judgement } from './judge-found.ts'
import { columnsOf, differencesFrom, done, textsOf, type PushScene, type Stored, type TryEnd } from './push-scene.ts'

/** `requestIds`: of the request that found it. */
type Ours = Extract<Judgement, { kind: 'ours' }> & { readonly requestIds: RequestIds | null }

/** The row in D365 is the lead: take its id over. Nothing is sent. A row from our own lost answer counts as created. */
export function adoptLead(scene: PushScene, found: Ours, clock: Clock): TryEnd {
  const { journal } = scene
  const { leadId } = found.record
  const told = { d365LeadId: leadId, requestIds: found.requestIds }
  const differs = differencesFrom(scene, found.record)
  const wasLost = journal.settleLost(leadId, seenFrom(differs)).includes('create')
  journal.change({
    status: 'synced',
    d365LeadId: leadId,
    lastAt: isoNow(clock),
    error: null,
    warnings: textsOf(differs),
    candidates: [],
    generation: Math.max(journal.state().generation, found.generation ?? 0),
  })
  if (wasLost) {
    journal.note('d365_push_recovered', 'The answer was lost, the lead is there.', told)
  } else {
    journal.note('d365_lead_already_exists', 'The lead is in D365 already.', told)
    const detail = { matchedBy: found.matchedBy, differs: columnsOf(differs) }
    journal.note('d365_lead_adopted', 'The lead found in D365 was taken over.', { ...told, detail })
  }
  journal.note('d365_push_success', 'The lead is in D365.', told)
  return wasLost ? done(scene, 'created') : done(scene, 'adopted', 'already_exists')
}

/** The row behind the stored id: the lead is where it was, and may hold by now what an update without an answer sent. */
export function skipLead(scene: PushScene, found: Stored, clock: Clock): TryEnd {
  const { journal } = scene
  const { record } = found
  const differs = differencesFrom(scene, record)
  const before = journal.state()
  const settled = journal.settleLost(record.leadId, seenFrom(differs))
  journal.change({
    status: 'synced',
    lastAt: before.status === 'synced' && before.lastAt !== null ? before.lastAt : isoNow(clock),
    error: null,
    // What a push would refuse to send is told here too, where nothing was to be sent.
    warnings: [...scene.mapped.faults, ...textsOf(differs)],
    candidates: [],
  })
  noteAlreadyThere(scene, found, { status: 'skipped', reason: 'already_exists', differs: columnsOf(differs) })
  const isUpdated = settled.includes('update') && differs.length === 0
  return isUpdated ? done(scene, 'updated') : done(scene, 'skipped', 'already_exists')
}

const seenFrom = (differs: readonly Difference[]): Seen => (differs.length === 0 ? 'what-was-sent' : 'other-values')

/** The event of the runbook's C2; under policy `skip` with the answer it asks for. */
export function noteAlreadyThere(
  scene: PushScene,
  { record, requestIds }: Stored,
  detail: ActivityEvent['detail'],
): void {
  const more = { d365LeadId: record.leadId, requestIds, detail }
  scene.journal.note('d365_lead_already_exists', 'The lead is in D365 already.', more)
}

/** Only the admin can say whose row it is; nothing is created. */
export function leaveToAdmin(
  scene: PushScene,
  judged: Extract<Judgement, { kind: 'conflict' }>,
  requestIds: RequestIds | null,
): TryEnd {
  const candidates = [...judged.candidates]
  scene.journal.change({ status: 'conflict', error: judged.reason, candidates })
  scene.journal.note('d365_lead_conflict', judged.reason, {
    level: 'warning',
    requestIds,
    detail: { candidates: candidates.map(({ d365LeadId, matchedBy, isOpen }) => ({ d365LeadId, matchedBy, isOpen })) },
  })
  return done(scene, 'conflict', judged.reason)
}
