import { requireRight, visibleRows } from '../security/authorise.ts'
import { quoted } from '../../store/table-schema.ts'
import { unknownProperty } from '../errors.ts'
import { selectedColumns, serialiseRecord } from './serialise-record.ts'
import { lookupTarget } from './lookup-target.ts'
import { orderTerms } from './order-terms.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Intersection, Table } from '../catalogue/table.ts'
import type { ExpandItem, QueryOptions } from '../odata/query-options.ts'
import type { OperationContext } from '../operation.ts'

/** A row with its selected columns and everything that `$expand` asks for below it. */
export const presentRecord = (
  context: OperationContext,
  table: Table,
  row: Row,
  options: QueryOptions,
): Record<string, unknown> => {
  const json = serialiseRecord(context, row, selectedColumns(table, options.select))
  for (const item of options.expand) json[item.navigation] = expand(context, table, row, item)
  return json
}

const expand = (context: OperationContext, table: Table, row: Row, item: ExpandItem): unknown => {
  const intersection = table.intersection(item.navigation)
  if (intersection) return relatedRecords(context, { table, row, intersection }, item.options)
  return relatedRecord(context, { table, row }, item)
}

const relatedRecord = (context: OperationContext, from: { table: Table; row: Row }, item: ExpandItem): unknown => {
  const candidates = from.table.navigation(item.navigation)
  const [first] = candidates
  if (!first) throw unknownProperty(item.navigation, from.table.logicalName)
  const id = from.row[first.column.logicalName] ?? null
  const targetName = lookupTarget(first.column, from.row)?.table
  if (id === null || !candidates.some((candidate) => candidate.target === targetName)) return null
  const target = context.organisation.catalogue.get(targetName ?? first.target)
  requireRight(context.caller, 'Read', target)
  const related = context.organisation.records.byId(target, String(id))
  return related ? presentRecord(context, target, related, item.options) : null
}

export interface RelationStart {
  readonly table: Table
  readonly row: Row
  readonly intersection: Intersection
}

/** The rows at the other end of a many-to-many relation, filtered and sorted by the given options. */
export const relatedRecords = (
  context: OperationContext,
  { table, row, intersection }: RelationStart,
  options: QueryOptions,
): readonly Record<string, unknown>[] => {
  const { organisation, caller } = context
  const other = organisation.catalogue.get(intersection.otherTable)
  const conditions = [...visibleRows(caller, other), pairCondition(table, row, intersection)]
  if (options.filter) conditions.push(organisation.filters.condition(other, options.filter))
  const rows = organisation.records.query(other, {
    conditions,
    order: orderTerms(organisation, other, options.orderBy),
    limit: options.top,
  })
  return rows.map((related) => presentRecord(context, other, related, options))
}

const pairCondition = (table: Table, row: Row, intersection: Intersection) => {
  const { through, ownKey, otherKey, otherTable } = intersection
  return {
    sql: `t.${quoted(`${otherTable}id`)} IN (SELECT ${quoted(otherKey)} FROM ${quoted(through)} WHERE ${quoted(ownKey)} = ?)`,
    parameters: [row[table.primaryId] ?? null],
  }
}
