import { isLookup, isPolymorphic, targetColumnName } from '../catalogue/column.ts'
import { missingRecord, payloadError, requiredMissing } from '../errors.ts'
import { decode } from '../odata/resource-path.ts'
import { requireRelating } from '../security/authorise.ts'
import { resolveReference } from './resolve-reference.ts'
import { toStored } from './stored-value.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Column } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { OperationContext } from '../operation.ts'
import type { JsonObject } from '../read-json-body.ts'

type Purpose = 'create' | 'update'

/** What a body asks for: columns to write, and whether it names an owner or other rows. */
export interface ParsedRecord {
  readonly values: Row
  /** The primary key when the body carries one. */
  readonly id: string | undefined
}

/**
 * Reads the body of a create or update against the table's columns. Columns that the caller cannot write are dropped silently,
 * as the platform does with columns that are "not valid for create/update" (unconfirmed); unknown ones are an error.
 *
 * @throws DataverseError 400 0x80048d19 for undeclared properties, wrong types and properties with annotations only; the
 *   codes of `toStored` for broken rules; 404 0x80040217 when a bound row does not exist.
 */
export const parseRecord = (
  context: OperationContext,
  table: Table,
  body: JsonObject,
  purpose: Purpose,
): ParsedRecord => {
  const values: Row = {}
  let id: string | undefined
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@')) {
      readAnnotation(context, { table, name, value, body, purpose }, values)
      continue
    }
    // A lookup is also cleared by its navigation property alone ("Associate and disassociate table rows using the Web API").
    if (value === null && table.navigation(name).length > 0) {
      bind(context, { table, name, value, body, purpose }, name, values)
      continue
    }
    const column = table.property(name)
    if (!column || isLookup(column)) throw undeclared(table, name)
    if (name === table.primaryId) {
      const stored = toStored(table, column, value)
      if (typeof stored === 'string') id = stored
      continue
    }
    writeColumn(table, column, { value, purpose }, values)
  }
  return { values, id }
}

const isWritable = (column: Column, purpose: Purpose): boolean =>
  purpose === 'create' ? column.creatable : column.updatable

const writeColumn = (table: Table, column: Column, write: { value: unknown; purpose: Purpose }, values: Row): void => {
  const stored = toStored(table, column, write.value)
  if (!isWritable(column, write.purpose)) return
  if (stored === null && column.requiredLevel === 'SystemRequired') throw requiredMissing(column.logicalName)
  values[column.logicalName] = stored
}

interface Annotation {
  readonly table: Table
  readonly name: string
  readonly value: unknown
  readonly body: JsonObject
  readonly purpose: Purpose
}

const readAnnotation = (context: OperationContext, annotation: Annotation, values: Row): void => {
  const { table, name, body } = annotation
  const at = name.indexOf('@')
  const property = name.slice(0, at)
  const term = name.slice(at + 1)
  if (property === '') return
  if (term === 'odata.bind' || term === 'odata.bind ') {
    bind(context, annotation, property, values)
    return
  }
  if (property in body) return
  if (!table.property(property) && table.navigation(property).length === 0) throw undeclared(table, property)
  throw payloadError(
    table.entitySetName,
    `An undeclared property '${property}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
  )
}

const undeclared = (table: Table, name: string) =>
  payloadError(
    table.entitySetName,
    `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${table.logicalName}'. ---> Microsoft.OData.ODataException: Does not support untyped value in non-open type.`,
  )

const bind = (context: OperationContext, annotation: Annotation, property: string, values: Row): void => {
  const { table, value, purpose } = annotation
  const candidates = table.navigation(property)
  const [first] = candidates
  if (!first) throw undeclared(table, property)
  if (!isWritable(first.column, purpose)) return
  if (value === null) {
    values[first.column.logicalName] = null
    if (isPolymorphic(first.column)) values[targetColumnName(first.column)] = null
    return
  }
  if (typeof value !== 'string') {
    throw payloadError(table.entitySetName, `The odata.bind value of '${property}' must be a string.`)
  }
  const reference = resolveReference(context, decode(value))
  const match = candidates.find((candidate) => candidate.target === reference.table.logicalName)
  if (!match) {
    throw payloadError(
      table.entitySetName,
      `The URI '${value.slice(0, 200)}' is not a valid target of the navigation property '${property}'.`,
    )
  }
  const row = context.organisation.records.byId(reference.table, reference.id)
  if (!row) throw missingRecord(reference.table, reference.id)
  requireRelating(context.caller, { table, column: match.column }, { table: reference.table, row })
  values[match.column.logicalName] = reference.id
  if (isPolymorphic(match.column)) values[targetColumnName(match.column)] = reference.table.logicalName
}
