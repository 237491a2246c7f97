import { belowRecord } from './below-record.ts'
import { DataverseError } from './dataverse-error.ts'
import { unknownSegment, wrongVerb } from './errors.ts'
import { bulkAction } from './functions/bulk-actions.ts'
import { unboundActions } from './functions/unbound-actions.ts'
import { unboundFunctions } from './functions/unbound-functions.ts'
import { metadataDocument } from './metadata/metadata-document.ts'
import { settleDefinitions } from './metadata/settle-definitions.ts'
import { metadataRoute } from './metadata/metadata-routes.ts'
import { jsonReply, countReply } from './operation.ts'
import { parseResourcePath } from './odata/resource-path.ts'
import { readQueryOptions } from './odata/query-options.ts'
import { wantsAnnotation } from './preferences.ts'
import { collectionRoute, recordRoute } from './record-routes.ts'
import { contextUrl } from './records/context-url.ts'
import { countRecords } from './records/query-records.ts'
import { resolveKey } from './records/resolve-key.ts'
import type { Table } from './catalogue/table.ts'
import type { Segment } from './odata/resource-path.ts'
import type { Operation, OperationContext, Reply } from './operation.ts'

/**
 * Runs one Web API operation to its reply; Dataverse's errors become replies here and nowhere else.
 * Everything happens synchronously, so two operations never interleave.
 */
export const runOperation = (context: OperationContext, operation: Operation): Reply => {
  try {
    settleDefinitions(context.organisation, operation.headers.get('consistency')?.toLowerCase() === 'strong')
    return route(context, operation)
  } catch (error) {
    if (error instanceof DataverseError) return errorReply(error, context)
    throw error
  }
}

/** Error bodies; the annotated members only for clients that ask for annotations. */
export const errorReply = (error: DataverseError, context?: OperationContext): Reply => {
  const body: Record<string, unknown> = { code: error.code, message: error.message }
  if (context && wantsAnnotation(context.preferences, 'Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus')) {
    body['@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus'] = '0'
    body['@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode'] = '2147746581'
    body['@Microsoft.PowerApps.CDS.HelpLink'] =
      `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${error.code.slice(2)}`
    body['@Microsoft.PowerApps.CDS.TraceText'] = ''
    body['@Microsoft.PowerApps.CDS.InnerError.Message'] = error.message
  }
  return jsonReply(error.status, { error: body }, error.headers)
}

const route = (context: OperationContext, operation: Operation): Reply => {
  const segments = parseResourcePath(operation.resourcePath)
  const [first, ...rest] = segments
  if (!first) return serviceDocument(context)
  if (first.name === '$metadata') return metadataDocument(context.organisation)
  const table = context.organisation.catalogue.findByEntitySet(first.name)
  if (table) return tableRoute(context, table, { first, rest }, operation)
  if (first.name === 'EntityDefinitions') return metadataRoute(context, segments, operation)
  if (rest.length > 0) throw unknownSegment(first.name)
  return unboundRoute(context, first, operation)
}

/** Actions and functions that belong to no table. */
const unboundRoute = (context: OperationContext, segment: Segment, operation: Operation): Reply => {
  const action = unboundActions.get(segment.name)
  if (action && operation.method === 'POST') return action({ context, operation, parameters: new Map() })
  const unbound = unboundFunctions.get(segment.name)
  if (!unbound) throw unknownSegment(segment.name)
  if (operation.method !== 'GET') throw wrongVerb()
  return unbound({ context, operation, parameters: segment.keys ?? new Map() })
}

const serviceDocument = (context: OperationContext): Reply =>
  jsonReply(200, {
    '@odata.context': contextUrl(context, '').replace(/#$/, ''),
    value: context.organisation.catalogue
      .tables()
      .map((table) => ({ name: table.entitySetName, kind: 'EntitySet', url: table.entitySetName })),
  })

interface TablePath {
  readonly first: Segment
  readonly rest: readonly Segment[]
}

const tableRoute = (context: OperationContext, table: Table, path: TablePath, operation: Operation): Reply => {
  if (!path.first.keys) return withoutKey(context, table, path.rest, operation)
  const [next, ...rest] = path.rest
  const key = resolveKey(context.organisation, table, path.first.keys)
  if (!next) return recordRoute(context, table, key, operation)
  return belowRecord(context, { table, id: key.requireId(), next, rest }, operation)
}

const namespace = 'Microsoft.Dynamics.CRM.'

/** The collection itself, its count, and the actions bound to it. */
const withoutKey = (context: OperationContext, table: Table, rest: readonly Segment[], operation: Operation): Reply => {
  const [next, ...more] = rest
  if (!next) return collectionRoute(context, table, operation)
  if (more.length > 0) throw unknownSegment(more[0]?.name ?? '')
  if (next.name === '$count' && operation.method === 'GET') {
    const options = readQueryOptions(operation.query)
    return countReply(countRecords(context, { table, options, operation }))
  }
  if (!next.name.startsWith(namespace)) throw unknownSegment(next.name)
  if (operation.method !== 'POST') throw wrongVerb()
  return bulkAction(context, table, next.name.slice(namespace.length), operation)
}
