import { urlError } from '../errors.ts'
import { isObject } from '../read-json-body.ts'

/** Content-IDs of a change set, with the address of the row that each part has written. */
export type References = ReadonlyMap<string, string>

const reference = /^\/?\$([A-Za-z0-9_-]+)(\/.*)?$/

/**
 * Replaces a leading `$1` by the row that part 1 has written.
 *
 * @throws DataverseError 400 for a reference before its declaration.
 */
export const resolveUrl = (url: string, references: References): string => {
  const match = reference.exec(url)
  const [, id, rest] = match ?? []
  if (id === undefined || id === 'metadata') return url
  const uri = references.get(id)
  if (uri === undefined) throw urlError(`Content-ID Reference: '$${id}' does not exist in the batch context.`)
  return `${uri}${rest ?? ''}`
}

/** Replaces references in `@odata.bind` and `@odata.id` values of a JSON body; anything unreadable is left for its own error. */
export const resolveBody = (body: string, references: References): string => {
  if (!body.includes('$')) return body
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return body
  }
  return JSON.stringify(replaceIn(value, references))
}

const replaceIn = (value: unknown, references: References): unknown => {
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, references))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const isUri = name.endsWith('@odata.bind') || name === '@odata.id'
      return [name, isUri && typeof inner === 'string' ? resolveUrl(inner, references) : replaceIn(inner, references)]
    }),
  )
}
