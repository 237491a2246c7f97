import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { isGuid, NIL_ID } from '../leads/lead-id.ts'
import { readLead } from './look-up-lead.ts'
import type { PushScene, Stored } from './push-scene.ts'

/**
 * Is the lead where the stored id says? Null = absent: a direct question answered 404, or an id that no row can have (all zeros, no GUID),
 * which needs no question. The two events of the runbook's C3 are recorded either way. Any other answer is a failure, not absence.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export async function verifyStoredId(scene: PushScene, storedId: string): Promise<Result<Stored | null, Failure>> {
  const isPossible = isGuid(storedId) && storedId !== NIL_ID
  const answer = isPossible ? await readLead(scene, storedId) : ok({ record: null, requestIds: null })
  if (!answer.ok) return fail(answer.failure)
  const { record, requestIds } = answer.value
  if (record !== null) return ok({ record, requestIds })
  const why = isPossible ? 'D365 has no lead with the stored id (404).' : 'The stored id is one that no lead can have.'
  const more = {
    level: 'warning',
    d365LeadId: storedId,
    requestIds,
    detail: { wasAsked: isPossible, httpStatus: isPossible ? 404 : null },
  } as const
  scene.journal.note('d365_lead_lookup_error', why, more)
  scene.journal.note(
    'd365_lead_verification_failed',
    'The stored id is an orphan; the lead is pushed as a new one.',
    more,
  )
  scene.journal.settleLost(storedId, 'nothing')
  return ok(null)
}
