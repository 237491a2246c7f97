import { randomUUID } from 'node:crypto'
import { dropSqlColumn } from '../../store/table-schema.ts'
import { DataverseError } from '../dataverse-error.ts'
import { missingRecord } from '../errors.ts'
import { readJsonBody } from '../read-json-body.ts'
import { requireGeneral } from '../security/authorise.ts'
import { changeCustomColumn, removeCustomisation, saveCustomColumn } from './customisations.ts'
import { settleDefinitions } from './settle-definitions.ts'
import { readAttributeDefinition } from './read-attribute-definition.ts'
import type { Column } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Operation, OperationContext } from '../operation.ts'
import type { Organisation } from '../organisation.ts'

/**
 * Makes a custom column. It can be written at once, or after the organisation's delay or publishing (`settleDefinitions`).
 * Source: "Create and update column definitions using the Web API".
 *
 * @throws DataverseError 403 without the privilege, 400 0x80047013 when the name exists, 400 for a definition that is no column.
 */
export const createAttribute = (context: OperationContext, table: Table, operation: Operation): Column => {
  requireGeneral(context.caller, 'prvCreateAttribute')
  requireSolution(context, operation)
  const { organisation } = context
  const definition = readAttributeDefinition(readJsonBody(operation, 'Attributes'), prefixes(context))
  const column: Column = { ...definition, metadataId: randomUUID() }
  if (isTaken(organisation, table, column.logicalName)) {
    throw new DataverseError(
      400,
      '0x80047013',
      `An attribute with the specified name ${column.logicalName} already exists`,
    )
  }
  organisation.store.transaction(() => saveCustomColumn(organisation.store, table, column))
  const visibleAtMs = organisation.now() + organisation.behaviour.columnDelayMs
  organisation.pendingColumns = [...organisation.pendingColumns, { table, column, visibleAtMs }]
  organisation.definitionsDueMs = Math.min(organisation.definitionsDueMs, visibleAtMs)
  settleDefinitions(organisation, false)
  return column
}

const isTaken = (organisation: Organisation, table: Table, name: string): boolean =>
  table.columns.has(name) ||
  organisation.pendingColumns.some((pending) => pending.table === table && pending.column.logicalName === name)

const requireSolution = (context: OperationContext, operation: Operation): void => {
  const name = operation.headers.get('mscrm.solutionuniquename')
  if (name === undefined) return
  const found = context.organisation.store.get('SELECT 1 AS found FROM solution WHERE uniquename = ?', [name])
  if (!found) throw missingRecord(context.organisation.catalogue.get('solution'), name.slice(0, 100))
}

const prefixes = (context: OperationContext): readonly string[] =>
  context.organisation.store
    .all('SELECT customizationprefix AS prefix FROM publisher')
    .map((row) => String(row['prefix']))

/**
 * Replaces the definition of a custom column; name and type stay.
 * `PUT` with the full definition is unconfirmed, as is `MSCRM.MergeLabels`, which is accepted and changes nothing here.
 */
export const replaceAttribute = (
  context: OperationContext,
  table: Table,
  column: Column,
  operation: Operation,
): void => {
  requireGeneral(context.caller, 'prvWriteAttribute')
  const wanted = readAttributeDefinition(
    { ...readJsonBody(operation, 'Attributes'), SchemaName: column.schemaName },
    undefined,
  )
  if (wanted.kind !== column.kind) {
    throw new DataverseError(400, '0x80040203', `The type of the attribute '${column.logicalName}' cannot be changed.`)
  }
  const changed: Column = { ...column, ...wanted, logicalName: column.logicalName, isCustom: column.isCustom }
  const { organisation } = context
  organisation.store.transaction(() => changeCustomColumn(organisation.store, table, changed))
  organisation.catalogue.revision += 1
}

/** @throws DataverseError 405 for columns that came with the table, 403 without the privilege. */
export const deleteAttribute = (context: OperationContext, table: Table, column: Column): void => {
  requireGeneral(context.caller, 'prvDeleteAttribute')
  const isKeyPart = [...table.keys.values()].some((key) => key.columns.includes(column.logicalName))
  if (!column.isCustom || isKeyPart) {
    throw new DataverseError(405, '0x80048d00', `The attribute '${column.logicalName}' cannot be deleted.`)
  }
  const { organisation } = context
  organisation.store.transaction(() => {
    removeCustomisation(organisation.store, 'column', table, column.logicalName)
    table.removeColumn(column)
    dropSqlColumn(organisation.store, table, column)
  })
  organisation.catalogue.revision += 1
}
