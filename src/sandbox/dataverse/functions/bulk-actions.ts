import { DataverseError } from '../dataverse-error.ts'
import { invalidArgument, messageNotSupported, payloadError } from '../errors.ts'
import { emptyReply, jsonReply } from '../operation.ts'
import { isObject, readJsonBody } from '../read-json-body.ts'
import { contextUrl } from '../records/context-url.ts'
import { createRecord } from '../records/create-record.ts'
import { parseResourcePath } from '../odata/resource-path.ts'
import { resolveKey } from '../records/resolve-key.ts'
import { isGuid, normaliseGuid } from '../records/stored-value.ts'
import { updateRecord } from '../records/update-record.ts'
import { withoutKey } from '../records/without-key.ts'
import type { Table } from '../catalogue/table.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'
import type { JsonObject } from '../read-json-body.ts'
import type { ResolvedKey } from '../records/resolve-key.ts'

type BulkAction = (context: OperationContext, table: Table, targets: readonly JsonObject[]) => Reply

/**
 * `leads/Microsoft.Dynamics.CRM.CreateMultiple` and its sisters: all rows or none.
 * Source: "Bulk operation messages".
 *
 * @throws DataverseError 400 0x80040800 where the table does not support the message; the row's own error for a bad row.
 */
export const bulkAction = (context: OperationContext, table: Table, name: string, operation: Operation): Reply => {
  if (name === 'DeleteMultiple') {
    throw new DataverseError(501, '0x80040800', `DeleteMultiple has not yet been implemented.`)
  }
  const action = bulkActions.get(name)
  if (!action || !table.messages.includes(name)) throw messageNotSupported(name, table.logicalName)
  const targets = readTargets(table, readJsonBody(operation, table.entitySetName))
  return context.organisation.store.transaction(() => action(context, table, targets))
}

const readTargets = (table: Table, body: JsonObject): readonly JsonObject[] => {
  const targets = body['Targets']
  if (!Array.isArray(targets) || targets.length === 0) {
    throw invalidArgument("The required parameter 'Targets' is missing or empty.")
  }
  return targets.map((target: unknown) => {
    if (!isObject(target)) throw payloadError(table.entitySetName, 'Every target must be a JSON object.')
    const type = target['@odata.type']
    if (type === undefined) {
      throw payloadError(
        table.entitySetName,
        "A type named '' could not be resolved by the model: every target needs '@odata.type'.",
      )
    }
    if (
      type !== `Microsoft.Dynamics.CRM.${table.logicalName}` &&
      type !== `#Microsoft.Dynamics.CRM.${table.logicalName}`
    ) {
      throw payloadError(
        table.entitySetName,
        `The type '${JSON.stringify(type).slice(0, 100)}' is not valid for this action.`,
      )
    }
    return target
  })
}

const createMultiple: BulkAction = (context, table, targets) =>
  jsonReply(200, {
    '@odata.context': contextUrl(context, 'Microsoft.Dynamics.CRM.CreateMultipleResponse'),
    Ids: targets.map((body) => createRecord(context, { table, body })),
  })

const updateMultiple: BulkAction = (context, table, targets) => {
  for (const body of targets) {
    const key = keyOf(context, table, body)
    updateRecord(context, { table, id: key.requireId(), body: withoutKey(body, key) })
  }
  return emptyReply(204)
}

/** Answers neither ids nor whether a row was made. A key column in the body as well fails on the create path. */
const upsertMultiple: BulkAction = (context, table, targets) => {
  for (const body of targets) {
    const key = keyOf(context, table, body)
    if (key.id !== undefined && context.organisation.records.exists(table, key.id)) {
      updateRecord(context, { table, id: key.id, body: withoutKey(body, key) })
      continue
    }
    const repeated = Object.keys(key.values).find((name) => name in body)
    if (repeated !== undefined) {
      throw payloadError(table.entitySetName, `The key property '${repeated}' must not be repeated in the body.`)
    }
    createRecord(context, { table, body, id: key.id, keyValues: key.values })
  }
  return emptyReply(204)
}

/** A target names its row by primary key or by `"@odata.id":"leads(key='v')"`. */
const keyOf = (context: OperationContext, table: Table, body: JsonObject): ResolvedKey => {
  const id = body[table.primaryId]
  if (typeof id === 'string' && isGuid(id)) return direct(normaliseGuid(id))
  const reference = body['@odata.id']
  if (typeof reference === 'string') {
    const [segment] = parseResourcePath(reference.replace(/^.*\/api\/data\/v\d+\.\d+\//, '').replace(/^\//, ''))
    if (segment?.name === table.entitySetName && segment.keys) {
      return resolveKey(context.organisation, table, segment.keys)
    }
  }
  throw invalidArgument(`Every target needs '${table.primaryId}' or '@odata.id'.`)
}

const direct = (id: string): ResolvedKey => ({ id, values: {}, alternateKey: undefined, requireId: () => id })

/** By name; which table takes which, its definition says. */
export const bulkActions: ReadonlyMap<string, BulkAction> = new Map([
  ['CreateMultiple', createMultiple],
  ['UpdateMultiple', updateMultiple],
  ['UpsertMultiple', upsertMultiple],
])
