import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, LeadRecord } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { queryString } from '../odata-filter.ts'
import { leadPath } from './lead-path.ts'
import { LeadRowSchema } from './lead-record.ts'
import { readBody } from './read-body.ts'

/**
 * One lead by its id; `select` null = all columns. Only D365NotFoundError with code 0x80040217 means that it is absent.
 * Source: Microsoft Learn, "Retrieve a table row using the Web API".
 */
export async function readLead(
  pipeline: Pipeline,
  leadId: string,
  select: readonly string[] | null,
  context?: CallContext,
): D365Answer<LeadRecord> {
  const path = leadPath(leadId)
  if (!path.ok) return path
  const query = queryString({ $select: select === null ? undefined : withId(select).join(',') })
  const answer = await pipeline.send({ method: 'GET', path: `${path.value}${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(LeadRowSchema, answer.value)
  return read.ok ? ok({ ...read.value.body, requestIds: read.value.requestIds }) : read
}

/** The id says which lead the row is, so it is always asked for. */
export const withId = (select: readonly string[]): readonly string[] => [...new Set(['leadid', ...select])]
