import type { D365Failure } from '../../shared/model/failure.ts'
import { leadIdFor, nextGeneration } from '../leads/lead-id.ts'
import { OWNER } from '../leads/owner-body.ts'
import { adoptLead, leaveToAdmin } from './adopt-lead.ts'
import { confirmLead } from './confirm-lead.ts'
import { cancelled } from './failure-text.ts'
import { isAlternateKeyClash, judgeAnswer } from './judge-answer.ts'
import { judgeFound } from './judge-found.ts'
import { lookUpMatches, readLead } from './look-up-lead.ts'
import type { ReadById } from './lead-carrier.ts'
import { failedTry, type Creating, type Stored, type TryEnd } from './push-scene.ts'
import { sendLead } from './send-lead.ts'

/** Recycled ids met in one push before a person is asked; one is rare already. */
const MOST_GENERATIONS_PER_PUSH = 3

/**
 * Creates the lead under its deterministic id, unless the id is taken: then the row is read, and it is ours or somebody else's.
 * Called after the id was looked for and not found. Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export async function createLead(creating: Creating): Promise<TryEnd> {
  const { scene, d365LeadId, generation } = creating
  const sent = await sendLead(scene, { operation: 'create', d365LeadId, generation, body: scene.mapped.body })
  if (sent === null) return failedTry(cancelled())
  if (sent.ok) {
    scene.journal.note('d365_lead_created', 'D365 created the lead.', { d365LeadId, requestIds: sent.value.requestIds })
    return confirmLead(creating, sent.value.requestIds)
  }
  switch (judgeAnswer(sent.failure)) {
    case 'refused':
    case 'throttled':
      return failedTry(aboutOwner(scene, sent.failure))
    case 'unknown':
      return askWhatBecame(creating, sent.failure)
    case 'already-there':
      return readTheOther(creating, sent.failure)
    case 'clash':
      return askTheAdmin(creating, sent.failure)
  }
}

/** A create names no other record than its owner: D365 has not heard of that one, and so of none of the leads it is to own. */
function aboutOwner({ request }: Creating['scene'], failure: D365Failure): D365Failure {
  const { owner } = request.connection.tenant
  if (owner === null || failure.kind !== 'D365NotFoundError') return failure
  const message = `ownerid: D365 has no ${owner.kind} ${owner.name} any more. Choose another owner for the new leads of this tenant.`
  return { ...failure, kind: 'D365ValidationError', code: null, column: OWNER, message }
}

/** Sent, no answer: the lead is `unknown` until D365 says whether the id exists. */
async function askWhatBecame(creating: Creating, failure: D365Failure): Promise<TryEnd> {
  const { scene, d365LeadId } = creating
  scene.journal.change({ status: 'unknown', error: failure.message })
  scene.journal.note(
    'd365_lead_state_unknown',
    'The lead was sent and no clear answer came; D365 is asked by its id.',
    {
      level: 'warning',
      d365LeadId,
      requestIds: failure.requestIds,
      detail: { kind: failure.kind },
    },
  )
  const record = await readLead(scene, d365LeadId)
  if (!record.ok) return failedTry(failure, true)
  const found = storedOf(record.value)
  if (found === null) return failedTry(failure)
  if (!creating.isSeenAbsent) return settle(creating, found, null)
  const { generation, clock } = creating
  return adoptLead(scene, { ...found, kind: 'ours', generation, matchedBy: 'id' }, clock)
}

/**
 * The key exists. Ours: done. Gone when read, and absent when asked for directly before: D365 holds on to the id of a deleted row, and the next
 * generation begins. Where only a query had left it out, the same id is tried once more first.
 */
async function readTheOther(creating: Creating, failure: D365Failure): Promise<TryEnd> {
  const { scene, organizationId, d365LeadId, generation: recycled, givenUp } = creating
  const record = await readLead(scene, d365LeadId)
  if (!record.ok) return failedTry(record.failure)
  const found = storedOf(record.value)
  if (found !== null) return settle(creating, found, failure)
  if (isAlternateKeyClash(failure) || givenUp >= MOST_GENERATIONS_PER_PUSH) return askTheAdmin(creating, failure)
  scene.journal.endAttempt('failed', { failure, requestIds: failure.requestIds })
  if (!creating.isSeenAbsent) return createLead({ ...creating, isSeenAbsent: true })
  const generation = nextGeneration(recycled)
  const nextId = leadIdFor(organizationId, scene.lead.domain, generation)
  return beginNextGeneration({ ...creating, generation, d365LeadId: nextId, givenUp: givenUp + 1 }, d365LeadId)
}

async function beginNextGeneration(creating: Creating, recycledId: string): Promise<TryEnd> {
  const { scene, d365LeadId, generation } = creating
  scene.journal.change({ generation })
  scene.journal.note(
    'd365_lead_verification_failed',
    'D365 says the id exists and shows no row under it, before and after: it belongs to a deleted lead. The next one is used.',
    { level: 'warning', d365LeadId: recycledId, detail: { recycledId, nextId: d365LeadId, generation } },
  )
  const next = await readLead(scene, d365LeadId)
  if (!next.ok) return failedTry(next.failure)
  const there = storedOf(next.value)
  return there === null ? createLead(creating) : settle(creating, there, null)
}

/** Another key or a duplicate detection rule forbids the row: show what is there already. */
async function askTheAdmin({ scene, clock }: Creating, failure: D365Failure): Promise<TryEnd> {
  scene.journal.endAttempt('failed', { failure, requestIds: failure.requestIds })
  const found = await lookUpMatches(scene)
  if (!found.ok) return failedTry(found.failure)
  const judged = judgeFound(scene.lead, found.value, () => false)
  const candidates = judged.kind === 'conflict' ? judged.candidates : []
  const { requestIds } = found.value
  if (judged.kind === 'ours') return adoptLead(scene, { ...judged, requestIds }, clock)
  return leaveToAdmin(scene, { kind: 'conflict', candidates, reason: failure.message }, failure.requestIds)
}

const storedOf = ({ record, requestIds }: ReadById): Stored | null => (record === null ? null : { record, requestIds })

/** A row lies under the id. `exists`: D365 said so itself, so an earlier write put it there and not the one under way. */
function settle({ scene, generation, clock }: Creating, found: Stored, exists: D365Failure | null): TryEnd {
  const { record, requestIds } = found
  const judged = judgeFound(scene.lead, { own: { record, generation }, matches: [] }, (id) =>
    scene.journal.isKnownOurs(id),
  )
  if (judged.kind === 'conflict') {
    scene.journal.endAttempt('failed', { failure: exists, requestIds: exists?.requestIds ?? null })
    return leaveToAdmin(scene, judged, requestIds)
  }
  if (exists !== null) scene.journal.endAttempt('exists', { failure: exists, requestIds: exists.requestIds })
  const matchedBy = judged.kind === 'ours' ? judged.matchedBy : 'id'
  return adoptLead(scene, { ...found, kind: 'ours', generation, matchedBy }, clock)
}
