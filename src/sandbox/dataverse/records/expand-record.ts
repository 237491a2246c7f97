import { requireRight, visibleRows } from '../security/authorise.ts'
import { quoted } from '../../store/table-schema.ts'
import { unknownProperty } from '../errors.ts'
import { selectedColumns, serialiseRecord } from './serialise-record.ts'
import { lookupTarget } from './lookup-target.ts'
import { orderTerms } from './order-terms.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { SqlCondition } from '../../store/record-store.ts'
import type { Collection } from '../catalogue/catalogue.ts'
import type { Table } from '../catalogue/table.ts'
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
  const collection = context.organisation.catalogue.collection(table, item.navigation)
  if (collection) return relatedRecords(context, { table, row, collection }, item.options)
  return relatedRecord(context, { table, row }, item)
}

const relatedRecord = (context: OperationContext, from: { table: Table; row: Row }, item: ExpandItem): unknown => {
  const related = followNavigation(context, from, item.navigation)
  return related ? presentRecord(context, related.table, related.row, item.options) : null
}

/**
 * The row that a single-valued navigation property leads to; `undefined` when it leads nowhere.
 *
 * @throws DataverseError 400 0x80060888 for an unknown navigation property, 403 without the right to read the other table.
 */
export const followNavigation = (
  context: OperationContext,
  from: { table: Table; row: Row },
  navigation: string,
): { table: Table; row: Row } | undefined => {
  const candidates = from.table.navigation(navigation)
  const [first] = candidates
  if (!first) throw unknownProperty(navigation, from.table.logicalName)
  const id = from.row[first.column.logicalName] ?? null
  const targetName = lookupTarget(first.column, from.row)?.table
  if (id === null || !candidates.some((candidate) => candidate.target === targetName)) return undefined
  const table = context.organisation.catalogue.get(targetName ?? first.target)
  requireRight(context.caller, 'Read', table)
  const row = context.organisation.records.byId(table, String(id))
  return row ? { table, row } : undefined
}

export interface RelationStart {
  readonly table: Table
  readonly row: Row
  readonly collection: Collection
}

/** The rows of a collection, filtered and sorted by the given options. */
export const relatedRecords = (
  context: OperationContext,
  { table, row, collection }: RelationStart,
  options: QueryOptions,
): readonly Record<string, unknown>[] => {
  const { organisation, caller } = context
  const { other } = collection
  const conditions = [...visibleRows(caller, other), memberCondition(table, row, collection)]
  if (options.filter) conditions.push(organisation.filters.condition(other, options.filter))
  const rows = organisation.records.query(other, {
    conditions,
    order: orderTerms(organisation, other, options.orderBy),
    limit: options.top,
  })
  return rows.map((related) => presentRecord(context, other, related, options))
}

/** Picks the rows `t` of the other table that belong to the collection of one row. */
export const memberCondition = (table: Table, row: Row, collection: Collection): SqlCondition => {
  const parameters = [row[table.primaryId] ?? null]
  if (collection.kind === 'one-to-many') return { sql: `t.${quoted(collection.column.logicalName)} = ?`, parameters }
  const { through, ownKey, otherKey, otherTable } = collection.intersection
  return {
    sql: `t.${quoted(`${otherTable}id`)} IN (SELECT ${quoted(otherKey)} FROM ${quoted(through)} WHERE ${quoted(ownKey)} = ?)`,
    parameters,
  }
}
