import { unknownSegment, missingRecord, wrongVerb } from './errors.ts'
import { userFunctions } from './functions/privilege-functions.ts'
import { collectionBelow } from './navigation/collection-below.ts'
import { lookupBelow } from './navigation/lookup-below.ts'
import { propertyBelow } from './navigation/property-below.ts'
import { requireRightOn } from './security/authorise.ts'
import type { BelowRecord } from './navigation/below-record-address.ts'
import type { Operation, OperationContext, Reply } from './operation.ts'

const namespace = 'Microsoft.Dynamics.CRM.'

/** Everything addressed below a row: bound functions, collections, lookups, single properties. */
export const belowRecord = (
  context: OperationContext,
  address: Omit<BelowRecord, 'row'> & { readonly id: string },
  operation: Operation,
): Reply => {
  const { table, id, next, rest } = address
  const row = context.organisation.records.byId(table, id)
  if (!row) throw missingRecord(table, id)
  requireRightOn(context.caller, 'Read', table, row)
  const below: BelowRecord = { table, row, next, rest }
  if (next.name.startsWith(namespace)) return boundFunction(context, below, operation)
  const collection = context.organisation.catalogue.collection(table, next.name)
  if (collection) return collectionBelow(context, { ...below, collection }, operation)
  if (table.navigation(next.name).length > 0) return lookupBelow(context, below, operation)
  const column = table.property(next.name)
  if (column) return propertyBelow(context, { ...below, column }, operation)
  throw unknownSegment(next.name)
}

const boundFunction = (context: OperationContext, below: BelowRecord, operation: Operation): Reply => {
  const name = below.next.name.slice(namespace.length)
  const found = below.table.logicalName === 'systemuser' ? userFunctions.get(name) : undefined
  if (!found || below.rest.length > 0) throw unknownSegment(below.next.name)
  if (operation.method !== 'GET') throw wrongVerb()
  return found({ context, operation, parameters: below.next.keys ?? new Map(), table: below.table, row: below.row })
}
