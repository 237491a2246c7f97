import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { leadPath } from './lead-path.ts'

/** Deletes one lead by its id. Source: Microsoft Learn, "Update and delete table rows using the Web API". */
export async function deleteLead(
  pipeline: Pipeline,
  leadId: string,
  context?: CallContext,
): D365Answer<{ readonly leadId: string }> {
  const path = leadPath(leadId)
  if (!path.ok) return path
  const answer = await pipeline.send({ method: 'DELETE', path: path.value }, context)
  if (!answer.ok) return answer
  return ok({ leadId: leadId.toLowerCase(), requestIds: answer.value.requestIds })
}
