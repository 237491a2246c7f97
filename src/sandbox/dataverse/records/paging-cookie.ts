import { urlError } from '../errors.ts'
import type { SqlCondition } from '../../store/record-store.ts'
import type { Row, SqlValue } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { OrderItem } from '../odata/query-options.ts'
import type { Organisation } from '../organisation.ts'

/** Where a page ended: the last row's sort values, its id last. */
export interface PagingCookie {
  readonly page: number
  readonly values: readonly SqlValue[]
}

/** Makes the opaque token of a next link: a `<cookie …>` element whose inner part is encoded once more ("Page results using OData"). */
export const makeCookie = (
  organisation: Organisation,
  table: Table,
  order: readonly OrderItem[],
  end: { row: Row; page: number },
): string => {
  const values = sortValues(organisation, table, order, end.row)
  return `<cookie pagenumber="${end.page}" pagingcookie="${encodeURIComponent(JSON.stringify(values))}" istracking="False" />`
}

const cookiePattern = /^<cookie pagenumber="(\d{1,9})" pagingcookie="([^"]*)" istracking="False" \/>$/

/** @throws DataverseError 400 for anything that `makeCookie` did not make. */
export const readCookie = (token: string): PagingCookie => {
  const match = cookiePattern.exec(token)
  const values = match?.[2] === undefined ? undefined : parseValues(match[2])
  if (!match || !values) throw urlError('Malformed XML in the Paging Cookie')
  return { page: Number(match[1]), values }
}

const parseValues = (encoded: string): readonly SqlValue[] | undefined => {
  try {
    const values: unknown = JSON.parse(decodeURIComponent(encoded))
    const isPlain = (value: unknown): value is SqlValue =>
      value === null || typeof value === 'string' || typeof value === 'number'
    return Array.isArray(values) && values.every(isPlain) ? values : undefined
  } catch {
    return undefined
  }
}

const expressions = (organisation: Organisation, table: Table, order: readonly OrderItem[]) => [
  ...order.map((item) => ({
    sql: organisation.filters.expression(table, item.path).sql,
    descending: item.descending,
  })),
  { sql: `t."${table.primaryId}"`, descending: false },
]

const sortValues = (
  organisation: Organisation,
  table: Table,
  order: readonly OrderItem[],
  row: Row,
): readonly SqlValue[] => {
  const id = row[table.primaryId] ?? null
  const sql = expressions(organisation, table, order).map(({ sql: term }, index) => `${term} AS v${index}`)
  const found = organisation.store.get(
    `SELECT ${sql.join(', ')} FROM "${table.logicalName}" AS t WHERE t."${table.primaryId}" = ?`,
    [id],
  )
  return found ? Object.values(found) : [id]
}

/**
 * Rows behind the cookie in the given order: equal in the first terms and beyond in the next, term by term. Pages therefore stay
 * whole while rows come and go between them.
 */
export const afterCookie = (
  organisation: Organisation,
  table: Table,
  order: readonly OrderItem[],
  cookie: PagingCookie,
): SqlCondition => {
  const terms = expressions(organisation, table, order)
  if (cookie.values.length !== terms.length) throw urlError('Malformed XML in the Paging Cookie')
  const alternatives: string[] = []
  const parameters: SqlValue[] = []
  terms.forEach((term, index) => {
    const equal = terms.slice(0, index).map(({ sql }) => `${sql} IS ?`)
    const beyond = beyondValue(term, cookie.values[index] ?? null)
    alternatives.push(`(${[...equal, beyond.sql].join(' AND ')})`)
    parameters.push(...cookie.values.slice(0, index), ...beyond.parameters)
  })
  return { sql: alternatives.join(' OR '), parameters }
}

/** Nulls sort first, so ascending everything else follows them, and descending nothing does. */
const beyondValue = (term: { sql: string; descending: boolean }, value: SqlValue): SqlCondition => {
  if (value === null) return { sql: term.descending ? '0' : `${term.sql} IS NOT NULL`, parameters: [] }
  if (!term.descending) return { sql: `${term.sql} > ?`, parameters: [value] }
  return { sql: `(${term.sql} < ? OR ${term.sql} IS NULL)`, parameters: [value] }
}
