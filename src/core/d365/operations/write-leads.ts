import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer, LeadWrite } from '../d365-client.ts'
import type { Pipeline, WebApiRequest } from '../http/pipeline.ts'
import { leadPath } from './lead-path.ts'

/**
 * Conditional writes in one request, each with an answer of its own: a create never updates, an update never creates, and one that fails leaves
 * the others alone.
 * Source: Microsoft Learn, "Execute batch operations using the Web API" (continue on error).
 */
export async function writeLeads(
  pipeline: Pipeline,
  writes: readonly LeadWrite[],
  context?: CallContext,
): D365Answer<{ readonly answers: readonly Result<{ readonly requestIds: RequestIds }, D365Failure>[] }> {
  const requests: WebApiRequest[] = []
  for (const { operation, leadId, body } of writes) {
    const path = leadPath(leadId)
    if (!path.ok) return path
    requests.push({ method: 'PATCH', path: path.value, condition: operation, body })
  }
  const sent = await pipeline.sendBatch(requests, { isQuestion: false }, context)
  if (!sent.ok) return sent
  const { answers, requestIds } = sent.value
  return ok({
    answers: answers.map((answer) => (answer.ok ? ok({ requestIds: answer.value.requestIds }) : fail(answer.failure))),
    requestIds,
  })
}
