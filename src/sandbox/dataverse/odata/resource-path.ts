import { urlError } from '../errors.ts'
import { splitOutside } from './query-options.ts'
import { TokenReader } from './token-reader.ts'

/** A key value as it was written: quoted, a GUID, a number … `value` is without quotes. */
export interface KeyValue {
  readonly value: string
  readonly isQuoted: boolean
  readonly kind: 'string' | 'guid' | 'number' | 'date' | 'name' | 'alias'
}

/** One segment of a resource path: `leads(…)`, `$count`, `Microsoft.Dynamics.CRM.CreateMultiple`, `WhoAmI()`. */
export interface Segment {
  readonly name: string
  /** `undefined` without brackets; an empty map for `()`. The bare key of `leads(<guid>)` is under the empty name. */
  readonly keys: ReadonlyMap<string, KeyValue> | undefined
}

/**
 * Splits the part of a URL path behind `/api/data/v9.x/` into segments. Segments are separated before they are percent-decoded,
 * so that an encoded slash stays part of its key value; quoted slashes are respected too.
 *
 * @throws DataverseError 400 0x80060888 for malformed encodings or keys.
 */
export const parseResourcePath = (path: string): readonly Segment[] => {
  if (path === '' || path === '/') return []
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path
  return splitOutside(trimmed, '/').map((raw) => parseSegment(decode(raw)))
}

export const decode = (raw: string): string => {
  try {
    return decodeURIComponent(raw)
  } catch {
    throw urlError('Bad Request - Error in query syntax.')
  }
}

const parseSegment = (text: string): Segment => {
  const open = text.indexOf('(')
  if (open < 0) return { name: text, keys: undefined }
  if (!text.endsWith(')')) throw urlError(`Bad Request - Error in query syntax.`)
  return { name: text.slice(0, open), keys: parseKeys(text.slice(open + 1, -1)) }
}

const parseKeys = (text: string): ReadonlyMap<string, KeyValue> => {
  const keys = new Map<string, KeyValue>()
  if (text.trim() === '') return keys
  // Object parameters such as {'@odata.id':'leads(…)'} may stand in the URL itself instead of behind an alias.
  const reader = new TokenReader(text.replace(/^\{(.*)\}$/s, '$1'))
  do {
    const isNamed = reader.peek().kind === 'name' && reader.isMark('=', 1)
    const name = isNamed ? reader.next().text : ''
    if (isNamed) reader.expectMark('=')
    keys.set(name, readValue(reader))
  } while (reader.takeMark(','))
  reader.expectEnd()
  return keys
}

const readValue = (reader: TokenReader): KeyValue => {
  const token = reader.next()
  if (token.kind === 'json' || token.kind === 'mark' || token.kind === 'end') throw reader.syntaxError()
  // Enum literals: a type name directly followed by a quoted member.
  if (token.kind === 'name' && reader.peek().kind === 'string') {
    return { value: reader.next().text, isQuoted: true, kind: 'string' }
  }
  return { value: token.text, isQuoted: token.kind === 'string', kind: token.kind }
}
