import { randomUUID } from 'node:crypto'
import { dropKeyIndex } from '../../store/table-schema.ts'
import { DataverseError } from '../dataverse-error.ts'
import { invalidArgument } from '../errors.ts'
import { isObject, readJsonBody } from '../read-json-body.ts'
import { requireGeneral } from '../security/authorise.ts'
import { removeCustomisation, saveKey } from './customisations.ts'
import type { ColumnKind } from '../catalogue/column.ts'
import type { AlternateKey, Table } from '../catalogue/table.ts'
import type { Operation, OperationContext } from '../operation.ts'
import type { Organisation } from '../organisation.ts'

/** Source: "Define alternate keys". */
const mostKeys = 10
const mostColumns = 16
const keyKinds: ReadonlySet<ColumnKind> = new Set(['Decimal', 'Integer', 'String', 'DateTime', 'Lookup', 'Picklist'])

/**
 * Makes an alternate key. Its index is `Pending` until the organisation's activation time has passed, then `Active`, or `Failed`
 * where rows already clash.
 */
export const createKey = (context: OperationContext, table: Table, operation: Operation): AlternateKey => {
  requireGeneral(context.caller, 'prvCreateEntityKey')
  const { organisation } = context
  const key = readKey(organisation, table, readJsonBody(operation, 'Keys'))
  organisation.store.transaction(() => saveKey(organisation.store, table, key))
  organisation.definitionsDueMs = Math.min(organisation.definitionsDueMs, key.activeAtMs ?? 0)
  settleKeys(organisation, table)
  organisation.catalogue.revision += 1
  return key
}

const readKey = (organisation: Organisation, table: Table, body: Readonly<Record<string, unknown>>): AlternateKey => {
  const schemaName = body['SchemaName']
  if (typeof schemaName !== 'string' || schemaName === '')
    throw invalidArgument('The SchemaName of the key is missing.')
  const logicalName = schemaName.toLowerCase()
  if (table.keys.has(logicalName)) {
    throw new DataverseError(400, '0x80060893', `A key with the name ${logicalName} already exists for the entity.`)
  }
  const columns = readKeyColumns(table, body['KeyAttributes'])
  const same = [...table.keys.values()].some((key) => [...key.columns].sort().join() === [...columns].sort().join())
  if (same) throw new DataverseError(400, '0x80060894', 'A key with the same attributes already exists for the entity.')
  if (table.keys.size >= mostKeys) throw invalidArgument(`An entity can have no more than ${mostKeys} keys.`)
  return {
    schemaName,
    logicalName,
    label: labelOf(body['DisplayName']) ?? schemaName,
    columns,
    metadataId: randomUUID(),
    status: 'Pending',
    activeAtMs: organisation.now() + organisation.behaviour.keyActivationMs,
  }
}

const labelOf = (value: unknown): string | undefined => {
  const labels = isObject(value) ? value['LocalizedLabels'] : undefined
  const first: unknown = Array.isArray(labels) ? labels[0] : undefined
  const text = isObject(first) ? first['Label'] : undefined
  return typeof text === 'string' ? text : undefined
}

const readKeyColumns = (table: Table, names: unknown): readonly string[] => {
  if (!Array.isArray(names) || names.length === 0 || names.length > mostColumns) {
    throw invalidArgument(`KeyAttributes must name 1 to ${mostColumns} attributes.`)
  }
  return names.map((name: unknown) => {
    const column = typeof name === 'string' ? table.columns.get(name) : undefined
    if (!column) throw invalidArgument(`The attribute '${String(name).slice(0, 100)}' does not exist.`)
    if (!keyKinds.has(column.kind)) {
      throw invalidArgument(`The attribute '${column.logicalName}' of type ${column.kind} cannot be part of a key.`)
    }
    return column.logicalName
  })
}

/** Brings keys whose time has come from `Pending` to `Active` or `Failed`. */
export const settleKeys = (organisation: Organisation, table: Table): void => {
  for (const key of table.keys.values()) {
    if (key.status === 'Pending' && organisation.now() >= (key.activeAtMs ?? 0)) activate(organisation, table, key)
  }
}

const activate = (organisation: Organisation, table: Table, key: AlternateKey): void => {
  try {
    organisation.store.transaction(() => saveKey(organisation.store, table, { ...key, status: 'Active' }))
  } catch (error) {
    // Rows that clash keep the unique index from being built; anything else is a defect.
    if (!(error instanceof Error) || !error.message.includes('UNIQUE')) throw error
    organisation.store.transaction(() => saveKey(organisation.store, table, { ...key, status: 'Failed' }))
  }
  organisation.catalogue.revision += 1
}

export const deleteKey = (context: OperationContext, table: Table, key: AlternateKey): void => {
  requireGeneral(context.caller, 'prvCreateEntityKey')
  const { organisation } = context
  organisation.store.transaction(() => {
    removeCustomisation(organisation.store, 'key', table, key.logicalName)
    dropKeyIndex(organisation.store, table, key)
    table.keys.delete(key.logicalName)
  })
  organisation.catalogue.revision += 1
}

/** Tries to build the index of a failed key again. */
export const reactivateKey = (organisation: Organisation, table: Table, key: AlternateKey): void =>
  activate(organisation, table, { ...key, status: 'Pending' })
