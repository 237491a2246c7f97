import { DataverseError } from '../dataverse-error.ts'
import { unknownSegment, urlError, wrongVerb } from '../errors.ts'
import { emptyReply, jsonReply } from '../operation.ts'
import { readQueryOptions } from '../odata/query-options.ts'
import { contextUrl } from '../records/context-url.ts'
import { requireGeneral } from '../security/authorise.ts'
import { attributeDocument } from './attribute-document.ts'
import { createAttribute, deleteAttribute, replaceAttribute } from './change-attribute.ts'
import { createKey, deleteKey } from './change-key.ts'
import { entityDocument, keyDocument } from './entity-document.ts'
import { optionSetDocument } from './option-set-document.ts'
import { presentDocument, queryDocuments } from './query-documents.ts'
import type { Column } from '../catalogue/column.ts'
import type { AlternateKey, Table } from '../catalogue/table.ts'
import type { Segment } from '../odata/resource-path.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'
import type { Document } from './document.ts'

const namespace = 'Microsoft.Dynamics.CRM.'

/**
 * `EntityDefinitions` and what lies below: tables, columns with casts and option sets, alternate keys, relationships.
 * Source: "Query table definitions using the Web API", "Create and update column definitions".
 */
export const metadataRoute = (context: OperationContext, segments: readonly Segment[], operation: Operation): Reply => {
  requireGeneral(context.caller, 'prvReadEntity')
  if (operation.method === 'PATCH') throw wrongVerb('The HTTP verb PATCH is not supported on metadata entities.')
  const [first, next, ...rest] = segments
  if (!first?.keys) return listTables(context, operation)
  const table = findTable(context, first)
  if (!next)
    return one(
      context,
      operation,
      { fragment: 'EntityDefinitions' },
      entityDocument(context.organisation.catalogue, table),
    )
  if (next.name === 'Attributes') return attributes(context, { table, next, rest }, operation)
  if (next.name === 'Keys') return keys(context, { table, next, rest }, operation)
  const navigation = entityDocument(context.organisation.catalogue, table).navigations[next.name]
  if (!navigation || rest.length > 0) throw unknownSegment(next.name)
  const documents = navigation()
  return many(
    context,
    operation,
    { fragment: `EntityDefinitions('${table.logicalName}')/${next.name}` },
    Array.isArray(documents) ? documents : [],
  )
}

const listTables = (context: OperationContext, operation: Operation): Reply => {
  if (operation.method !== 'GET') throw wrongVerb('Creating tables is not part of the sandbox.')
  const { catalogue } = context.organisation
  const documents = catalogue.tables().map((table) => entityDocument(catalogue, table))
  return many(context, operation, { fragment: 'EntityDefinitions' }, documents)
}

/** How the answer names itself, and whether a cast narrowed it. */
interface Shown {
  readonly fragment: string
  readonly isCast?: boolean
}

const one = (
  context: OperationContext,
  operation: Operation,
  { fragment, isCast = false }: Shown,
  document: Document,
): Reply => {
  if (operation.method !== 'GET') throw wrongVerb('The HTTP verb is not supported on this metadata entity.')
  const options = readQueryOptions(operation.query)
  return jsonReply(200, {
    '@odata.context': contextUrl(context, `${fragment}/$entity`),
    ...presentDocument(document, options, isCast),
  })
}

const many = (
  context: OperationContext,
  operation: Operation,
  { fragment, isCast = false }: Shown,
  documents: readonly Document[],
): Reply =>
  jsonReply(200, {
    '@odata.context': contextUrl(context, fragment),
    value: queryDocuments(documents, readQueryOptions(operation.query), isCast),
  })

/** The value of `(LogicalName='lead')` or of a bare id. */
const keyText = (segment: Segment): string => {
  const value = segment.keys?.get('LogicalName') ?? segment.keys?.get('MetadataId') ?? segment.keys?.get('')
  if (!value) throw urlError('Bad Request - Error in query syntax.')
  return value.value
}

const findTable = (context: OperationContext, segment: Segment): Table => {
  const wanted = keyText(segment)
  const { catalogue } = context.organisation
  const table =
    catalogue.find(wanted) ?? catalogue.tables().find(({ metadataId }) => metadataId === wanted.toLowerCase())
  if (!table) {
    throw new DataverseError(
      404,
      '0x80060888',
      `Could not find an entity with specified name: ${wanted.slice(0, 100)}.`,
    )
  }
  return table
}

interface BelowTable {
  readonly table: Table
  readonly next: Segment
  readonly rest: readonly Segment[]
}

const attributes = (context: OperationContext, below: BelowTable, operation: Operation): Reply => {
  const { table, next, rest } = below
  requireGeneral(context.caller, 'prvReadAttribute')
  if (next.keys) return attribute(context, { ...below, column: findColumn(table, next) }, operation)
  if (operation.method === 'POST') {
    const column = createAttribute(context, table, operation)
    return madeReply(context, operation, table.columnId(column))
  }
  if (operation.method !== 'GET') throw wrongVerb()
  const documents = [...table.columns.values()].map((column) => attributeDocument(table, column))
  const fragment = `EntityDefinitions('${table.logicalName}')/Attributes`
  const [cast] = rest
  if (!cast) return many(context, operation, { fragment }, documents)
  const type = castOf(cast)
  const cut = documents.filter((document) => document.type === type)
  return many(context, operation, { fragment: `${fragment}/${cast.name}`, isCast: true }, cut)
}

/** The address of what was made lies below the address that the client wrote. */
const madeReply = (context: OperationContext, operation: Operation, id: string): Reply =>
  emptyReply(204, { 'OData-EntityId': `${context.serviceRoot}${operation.resourcePath.replace(/\/$/, '')}(${id})` })

const castOf = (segment: Segment): string => {
  const type = segment.name.startsWith(namespace) ? segment.name.slice(namespace.length) : ''
  if (!type.endsWith('AttributeMetadata')) throw unknownSegment(segment.name)
  return type
}

const findColumn = (table: Table, segment: Segment): Column => {
  const wanted = keyText(segment)
  const column =
    table.columns.get(wanted) ?? [...table.columns.values()].find((candidate) => table.columnId(candidate) === wanted)
  if (!column) {
    throw new DataverseError(
      404,
      '0x80060888',
      `Could not find an attribute with specified name: ${wanted.slice(0, 100)} for entity: ${table.logicalName}.`,
    )
  }
  return column
}

interface BelowColumn extends BelowTable {
  readonly column: Column
}

const attribute = (context: OperationContext, below: BelowColumn, operation: Operation): Reply => {
  const { table, column, rest } = below
  if (operation.method === 'PUT') {
    replaceAttribute(context, table, column, operation)
    return emptyReply(204)
  }
  if (operation.method === 'DELETE') {
    deleteAttribute(context, table, column)
    return emptyReply(204)
  }
  return readAttribute(context, { table, column, rest, next: below.next }, operation)
}

const readAttribute = (
  context: OperationContext,
  { table, column, rest }: BelowColumn,
  operation: Operation,
): Reply => {
  const document = attributeDocument(table, column)
  const fragment = `EntityDefinitions('${table.logicalName}')/Attributes`
  const [cast, navigation, ...more] = rest
  if (!cast) return one(context, operation, { fragment }, document)
  const type = castOf(cast)
  if (type !== document.type) {
    throw new DataverseError(404, '0x80060888', `The attribute '${column.logicalName}' is not of type '${cast.name}'.`)
  }
  if (!navigation) return one(context, operation, { fragment: `${fragment}/${cast.name}`, isCast: true }, document)
  if (more.length > 0 || navigation.name !== 'OptionSet' || !('OptionSet' in document.navigations)) {
    throw unknownSegment(navigation.name)
  }
  return one(context, operation, { fragment: `${fragment}/OptionSet`, isCast: true }, optionSetDocument(table, column))
}

const keys = (context: OperationContext, { table, next, rest }: BelowTable, operation: Operation): Reply => {
  const fragment = `EntityDefinitions('${table.logicalName}')/Keys`
  if (rest.length > 0) throw unknownSegment(rest[0]?.name ?? '')
  if (!next.keys) {
    if (operation.method === 'POST') {
      const key = createKey(context, table, operation)
      return madeReply(context, operation, key.metadataId)
    }
    return many(
      context,
      operation,
      { fragment },
      [...table.keys.values()].map((key) => keyDocument(table, key)),
    )
  }
  const key = findKey(table, next)
  if (operation.method !== 'DELETE') return one(context, operation, { fragment }, keyDocument(table, key))
  deleteKey(context, table, key)
  return emptyReply(204)
}

const findKey = (table: Table, segment: Segment): AlternateKey => {
  const wanted = keyText(segment)
  const key = table.keys.get(wanted) ?? [...table.keys.values()].find(({ metadataId }) => metadataId === wanted)
  if (!key)
    throw new DataverseError(404, '0x80060888', `Could not find a key with specified name: ${wanted.slice(0, 100)}.`)
  return key
}
