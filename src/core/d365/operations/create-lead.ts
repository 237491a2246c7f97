import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, LeadBody } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { ReadAnswer } from '../read-outcome.ts'
import { leadPath } from './lead-path.ts'

/**
 * Creates a lead under an id of our choice, or learns that the id is taken (D365DuplicateError by key): `If-None-Match: *` lets Dataverse
 * create and never update, so a repeat after a lost answer cannot make a second lead.
 * Source: Microsoft Learn, "Perform conditional operations using the Web API" (prevent update in upsert); "Upsert a table row".
 */
export async function createLead(
  pipeline: Pipeline,
  leadId: string,
  body: LeadBody,
  context?: CallContext,
): D365Answer<{ readonly leadId: string }> {
  const path = leadPath(leadId)
  if (!path.ok) return path
  const answer = await pipeline.send({ method: 'PATCH', path: path.value, condition: 'create', body }, context)
  if (!answer.ok) return answer
  return ok({ leadId: answeredId(answer.value) ?? leadId.toLowerCase(), requestIds: answer.value.requestIds })
}

/** The id the server says it wrote; the caller compares it with the one it asked for. */
export function answeredId({ headers }: Pick<ReadAnswer, 'headers'>): string | null {
  return (
    /\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)\s*$/i
      .exec(headers['odata-entityid'] ?? '')?.[1]
      ?.toLowerCase() ?? null
  )
}
