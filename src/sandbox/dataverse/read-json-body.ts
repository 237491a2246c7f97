import { payloadError } from './errors.ts'
import type { Operation } from './operation.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** Nesting beyond this is refused; real payloads stay below ten. */
const deepest = 64

/**
 * The body as a JSON object. An empty body reads as an empty object, which upserts may send.
 *
 * @throws DataverseError 400 0x80048d19 when it is not JSON, not an object, or nested beyond 64 levels.
 */
export const readJsonBody = (operation: Operation, entitySetName: string): JsonObject => {
  if (operation.body.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(operation.body.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unreadable'
    throw payloadError(entitySetName, `Invalid JSON. ${reason}`)
  }
  if (!isObject(value)) throw payloadError(entitySetName, 'A JSON object was expected as the body of the request.')
  if (isTooDeep(value, deepest)) throw payloadError(entitySetName, 'The body of the request is nested too deeply.')
  return value
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTooDeep = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}
