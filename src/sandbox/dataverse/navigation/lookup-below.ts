import { invalidArgument, missingRecord, unknownSegment, wrongVerb } from '../errors.ts'
import { emptyReply, jsonReply } from '../operation.ts'
import { readQueryOptions } from '../odata/query-options.ts'
import { contextUrl, selection } from '../records/context-url.ts'
import { followNavigation, presentRecord } from '../records/expand-record.ts'
import { applyChanges } from '../records/update-record.ts'
import { requireRelating, requireRightOn } from '../security/authorise.ts'
import { lookupValues } from './lookup-values.ts'
import { readReferenceBody } from './read-reference-body.ts'
import type { Column } from '../catalogue/column.ts'
import type { BelowRecord } from './below-record-address.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'

/** `leads(<id>)/parentaccountid`: the row it leads to, or its `$ref`. An empty lookup answers 204 without a body. */
export const lookupBelow = (context: OperationContext, below: BelowRecord, operation: Operation): Reply => {
  const isReference = endsInReference(below)
  if (operation.method === 'GET') return read(context, below, operation)
  if (!isReference) throw wrongVerb()
  if (operation.method === 'PUT') return write(context, below, operation)
  if (operation.method === 'DELETE') return clear(context, below)
  throw wrongVerb()
}

/** True for `…/$ref`, false where nothing follows. */
const endsInReference = ({ rest }: BelowRecord): boolean => {
  const [last, ...more] = rest
  if (!last) return false
  if (more.length > 0 || last.name !== '$ref') throw unknownSegment(last.name)
  return true
}

const read = (context: OperationContext, below: BelowRecord, operation: Operation): Reply => {
  const related = followNavigation(context, below, below.next.name)
  if (!related) return emptyReply(204)
  const { table, row } = related
  if (below.rest.length > 0) {
    return jsonReply(200, {
      '@odata.context': contextUrl(context, '$ref'),
      '@odata.id': `${context.serviceRoot}${table.entitySetName}(${String(row[table.primaryId])})`,
    })
  }
  const options = readQueryOptions(operation.query)
  return jsonReply(200, {
    '@odata.context': contextUrl(context, `${table.entitySetName}${selection(options)}/$entity`),
    ...presentRecord(context, table, row, options),
  })
}

const write = (context: OperationContext, below: BelowRecord, operation: Operation): Reply => {
  const target = readReferenceBody(context, operation)
  const match = below.table
    .navigation(below.next.name)
    .find((candidate) => candidate.target === target.table.logicalName)
  if (!match) throw unknownSegment(target.table.entitySetName)
  const row = context.organisation.records.byId(target.table, target.id)
  if (!row) throw missingRecord(target.table, target.id)
  requireChangeable(match.column)
  requireRightOn(context.caller, 'Write', below.table, below.row)
  requireRelating(context.caller, { table: below.table, column: match.column }, { table: target.table, row })
  change(context, below, lookupValues(match.column, target.table, target.id))
  return emptyReply(204)
}

const clear = (context: OperationContext, below: BelowRecord): Reply => {
  const [candidate] = below.table.navigation(below.next.name)
  if (!candidate) throw unknownSegment(below.next.name)
  requireChangeable(candidate.column)
  requireRightOn(context.caller, 'Write', below.table, below.row)
  change(context, below, lookupValues(candidate.column, undefined, null))
  return emptyReply(204)
}

/** Lookups that the server fills in by itself are nobody's to change. */
const requireChangeable = (column: Column): void => {
  if (!column.updatable) throw invalidArgument(`The property '${column.logicalName}' cannot be modified.`)
}

const change = (context: OperationContext, below: BelowRecord, values: Parameters<typeof applyChanges>[3]): void =>
  context.organisation.store.transaction(() => applyChanges(context, below.table, below.row, values))
