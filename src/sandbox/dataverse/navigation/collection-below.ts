import { missingRecord, unknownSegment, urlError, wrongVerb } from '../errors.ts'
import { emptyReply, countReply } from '../operation.ts'
import { readQueryOptions } from '../odata/query-options.ts'
import { memberCondition } from '../records/expand-record.ts'
import { countRecords, queryRecords } from '../records/query-records.ts'
import { resolveKey } from '../records/resolve-key.ts'
import { resolveReference } from '../records/resolve-reference.ts'
import { applyChanges } from '../records/update-record.ts'
import { requireRightOn } from '../security/authorise.ts'
import { lookupValues } from './lookup-values.ts'
import { readReferenceBody } from './read-reference-body.ts'
import type { BelowRecord } from './below-record-address.ts'
import type { Collection } from '../catalogue/catalogue.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'

interface CollectionBelow extends BelowRecord {
  readonly collection: Collection
}

/**
 * `accounts(<id>)/lead_parent_account`, its `$count`, and associating or disassociating by `$ref`.
 * Source: "Associate and disassociate table rows using the Web API".
 */
export const collectionBelow = (context: OperationContext, below: CollectionBelow, operation: Operation): Reply => {
  const { next } = below
  const last = lastSegment(below)
  if (last === '$ref') return reference(context, below, operation)
  if (operation.method !== 'GET') throw wrongVerb()
  const query = {
    table: below.collection.other,
    options: readQueryOptions(operation.query),
    operation,
    within: [memberCondition(below.table, below.row, below.collection), ...keyCondition(context, below)],
  }
  if (last === '$count') return countReply(countRecords(context, query))
  if (next.keys?.size === 0) throw urlError('Bad Request - Error in query syntax.')
  return queryRecords(context, query)
}

/** What stands behind the collection: nothing, `$count` or `$ref`. */
const lastSegment = ({ rest }: CollectionBelow): '$count' | '$ref' | null => {
  const [last, ...more] = rest
  if (!last) return null
  if (more.length > 0 || (last.name !== '$count' && last.name !== '$ref')) throw unknownSegment(last.name)
  return last.name
}

/** `collection(<id>)` narrows the collection to one row. */
const keyCondition = (context: OperationContext, { next, collection }: CollectionBelow) => {
  if (!next.keys || next.keys.size === 0) return []
  const id = resolveKey(context.organisation, collection.other, next.keys).requireId()
  return [{ sql: `t."${collection.other.primaryId}" = ?`, parameters: [id] }]
}

const reference = (context: OperationContext, below: CollectionBelow, operation: Operation): Reply => {
  const { store } = context.organisation
  if (operation.method === 'POST') {
    const { id, table } = readReferenceBody(context, operation)
    if (table !== below.collection.other) throw unknownSegment(table.entitySetName)
    store.transaction(() => associate(context, below, id))
    return emptyReply(204)
  }
  if (operation.method !== 'DELETE') throw wrongVerb()
  const id = memberId(context, below, operation)
  store.transaction(() => disassociate(context, below, id))
  return emptyReply(204)
}

/** The member to take out: `collection(<id>)/$ref` or `collection/$ref?$id=<uri>`. */
const memberId = (context: OperationContext, below: CollectionBelow, operation: Operation): string => {
  const uri = operation.query.get('$id')
  if (uri !== undefined) return resolveReference(context, uri).id
  if (!below.next.keys) throw urlError('Resource not found for the segment $ref: no member is named.')
  return resolveKey(context.organisation, below.collection.other, below.next.keys).requireId()
}

const associate = (context: OperationContext, below: CollectionBelow, id: string): void => {
  const { collection, table, row } = below
  const member = requireMember(context, collection, id)
  requireRightOn(context.caller, 'AppendTo', table, row)
  requireRightOn(context.caller, 'Append', collection.other, member)
  const own = String(row[table.primaryId])
  if (collection.kind === 'many-to-many') {
    context.organisation.records.link({ ...collection.intersection, own, other: id })
    context.organisation.securityRevision += 1
    return
  }
  applyChanges(context, collection.other, member, lookupValues(collection.column, table, own))
}

const disassociate = (context: OperationContext, below: CollectionBelow, id: string): void => {
  const { collection, table, row } = below
  const member = requireMember(context, collection, id)
  requireRightOn(context.caller, 'Append', collection.other, member)
  if (collection.kind === 'many-to-many') {
    context.organisation.records.unlink({ ...collection.intersection, own: String(row[table.primaryId]), other: id })
    context.organisation.securityRevision += 1
    return
  }
  applyChanges(context, collection.other, member, lookupValues(collection.column, undefined, null))
}

const requireMember = (context: OperationContext, collection: Collection, id: string) => {
  const member = context.organisation.records.byId(collection.other, id)
  if (!member) throw missingRecord(collection.other, id)
  return member
}
