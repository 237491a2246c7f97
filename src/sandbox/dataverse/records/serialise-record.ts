import { isLookup, propertyName } from '../catalogue/column.ts'
import { unknownProperty } from '../errors.ts'
import { wantsAnnotation } from '../preferences.ts'
import { formatValue } from './format-value.ts'
import { lookupTarget } from './lookup-target.ts'
import type { Row, SqlValue } from '../../store/sandbox-store.ts'
import type { Column } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { OperationContext } from '../operation.ts'

const formattedValue = 'OData.Community.Display.V1.FormattedValue'
const lookupLogicalName = 'Microsoft.Dynamics.CRM.lookuplogicalname'
const associatedNavigation = 'Microsoft.Dynamics.CRM.associatednavigationproperty'

export const etagOf = (row: Row): string => `W/"${String(row['versionnumber'])}"`

/**
 * The columns that `$select` names, in the table's terms; all of them without one. A lookup may also be named by its navigation
 * property, which selects nothing by itself.
 *
 * @throws DataverseError 400 0x80060888 for unknown names.
 */
export const selectedColumns = (table: Table, select: readonly string[] | undefined): readonly Column[] => {
  if (!select) return [...table.columns.values()]
  const columns = select.flatMap((name) => {
    const column = table.property(name)
    if (column) return [column]
    if (table.navigation(name).length > 0) return []
    throw unknownProperty(name, table.logicalName)
  })
  const extra = [table.primaryId, ...companions(columns)].flatMap((name) => table.columns.get(name) ?? [])
  return [...new Set([...columns, ...extra])]
}

/**
 * Columns that come with others unasked: the currency with money, the whole address with its parts.
 * Source: "Retrieve a table row using the Web API", retrieve specific properties.
 */
const companions = (columns: readonly Column[]): readonly string[] => [
  ...(columns.some(({ kind }) => kind === 'Money') ? ['transactioncurrencyid'] : []),
  ...(columns.some(({ logicalName }) => logicalName.startsWith('address1_')) ? ['address1_composite'] : []),
]

/** One row as JSON, with the annotations that the request prefers. */
export const serialiseRecord = (
  context: OperationContext,
  row: Row,
  columns: readonly Column[],
): Record<string, unknown> => {
  const json: Record<string, unknown> = { '@odata.etag': etagOf(row) }
  for (const column of columns) {
    const value = row[column.logicalName] ?? null
    const name = propertyName(column)
    if (value !== null && context.preferences.annotations.length > 0) annotate(context, { name, column, row }, json)
    json[name] = jsonValue(column, value)
  }
  return json
}

const jsonValue = (column: Column, value: SqlValue): SqlValue | boolean =>
  column.kind === 'Boolean' && value !== null ? value === 1 : value

interface Annotated {
  readonly name: string
  readonly column: Column
  readonly row: Row
}

const annotate = (context: OperationContext, { name, column, row }: Annotated, json: Record<string, unknown>): void => {
  const { preferences, organisation } = context
  if (wantsAnnotation(preferences, formattedValue)) {
    const formatted = formatValue(organisation, column, row)
    if (formatted !== undefined) json[`${name}@${formattedValue}`] = formatted
  }
  if (!isLookup(column)) return
  const target = lookupTarget(column, row)
  if (!target) return
  if (wantsAnnotation(preferences, associatedNavigation)) json[`${name}@${associatedNavigation}`] = target.navigation
  if (wantsAnnotation(preferences, lookupLogicalName)) json[`${name}@${lookupLogicalName}`] = target.table
}
