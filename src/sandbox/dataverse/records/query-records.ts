import { visibleRows } from '../security/authorise.ts'
import { contextUrl, selection } from './context-url.ts'
import { presentRecord } from './expand-record.ts'
import { orderTerms } from './order-terms.ts'
import { afterCookie, makeCookie, readCookie } from './paging-cookie.ts'
import { selectedColumns } from './serialise-record.ts'
import { jsonReply } from '../operation.ts'
import { preferenceApplied, wantsAnnotation } from '../preferences.ts'
import type { SqlCondition } from '../../store/record-store.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { QueryOptions } from '../odata/query-options.ts'
import type { Organisation } from '../organisation.ts'
import type { Operation, OperationContext, Preferences, Reply } from '../operation.ts'

/** Rows per page, and the most that `@odata.count` tells. Source: "Page results", "Count rows". */
export const largestPage = 5_000

export interface CollectionQuery {
  readonly table: Table
  readonly options: QueryOptions
  readonly operation: Operation
  /** Further conditions on the rows `t`, for collections below a row. */
  readonly within?: readonly SqlCondition[]
}

/**
 * Answers a query on an entity set: filtered, sorted, selected, paged.
 * `$top` is ignored when a page size is preferred; `@odata.count` stops at 5000.
 */
export const queryRecords = (context: OperationContext, query: CollectionQuery): Reply => {
  const { table, options } = query
  const { organisation, preferences } = context
  // Reads the selection first, so that a wrong name is refused on an empty table too.
  selectedColumns(table, options.select)
  const conditions = [...matching(context, table, options), ...(query.within ?? [])]
  const cookie = options.skipToken === undefined ? undefined : readCookie(options.skipToken)
  const { pageSize, limit } = pageBounds(preferences.maxPageSize, options.top)
  const paged = cookie ? [...conditions, afterCookie(organisation, table, options.orderBy, cookie)] : conditions
  const order = orderTerms(organisation, table, options.orderBy)
  const rows = organisation.records.query(table, { conditions: paged, order, limit })
  const page = rows.slice(0, pageSize)
  const json: Record<string, unknown> = {
    '@odata.context': contextUrl(context, `${table.entitySetName}${selection(options)}`),
    ...countAnnotations(context, table, conditions, options.count),
    value: kept(organisation, page).map((row) => presentRecord(context, table, row, options)),
  }
  const last = page.at(-1)
  if (rows.length > pageSize && last) {
    const next = makeCookie(organisation, table, options.orderBy, { row: last, page: (cookie?.page ?? 1) + 1 })
    json['@odata.nextLink'] = nextLink(context, query.operation, next)
  }
  return jsonReply(200, json, preferenceApplied(preferences, ...pageSizeApplied(preferences)))
}

/** Rows per page, and how many to read: one more than the page tells whether there is a next one. */
const pageBounds = (preferred: number | undefined, top: number | undefined) => {
  const pageSize = Math.min(preferred ?? largestPage, largestPage)
  const wanted = preferred === undefined ? top : undefined
  return { pageSize, limit: Math.min(wanted ?? pageSize + 1, pageSize + 1) }
}

/** Sabotage may leave rows out; see `Sabotage.dropsOneIn`. */
const kept = (organisation: Organisation, page: readonly Row[]): readonly Row[] => {
  const { dropsOneIn } = organisation.sabotage
  return dropsOneIn > 0 ? page.filter((_row, index) => (index + 1) % dropsOneIn !== 0) : page
}

const pageSizeApplied = ({ maxPageSize }: Preferences): readonly string[] =>
  maxPageSize === undefined ? [] : [`odata.maxpagesize=${maxPageSize}`]

const matching = (context: OperationContext, table: Table, options: QueryOptions): readonly SqlCondition[] => {
  const visible = visibleRows(context.caller, table)
  return options.filter ? [...visible, context.organisation.filters.condition(table, options.filter)] : visible
}

/** `leads/$count`: the number of matching rows as plain text. */
export const countRecords = (context: OperationContext, { table, options, within }: CollectionQuery): number =>
  context.organisation.records.count(table, [...matching(context, table, options), ...(within ?? [])], largestPage)

const countAnnotations = (
  context: OperationContext,
  table: Table,
  conditions: readonly SqlCondition[],
  isAsked: boolean,
): Record<string, unknown> => {
  const annotation = 'Microsoft.Dynamics.CRM.totalrecordcount'
  const wanted = wantsAnnotation(context.preferences, annotation)
  if (!isAsked) return wanted ? { [`@${annotation}`]: -1, [`@${annotation}limitexceeded`]: false } : {}
  const counted = context.organisation.records.count(table, conditions, largestPage + 1)
  const count = Math.min(counted, largestPage)
  if (!wanted) return { '@odata.count': count }
  return {
    '@odata.count': count,
    [`@${annotation}`]: count,
    [`@${annotation}limitexceeded`]: counted > largestPage,
  }
}

/** The link repeats every option but `$top` and carries the cookie; clients follow it as it is. */
const nextLink = (context: OperationContext, operation: Operation, cookie: string): string => {
  const query = [...operation.query]
    .filter(([name]) => name !== '$skiptoken' && name !== '$top')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${context.serviceRoot}${operation.resourcePath}?${[...query, `$skiptoken=${encodeURIComponent(cookie)}`].join('&')}`
}
