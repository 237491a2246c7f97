import { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer } from '../d365-call.ts'
import { judgeNextLink } from '../http/next-link.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { readBody } from './read-body.ts'

type PageSchema<S extends z.ZodType> = z.ZodObject<
  { value: z.ZodArray<S>; '@odata.nextLink': z.ZodOptional<z.ZodUnknown> },
  z.core.$loose
>

/** One page of a query on a table. */
export function pageOf<S extends z.ZodType>(row: S): PageSchema<S> {
  return z.looseObject({ value: z.array(row), '@odata.nextLink': z.unknown().optional() })
}

/** More pages than any honest answer to one query has; a server that links in circles ends here. */
const MAX_PAGES = 1_000

export interface PagedQuery<S extends z.ZodType> {
  readonly path: string
  readonly row: S
  /** Null = all. */
  readonly top: number | null
}

/**
 * Rows of a query, page by page, up to `top`. Every next link is judged before it is followed; a refused one fails the query, since rows would
 * be missing without a sign.
 * Source: Microsoft Learn, "Query data using the Web API", "Page results".
 */
export async function readPages<S extends z.ZodType>(
  pipeline: Pipeline,
  { path: first, row, top }: PagedQuery<S>,
  context?: CallContext,
): D365Answer<{ readonly rows: readonly z.output<S>[] }> {
  const rows: z.output<S>[] = []
  const followed = new Set<string>()
  let path: string | null = first
  let requestIds: RequestIds = { client: '', service: [] }
  while (path !== null && (top === null || rows.length < top)) {
    if (followed.has(path) || followed.size >= MAX_PAGES) {
      return fail(oddNextLink('The next links lead in a circle.', requestIds))
    }
    followed.add(path)
    const page: Result<Page<z.output<S>>, D365Failure> = await readPage(pipeline, path, row, context)
    if (!page.ok) return page
    rows.push(...page.value.rows.slice(0, top === null ? undefined : top - rows.length))
    path = page.value.next
    requestIds = page.value.requestIds
  }
  return ok({ rows, requestIds })
}

interface Page<T> {
  readonly rows: readonly T[]
  readonly next: string | null
  readonly requestIds: RequestIds
}

async function readPage<S extends z.ZodType>(
  pipeline: Pipeline,
  path: string,
  row: S,
  context?: CallContext,
): Promise<Result<Page<z.output<S>>, D365Failure>> {
  const answer = await pipeline.send({ method: 'GET', path }, context)
  if (!answer.ok) return answer
  const read = readBody(pageOf(row), answer.value)
  if (!read.ok) return read
  const { body, requestIds } = read.value
  const link = body['@odata.nextLink']
  if (link === undefined || link === null) return ok({ rows: body.value, next: null, requestIds })
  const judged = judgeNextLink(link, pipeline.origin)
  if ('refused' in judged) return fail(oddNextLink(judged.refused, requestIds))
  return ok({ rows: body.value, next: judged.path, requestIds })
}

const oddNextLink = (message: string, requestIds: RequestIds): D365Failure => ({
  kind: 'D365APIError',
  message: `${message} It was not followed.`,
  httpStatus: null,
  code: null,
  requestIds,
  isDefinite: true,
  isTransient: false,
})
