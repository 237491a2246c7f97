import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer, LeadRecord, LeadSearch } from '../d365-client.ts'
import type { Pipeline, WebApiRequest } from '../http/pipeline.ts'
import { isOneOf, queryString } from '../odata-filter.ts'
import type { ReadAnswer } from '../read-outcome.ts'
import { leadPath } from './lead-path.ts'
import { LeadRowSchema } from './lead-record.ts'
import { pageOf } from './read-pages.ts'
import { readBody } from './read-body.ts'
import { withId } from './read-lead.ts'

/** A URL inside a `$batch` may have 65,536 characters (dataverse-facts 2.1); the origin and the column list need some of them. */
const MOST_FILTER_CHARACTERS = 48_000
/** How many values one condition takes is documented nowhere; so many are taken by every client (unconfirmed). */
const MOST_FILTER_VALUES = 500

type Answers<T> = D365Answer<{ readonly answers: readonly Result<T, D365Failure>[] }>

/** Each of these ids asked for directly, in one request: every answer means what `readLead`'s would. */
export async function readLeads(
  pipeline: Pipeline,
  leadIds: readonly string[],
  select: readonly string[],
  context?: CallContext,
): Answers<LeadRecord> {
  const requests: WebApiRequest[] = []
  const query = queryString({ $select: withId(select).join(',') })
  for (const leadId of leadIds) {
    const path = leadPath(leadId)
    if (!path.ok) return path
    requests.push({ method: 'GET', path: `${path.value}${query}` })
  }
  const sent = await pipeline.sendBatch(requests, { isQuestion: true }, context)
  if (!sent.ok) return sent
  const answers = sent.value.answers.map((answer) => readPart(answer, readRecord))
  return ok({ answers, requestIds: sent.value.requestIds })
}

/**
 * Rows that have one of the given values in a column, for several columns in one request. A row that is missing says nothing: those one may not
 * read are left out without a sign. Fails as a whole when one answer is a failure or not whole.
 * Source: Microsoft Learn, "In Function" (Microsoft.Dynamics.CRM.In), "Page results".
 */
export async function searchLeads(
  pipeline: Pipeline,
  searches: readonly LeadSearch[],
  select: readonly string[],
  context?: CallContext,
): D365Answer<{ readonly leads: readonly LeadRecord[] }> {
  const $select = withId(select).join(',')
  const requests = searches.flatMap(filtersOf).map(($filter): WebApiRequest => ({
    method: 'GET',
    path: `leads${queryString({ $select, $filter })}`,
  }))
  const sent = await pipeline.sendBatch(requests, { isQuestion: true }, context)
  if (!sent.ok) return sent
  const leads: LeadRecord[] = []
  for (const answer of sent.value.answers) {
    const page = readPart(answer, readPage)
    if (!page.ok) return page
    leads.push(...page.value)
  }
  return ok({ leads, requestIds: sent.value.requestIds })
}

/** Filters that keep each URL short enough. */
function filtersOf({ column, values }: LeadSearch): readonly string[] {
  if (values.length === 0) return []
  const filter = values.length <= MOST_FILTER_VALUES ? isOneOf(column, values) : null
  if (filter !== null && (values.length === 1 || encodeURIComponent(filter).length <= MOST_FILTER_CHARACTERS))
    return [filter]
  const first = Math.min(MOST_FILTER_VALUES, Math.ceil(values.length / 2))
  return [values.slice(0, first), values.slice(first)].flatMap((part) => filtersOf({ column, values: part }))
}

type Read<T> = (answer: ReadAnswer) => Result<T, D365Failure>

const readPart = <T>(answer: Result<ReadAnswer, D365Failure>, read: Read<T>): Result<T, D365Failure> =>
  answer.ok ? read(answer.value) : fail(answer.failure)

const readRecord: Read<LeadRecord> = (answer) => {
  const read = readBody(LeadRowSchema, answer)
  return read.ok ? ok(read.value.body) : read
}

const LeadPageSchema = pageOf(LeadRowSchema)

const readPage: Read<readonly LeadRecord[]> = (answer) => {
  const read = readBody(LeadPageSchema, answer)
  if (!read.ok) return read
  const { body, requestIds } = read.value
  if (body['@odata.nextLink'] === undefined || body['@odata.nextLink'] === null) return ok(body.value)
  // More than a page of rows for a hundred leads: nobody can say from here whose they are.
  return fail({
    kind: 'D365APIError',
    message: 'More leads match than one page holds.',
    httpStatus: 200,
    code: null,
    requestIds,
    isDefinite: true,
    isTransient: false,
  })
}
