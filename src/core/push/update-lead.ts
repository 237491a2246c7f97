import { isoNow, type Clock } from '../ports/clock.ts'
import { noteAlreadyThere } from './adopt-lead.ts'
import { noteDifferences } from './confirm-lead.ts'
import { cancelled, failureText } from './failure-text.ts'
import { judgeAnswer } from './judge-answer.ts'
import { readLead } from './look-up-lead.ts'
import {
  columnsOf,
  differencesFrom,
  done,
  failedTry,
  textsOf,
  type PushScene,
  type Stored,
  type TryEnd,
} from './push-scene.ts'
import { sendLead } from './send-lead.ts'

/**
 * Policy `update`: sends the columns that differ, and only those, with `If-Match: *`, so that it never creates. After a lost answer the next try
 * compares again, which is the question by id.
 * Source: spec.md section 6, step 2; Microsoft Learn, "Update and delete table rows using the Web API" (send only changed columns).
 */
export async function updateLead(scene: PushScene, found: Stored, clock: Clock): Promise<TryEnd> {
  const { journal, mapped } = scene
  const { record } = found
  const d365LeadId = record.leadId
  const columns = columnsOf(differencesFrom(scene, record))
  noteAlreadyThere(scene, found, columns)
  const changed = Object.fromEntries(Object.entries(mapped.body).filter(([column]) => columns.includes(column)))
  const { generation } = journal.state()
  const sent = await sendLead(scene, { operation: 'update', d365LeadId, generation, body: changed })
  if (sent === null) return failedTry(cancelled())
  if (!sent.ok) return failedTry(sent.failure, judgeAnswer(sent.failure) === 'unknown')
  const after = await readLead(scene, d365LeadId)
  const held = after.ok ? after.value.record : null
  const differs = held === null ? [] : differencesFrom(scene, held)
  const warnings = after.ok ? textsOf(differs) : [`The lead could not be read back: ${failureText(after.failure)}`]
  const { requestIds } = sent.value
  journal.together(() => {
    journal.endAttempt('updated', { requestIds })
    journal.change({ status: 'synced', lastAt: isoNow(clock), error: null, warnings, candidates: [] })
  })
  journal.note('d365_lead_update', 'D365 updated the lead.', { d365LeadId, requestIds, detail: { columns } })
  noteDifferences(scene, d365LeadId, warnings, columnsOf(differs))
  journal.note('d365_push_success', 'The lead is in D365.', { d365LeadId })
  return done(scene, 'updated')
}
