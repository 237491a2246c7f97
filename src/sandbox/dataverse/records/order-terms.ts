import type { Table } from '../catalogue/table.ts'
import type { OrderItem } from '../odata/query-options.ts'
import type { Organisation } from '../organisation.ts'

/** `$orderby` as SQL terms, closed by the primary key so that every order is total. Nulls come first, as in SQL Server. */
export const orderTerms = (
  organisation: Organisation,
  table: Table,
  items: readonly OrderItem[],
): readonly string[] => [
  ...items.map((item) => {
    const { sql } = organisation.filters.expression(table, item.path)
    return item.descending ? `${sql} DESC` : sql
  }),
  `t."${table.primaryId}"`,
]
