import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { queryString } from '../odata-filter.ts'
import { readBody } from './read-body.ts'

const BodySchema = z.looseObject({ '@odata.count': z.int().nonnegative() })

/** How many leads a filter finds; Dataverse counts no further than 5,000. Source: Microsoft Learn, "Count number of rows". */
export async function countLeads(
  pipeline: Pipeline,
  filter: string,
  context?: CallContext,
): D365Answer<{ readonly count: number }> {
  const query = queryString({ $select: 'leadid', $filter: filter, $count: 'true', $top: 1 })
  const answer = await pipeline.send({ method: 'GET', path: `leads${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(BodySchema, answer.value)
  return read.ok ? ok({ count: read.value.body['@odata.count'], requestIds: read.value.requestIds }) : read
}
