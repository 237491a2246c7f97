import type { JsonObject } from '../read-json-body.ts'
import type { ResolvedKey } from './resolve-key.ts'

/**
 * The body of an update without the columns of the alternate key that found the row: a key cannot change itself.
 * Source: "Use Upsert to Create or Update a record", guidance for composing requests.
 */
export const withoutKey = (body: JsonObject, key: ResolvedKey): JsonObject =>
  key.alternateKey === undefined
    ? body
    : Object.fromEntries(Object.entries(body).filter(([name]) => !(name in key.values)))
