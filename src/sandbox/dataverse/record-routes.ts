import { randomUUID } from 'node:crypto'
import {
  concurrencyNotEnabled,
  duplicateId,
  invalidArgument,
  missingRecord,
  versionMismatch,
  versionMissing,
  wrongVerb,
} from './errors.ts'
import { emptyReply, jsonReply } from './operation.ts'
import { judgeFetchXml } from './odata/judge-fetch-xml.ts'
import { readQueryOptions } from './odata/query-options.ts'
import { preferenceApplied } from './preferences.ts'
import { readJsonBody } from './read-json-body.ts'
import { aggregateRecords } from './records/aggregate-records.ts'
import { contextUrl, selection } from './records/context-url.ts'
import { createRecord } from './records/create-record.ts'
import { presentRecord } from './records/expand-record.ts'
import { queryRecords } from './records/query-records.ts'
import { etagOf } from './records/serialise-record.ts'
import { updateRecord } from './records/update-record.ts'
import { withoutKey } from './records/without-key.ts'
import { requireRightOn } from './security/authorise.ts'
import type { Row } from '../store/sandbox-store.ts'
import type { Table } from './catalogue/table.ts'
import type { QueryOptions } from './odata/query-options.ts'
import type { Operation, OperationContext, Reply } from './operation.ts'
import type { JsonObject } from './read-json-body.ts'
import type { ResolvedKey } from './records/resolve-key.ts'

/** `GET leads`, `POST leads`. */
export const collectionRoute = (context: OperationContext, table: Table, operation: Operation): Reply => {
  if (operation.method === 'GET') {
    if (operation.query.has('$apply')) return aggregateRecords(context, table, operation)
    const fetchXml = operation.query.get('fetchXml')
    if (fetchXml !== undefined) return judgeFetchXml(context.organisation.catalogue, fetchXml)
    return queryRecords(context, { table, options: readQueryOptions(operation.query), operation })
  }
  if (operation.method === 'POST') return postRecord(context, table, operation)
  throw wrongVerb()
}

const postRecord = (context: OperationContext, table: Table, operation: Operation): Reply => {
  refuseWrites(table)
  const body = readJsonBody(operation, table.entitySetName)
  const id = context.organisation.store.transaction(() => createRecord(context, { table, body }))
  return writtenReply(context, { table, id, operation, wasCreated: true })
}

const refuseWrites = (table: Table): void => {
  if (!table.isWritable) throw wrongVerb(`The table '${table.logicalName}' does not support this operation.`)
}

interface Written {
  readonly table: Table
  readonly id: string
  readonly operation: Operation
  readonly wasCreated: boolean
  /** The row's address as the client wrote it, by an alternate key. */
  readonly address?: string | undefined
}

/**
 * 204 with `OData-EntityId`, or 201/200 with the row where a representation is preferred; the header is absent then.
 * Rows addressed by an alternate key keep that address.
 * Source: "Create with data returned"; "Use Upsert to Create or Update a record", samples.
 */
const writtenReply = (context: OperationContext, written: Written): Reply => {
  const { table, id, operation, wasCreated } = written
  const shown = wasCreated && context.organisation.sabotage.answersAnotherId ? randomUUID() : id
  const entityUri = `${context.serviceRoot}${table.entitySetName}(${shown})`
  if (!context.preferences.returnRepresentation) {
    const uri = written.address === undefined ? entityUri : `${context.serviceRoot}${written.address}`
    return { ...emptyReply(204, { 'OData-EntityId': uri, Location: uri }), entityUri }
  }
  const row = requireRow(context, table, id)
  const asked = readQueryOptions(operation.query)
  // Updates overlook `$expand` ("Update and delete table rows using the Web API", update with data returned).
  const options = operation.method === 'PATCH' ? { ...asked, expand: [] } : asked
  const reply = recordReply(context, { table, row, options }, 'return=representation')
  return { ...reply, entityUri, status: wasCreated ? 201 : 200 }
}

const requireRow = (context: OperationContext, table: Table, id: string): Row => {
  const row = context.organisation.records.byId(table, id)
  if (!row) throw missingRecord(table, id)
  return row
}

const recordReply = (
  context: OperationContext,
  { table, row, options }: { table: Table; row: Row; options: QueryOptions },
  ...heeded: readonly string[]
): Reply =>
  jsonReply(
    200,
    {
      '@odata.context': contextUrl(context, `${table.entitySetName}${selection(options)}/$entity`),
      ...presentRecord(context, table, row, options),
    },
    { ETag: etagOf(row), ...preferenceApplied(context.preferences, ...heeded) },
  )

/** `GET`, `PATCH`, `DELETE` of one row. */
export const recordRoute = (context: OperationContext, table: Table, key: ResolvedKey, operation: Operation): Reply => {
  switch (operation.method) {
    case 'GET':
      return getRecord(context, table, key.requireId(), operation)
    case 'PATCH':
      return patchRecord(context, table, key, operation)
    case 'DELETE':
      return deleteRecord(context, table, key.requireId(), operation)
    default:
      throw wrongVerb()
  }
}

const getRecord = (context: OperationContext, table: Table, id: string, operation: Operation): Reply => {
  const row = requireRow(context, table, id)
  requireRightOn(context.caller, 'Read', table, row)
  const condition = conditionOf(context, operation, 'if-none-match')
  const isPlain =
    table.hasOptimisticConcurrency && !operation.query.has('$expand') && context.preferences.annotations.length === 0
  if (condition !== undefined && condition === etagOf(row) && isPlain) return emptyReply(304, { ETag: etagOf(row) })
  return recordReply(context, { table, row, options: readQueryOptions(operation.query) })
}

/** Header value, or `undefined` where it is absent or the literal word `null` that Microsoft's samples send. */
const conditionOf = (
  context: OperationContext,
  operation: Operation,
  name: 'if-match' | 'if-none-match',
): string | undefined => {
  if (context.organisation.sabotage.ignoresConditions) return undefined
  const value = operation.headers.get(name)?.trim()
  return value === undefined || value === 'null' || value === '' ? undefined : value
}

/**
 * Update, upsert or conditional create, by the headers.
 * Source: "Perform conditional operations using the Web API".
 */
const patchRecord = (context: OperationContext, table: Table, key: ResolvedKey, operation: Operation): Reply => {
  refuseWrites(table)
  const ifMatch = conditionOf(context, operation, 'if-match')
  const ifNoneMatch = conditionOf(context, operation, 'if-none-match')
  const body = readJsonBody(operation, table.entitySetName)
  const { organisation } = context
  const address = key.alternateKey === undefined ? undefined : operation.resourcePath
  return organisation.store.transaction(() => {
    const existing = key.id === undefined ? undefined : organisation.records.byId(table, key.id)
    if (existing) {
      if (ifNoneMatch === '*') return refuseSecond(context, table, body, operation)
      checkVersion(table, ifMatch, existing)
      const id = String(existing[table.primaryId])
      updateRecord(context, { table, id, body: withoutKey(body, key) })
      return writtenReply(context, { table, id, operation, wasCreated: false, address })
    }
    if (ifMatch !== undefined) throw missingRecord(table, key.requireId())
    const id = createRecord(context, { table, body, id: key.id, keyValues: key.values })
    return writtenReply(context, { table, id, operation, wasCreated: true, address })
  })
}

/** What a conditional create answers when the row is there: 412, unless sabotage makes a second row. */
const refuseSecond = (context: OperationContext, table: Table, body: JsonObject, operation: Operation): Reply => {
  if (!context.organisation.sabotage.createsDuplicates) throw duplicateId()
  const id = createRecord(context, { table, body, id: randomUUID() })
  return writtenReply(context, { table, id, operation, wasCreated: true })
}

const checkVersion = (table: Table, ifMatch: string | undefined, row: Row): void => {
  if (ifMatch === undefined || ifMatch === '*') return
  if (!table.hasOptimisticConcurrency) throw concurrencyNotEnabled(table)
  if (ifMatch === etagOf(row)) return
  if (/^(?:W\/)?""$/.test(ifMatch)) throw versionMissing()
  if (!/^W\/"\d+"$/.test(ifMatch))
    throw invalidArgument(`The value '${ifMatch.slice(0, 100)}' of If-Match is not valid.`)
  throw versionMismatch()
}

const deleteRecord = (context: OperationContext, table: Table, id: string, operation: Operation): Reply => {
  refuseWrites(table)
  const { organisation } = context
  return organisation.store.transaction(() => {
    const row = requireRow(context, table, id)
    requireRightOn(context.caller, 'Delete', table, row)
    checkVersion(table, conditionOf(context, operation, 'if-match'), row)
    organisation.records.remove(table, id)
    if (table.logicalName === 'systemuser' || table.logicalName === 'role') organisation.securityRevision += 1
    return emptyReply(204)
  })
}
