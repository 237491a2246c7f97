import { z } from 'zod'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, LeadRow } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { isGuid } from '../odata-filter.ts'
import { unreadable } from '../read-outcome.ts'
import { readBody } from './read-body.ts'

const BodySchema = z.looseObject({ Ids: z.array(z.string().refine(isGuid).toLowerCase()) })

/**
 * Creates leads under ids of our choice, all or none: one bad row undoes the rest, and its error does not say which it was (unconfirmed). An
 * answer that names other ids than were sent says nothing about the rows.
 * Source: Microsoft Learn, "Use bulk operation messages" (CreateMultiple, standard tables).
 */
export async function createLeads(
  pipeline: Pipeline,
  rows: readonly LeadRow[],
  context?: CallContext,
): D365Answer<object> {
  const targets = rows.map(({ leadId, body }) => ({
    '@odata.type': 'Microsoft.Dynamics.CRM.lead',
    leadid: leadId,
    ...body,
  }))
  const answer = await pipeline.send(
    { method: 'POST', path: 'leads/Microsoft.Dynamics.CRM.CreateMultiple', body: { Targets: targets } },
    context,
  )
  if (!answer.ok) return answer
  const read = readBody(BodySchema, answer.value)
  if (!read.ok) return read
  const { body, requestIds } = read.value
  // Compared as a set: that ids come in the order of the targets is assumed by everybody and documented nowhere.
  const answered = new Set(body.Ids)
  const isWhole = answered.size === rows.length && rows.every(({ leadId }) => answered.has(leadId.toLowerCase()))
  return isWhole ? ok({ requestIds }) : fail(unreadable(answer.value, requestIds))
}
