import type { RequestIds } from '../../shared/model/failure.ts'
import { isoNow } from '../ports/clock.ts'
import { otherOwner } from '../leads/owner-body.ts'
import { compareReadBack, type Difference } from './compare-read-back.ts'
import { failureText, lostByServer } from './failure-text.ts'
import { readLead } from './look-up-lead.ts'
import {
  columnsOf,
  done,
  failedTry,
  profileOf,
  textsOf,
  type Creating,
  type PushScene,
  type TryEnd,
} from './push-scene.ts'

/**
 * D365 says it created the lead: read it back and compare. A difference is `synced` with a listed warning; a row that is not there was lost by
 * the server, and the try has failed. Until the row was read the attempt stays `sending`, so that a crash in between asks again.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export async function confirmLead(creating: Creating, requestIds: RequestIds): Promise<TryEnd> {
  const { scene, clock, generation, d365LeadId } = creating
  const record = await readLead(scene, d365LeadId)
  const seenBy = record.ok ? record.value.requestIds : null
  if (record.ok && record.value.record === null) return failedTry(lostByServer(d365LeadId, seenBy))
  const columns = record.ok ? record.value.record?.columns : undefined
  const differs = columns === undefined ? [] : compare(scene, columns)
  const warnings = record.ok ? textsOf(differs) : [`The lead could not be read back: ${failureText(record.failure)}`]
  scene.journal.together(() => {
    scene.journal.endAttempt('created', { requestIds })
    const lastAt = isoNow(clock)
    scene.journal.change({ status: 'synced', d365LeadId, lastAt, error: null, warnings, candidates: [], generation })
  })
  const told = { d365LeadId, requestIds: seenBy ?? requestIds }
  noteDifferences(scene, told, warnings, columnsOf(differs))
  scene.journal.note('d365_push_success', 'The lead is in D365.', told)
  return done(scene, 'created')
}

export function noteDifferences(
  { journal }: Pick<PushScene, 'journal'>,
  told: { readonly d365LeadId: string; readonly requestIds: RequestIds | null },
  warnings: readonly string[],
  columns: readonly string[],
): void {
  if (warnings.length === 0) return
  const message =
    columns.length === 0 ? 'The lead could not be read back.' : `${columns.length} columns read back differently.`
  journal.note('d365_lead_read_back_differs', message, {
    ...told,
    level: 'warning',
    detail: { columns: [...columns] },
  })
}

function compare(scene: PushScene, columns: Readonly<Record<string, unknown>>): readonly Difference[] {
  const text = otherOwner(scene.request.connection.tenant.owner, columns)
  const differs = compareReadBack(scene.mapped.body, columns, profileOf(scene))
  return text === null ? differs : [...differs, { column: 'ownerid', text }]
}
