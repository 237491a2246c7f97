import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, D365Client, LeadRecord } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { queryString } from '../odata-filter.ts'
import { LeadRowSchema } from './lead-record.ts'
import { withId } from './read-lead.ts'
import { readPages } from './read-pages.ts'

type Query = Parameters<D365Client['queryLeads']>[0]

/** Leads by filter, up to `top` rows. Source: Microsoft Learn, "Query data using the Web API". */
export async function queryLeads(
  pipeline: Pipeline,
  query: Query,
  context?: CallContext,
): D365Answer<{ readonly leads: readonly LeadRecord[] }> {
  const read = await readPages(pipeline, { path: pathOf(query), row: LeadRowSchema, top: query.top }, context)
  return read.ok ? ok({ leads: read.value.rows, requestIds: read.value.requestIds }) : read
}

const pathOf = ({ filter, select, top, orderBy }: Query): string =>
  `leads${queryString({ $select: withId(select).join(','), $filter: filter, $orderby: orderBy, $top: top ?? undefined })}`
