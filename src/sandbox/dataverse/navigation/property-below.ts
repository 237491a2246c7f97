import { unknownSegment, wrongVerb } from '../errors.ts'
import { emptyReply, jsonReply, textReply } from '../operation.ts'
import { readJsonBody } from '../read-json-body.ts'
import { contextUrl } from '../records/context-url.ts'
import { updateRecord } from '../records/update-record.ts'
import { propertyName } from '../catalogue/column.ts'
import type { BelowRecord } from './below-record-address.ts'
import type { Column } from '../catalogue/column.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'

interface PropertyBelow extends BelowRecord {
  readonly column: Column
}

/** `leads(<id>)/subject`: read, replace (`{"value":…}`), clear; `$value` gives the bare text. */
export const propertyBelow = (context: OperationContext, below: PropertyBelow, operation: Operation): Reply => {
  const { table, row, column, rest } = below
  const [last, ...more] = rest
  if (more.length > 0 || (last && last.name !== '$value')) throw unknownSegment(last?.name ?? '')
  const id = String(row[table.primaryId])
  switch (operation.method) {
    case 'GET':
      return read(context, below, last !== undefined)
    case 'PUT': {
      const value = readJsonBody(operation, table.entitySetName)['value']
      return change(context, { table, id, body: { [propertyName(column)]: value ?? null } })
    }
    case 'DELETE':
      return change(context, { table, id, body: { [propertyName(column)]: null } })
    default:
      throw wrongVerb()
  }
}

const read = (context: OperationContext, { table, row, column }: PropertyBelow, isBare: boolean): Reply => {
  const stored = row[column.logicalName] ?? null
  if (stored === null) return emptyReply(204)
  const value = column.kind === 'Boolean' ? stored === 1 : stored
  if (isBare) return textReply(200, String(value))
  const id = String(row[table.primaryId])
  return jsonReply(200, {
    '@odata.context': contextUrl(context, `${table.entitySetName}(${id})/${propertyName(column)}`),
    value,
  })
}

const change = (context: OperationContext, request: Parameters<typeof updateRecord>[1]): Reply => {
  context.organisation.store.transaction(() => updateRecord(context, request))
  return emptyReply(204)
}
