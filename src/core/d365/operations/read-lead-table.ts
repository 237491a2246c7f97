import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { AlternateKey, BulkMessage, TableFacts } from '../metadata-reader.ts'
import { allOf, equals, queryString } from '../odata-filter.ts'
import { readBody } from './read-body.ts'

const LEAD = "EntityDefinitions(LogicalName='lead')"

const TableSchema = z.looseObject({
  LogicalName: z.string(),
  EntitySetName: z.string(),
  PrimaryIdAttribute: z.string(),
  ObjectTypeCode: z.int().nullish(),
})

/** Source: Microsoft Learn, "Query table definitions using the Web API". */
export async function readLeadTable(pipeline: Pipeline, context?: CallContext): D365Answer<TableFacts> {
  const query = queryString({ $select: 'LogicalName,EntitySetName,PrimaryIdAttribute,ObjectTypeCode' })
  const answer = await pipeline.send({ method: 'GET', path: `${LEAD}${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(TableSchema, answer.value)
  if (!read.ok) return read
  const { body, requestIds } = read.value
  return ok({
    name: body.LogicalName,
    entitySetName: body.EntitySetName,
    primaryIdColumn: body.PrimaryIdAttribute,
    objectTypeCode: body.ObjectTypeCode ?? null,
    requestIds,
  })
}

const KeysSchema = z.looseObject({
  value: z.array(
    z.looseObject({ LogicalName: z.string(), KeyAttributes: z.array(z.string()), EntityKeyIndexStatus: z.string() }),
  ),
})

/** Source: Microsoft Learn, "Work with alternate keys" (EntityKeyIndexStatus). */
export async function readLeadKeys(
  pipeline: Pipeline,
  context?: CallContext,
): D365Answer<{ readonly keys: readonly AlternateKey[] }> {
  const query = queryString({ $select: 'LogicalName,KeyAttributes,EntityKeyIndexStatus' })
  const answer = await pipeline.send({ method: 'GET', path: `${LEAD}/Keys${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(KeysSchema, answer.value)
  if (!read.ok) return read
  const keys = read.value.body.value.map((row): AlternateKey => ({
    name: row.LogicalName,
    columns: row.KeyAttributes,
    indexStatus: row.EntityKeyIndexStatus,
  }))
  return ok({ keys, requestIds: read.value.requestIds })
}

const FiltersSchema = z.looseObject({ value: z.array(z.looseObject({ sdkmessagefilterid: z.string() })) })

/** Source: Microsoft Learn, "Use bulk operation messages", section on tables that support them (`sdkmessagefilters`). */
export async function supportsLeadMessage(
  pipeline: Pipeline,
  message: BulkMessage,
  context?: CallContext,
): D365Answer<{ readonly isSupported: boolean }> {
  // The name of the message lies behind a navigation property, which `equals` takes for no column.
  const filter = allOf([`sdkmessageid/name eq '${message}'`, equals('primaryobjecttypecode', 'lead')])
  const query = queryString({ $select: 'sdkmessagefilterid', $filter: filter })
  const answer = await pipeline.send({ method: 'GET', path: `sdkmessagefilters${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(FiltersSchema, answer.value)
  if (!read.ok) return read
  return ok({ isSupported: read.value.body.value.length > 0, requestIds: read.value.requestIds })
}
