import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, LeadBody } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { answeredId } from './create-lead.ts'
import { leadPath } from './lead-path.ts'

/**
 * Changes the given columns of a lead that exists; `If-Match: *` keeps an update from creating one.
 * Source: Microsoft Learn, "Perform conditional operations using the Web API" (prevent create in upsert).
 */
export async function updateLead(
  pipeline: Pipeline,
  leadId: string,
  body: LeadBody,
  context?: CallContext,
): D365Answer<{ readonly leadId: string }> {
  const path = leadPath(leadId)
  if (!path.ok) return path
  const answer = await pipeline.send({ method: 'PATCH', path: path.value, condition: 'update', body }, context)
  if (!answer.ok) return answer
  return ok({ leadId: answeredId(answer.value) ?? leadId.toLowerCase(), requestIds: answer.value.requestIds })
}
