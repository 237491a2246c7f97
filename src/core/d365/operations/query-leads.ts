import { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer, D365Client, LeadRecord } from '../d365-client.ts'
import { judgeNextLink } from '../http/next-link.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { queryString } from '../odata-filter.ts'
import { LeadRowSchema } from './lead-record.ts'
import { readBody } from './read-body.ts'
import { withId } from './read-lead.ts'

type Query = Parameters<D365Client['queryLeads']>[0]

/** One page of a query on `leads`. */
export const LeadPageSchema = z.looseObject({
  value: z.array(LeadRowSchema),
  '@odata.nextLink': z.unknown().optional(),
})

/** More pages than any honest answer to one query has; a server that links in circles ends here. */
const MAX_PAGES = 1_000

/**
 * Leads by filter, page by page, up to `top` rows. Every next link is judged before it is followed; a refused one fails the query, since
 * rows would be missing without a sign.
 * Source: Microsoft Learn, "Query data using the Web API", "Page results".
 */
export async function queryLeads(
  pipeline: Pipeline,
  query: Query,
  context?: CallContext,
): D365Answer<{ readonly leads: readonly LeadRecord[] }> {
  const leads: LeadRecord[] = []
  const followed = new Set<string>()
  let path: string | null = firstPath(query)
  let requestIds: RequestIds = { client: '', service: [] }
  while (path !== null && (query.top === null || leads.length < query.top)) {
    if (followed.has(path) || followed.size >= MAX_PAGES) {
      return fail(oddNextLink('The next links lead in a circle.', requestIds))
    }
    followed.add(path)
    const page: Result<Page, D365Failure> = await readPage(pipeline, path, context)
    if (!page.ok) return page
    leads.push(...page.value.leads.slice(0, query.top === null ? undefined : query.top - leads.length))
    path = page.value.next
    requestIds = page.value.requestIds
  }
  return ok({ leads, requestIds })
}

interface Page {
  readonly leads: readonly LeadRecord[]
  readonly next: string | null
  readonly requestIds: RequestIds
}

async function readPage(pipeline: Pipeline, path: string, context?: CallContext): Promise<Result<Page, D365Failure>> {
  const answer = await pipeline.send({ method: 'GET', path }, context)
  if (!answer.ok) return answer
  const read = readBody(LeadPageSchema, answer.value)
  if (!read.ok) return read
  const { body, requestIds } = read.value
  const link = body['@odata.nextLink']
  if (link === undefined || link === null) return ok({ leads: body.value, next: null, requestIds })
  const judged = judgeNextLink(link, pipeline.origin)
  if ('refused' in judged) return fail(oddNextLink(judged.refused, requestIds))
  return ok({ leads: body.value, next: judged.path, requestIds })
}

const firstPath = ({ filter, select, top, orderBy }: Query): string =>
  `leads${queryString({ $select: withId(select).join(','), $filter: filter, $orderby: orderBy, $top: top ?? undefined })}`

const oddNextLink = (message: string, requestIds: RequestIds): D365Failure => ({
  kind: 'D365APIError',
  message: `${message} It was not followed.`,
  httpStatus: null,
  code: null,
  requestIds,
  isDefinite: true,
  isTransient: false,
})
