import { urlError } from '../errors.ts'
import { parseFilter } from './parse-filter.ts'
import { TokenReader } from './token-reader.ts'
import type { Filter } from './filter-ast.ts'

export interface OrderItem {
  readonly path: readonly string[]
  readonly descending: boolean
}

export interface ExpandItem {
  readonly navigation: string
  readonly options: QueryOptions
}

/** The system query options of one request or of one expanded navigation property. */
export interface QueryOptions {
  readonly select: readonly string[] | undefined
  readonly filter: Filter | undefined
  readonly orderBy: readonly OrderItem[]
  readonly top: number | undefined
  readonly count: boolean
  readonly expand: readonly ExpandItem[]
  readonly skipToken: string | undefined
}

export const noOptions: QueryOptions = {
  select: undefined,
  filter: undefined,
  orderBy: [],
  top: undefined,
  count: false,
  expand: [],
  skipToken: undefined,
}

/** Other ways to ask; to overlook them would answer with rows that nobody asked for. */
const otherQueries = new Set(['fetchxml', 'savedquery', 'userquery'])
const supported = new Set(['$select', '$filter', '$orderby', '$top', '$count', '$expand', '$skiptoken'])
/** Expansion inside expansion beyond this is refused. */
const deepestExpansion = 4

/**
 * Reads the system query options from decoded name/value pairs. `$skip` does not exist in Dataverse.
 * Source: "Query data using the Web API".
 *
 * @throws DataverseError 400 0x80060888 for an option or value that Dataverse refuses.
 */
export const readQueryOptions = (pairs: ReadonlyMap<string, string>, depth = 0): QueryOptions => {
  const aliases = new Map([...pairs].filter(([name]) => name.startsWith('@')))
  for (const name of pairs.keys()) {
    if (name === '$skip') throw urlError('Skip Clause is not supported in CRM')
    if (otherQueries.has(name.toLowerCase()) || (name.startsWith('$') && !supported.has(name))) {
      throw urlError(`The query parameter ${name} is not supported`)
    }
  }
  const filter = pairs.get('$filter')
  return {
    select: readSelect(pairs.get('$select')),
    filter: filter === undefined ? undefined : parseFilter(filter, aliases),
    orderBy: readOrderBy(pairs.get('$orderby')),
    top: readTop(pairs.get('$top')),
    count: readCount(pairs.get('$count')),
    expand: readExpand(pairs.get('$expand'), depth),
    skipToken: pairs.get('$skiptoken'),
  }
}

const readSelect = (text: string | undefined): readonly string[] | undefined => {
  if (text === undefined || text.trim() === '') return undefined
  const names = text.split(',').map((name) => name.trim())
  if (names.some((name) => name === '')) throw urlError(`The $select clause '${text.slice(0, 200)}' is malformed.`)
  return names.includes('*') ? undefined : names
}

const readOrderBy = (text: string | undefined): readonly OrderItem[] => {
  if (text === undefined) return []
  const reader = new TokenReader(text)
  const items: OrderItem[] = []
  do {
    const path = [reader.expect('name').text]
    while (reader.takeMark('/')) path.push(reader.expect('name').text)
    const descending = reader.takeWord('desc')
    if (!descending) reader.takeWord('asc')
    items.push({ path, descending })
  } while (reader.takeMark(','))
  reader.expectEnd()
  return items
}

const readTop = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) {
    throw urlError(
      `Invalid value '${text.slice(0, 50)}' for $top query option found. The $top query option requires a non-negative integer value.`,
    )
  }
  return Number(text)
}

const readCount = (text: string | undefined): boolean => {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw urlError(
    `Invalid value '${text.slice(0, 50)}' for $count query option found. The $count query option requires 'true' or 'false'.`,
  )
}

const readExpand = (text: string | undefined, depth: number): readonly ExpandItem[] => {
  if (text === undefined || text.trim() === '') return []
  if (depth >= deepestExpansion) throw urlError('The $expand clause is nested too deeply.')
  return splitOutside(text, ',').map((item) => readExpandItem(item.trim(), depth))
}

const readExpandItem = (text: string, depth: number): ExpandItem => {
  const match = /^([A-Za-z_]\w*)(?:\((.*)\))?$/s.exec(text)
  if (!match?.[1]) throw urlError(`The $expand clause '${text.slice(0, 200)}' is malformed.`)
  const inner = match[2]
  if (inner === undefined) return { navigation: match[1], options: noOptions }
  const pairs = new Map<string, string>()
  for (const part of splitOutside(inner, ';')) {
    const equals = part.indexOf('=')
    if (equals < 0) throw urlError(`The $expand clause '${text.slice(0, 200)}' is malformed.`)
    pairs.set(part.slice(0, equals).trim(), part.slice(equals + 1))
  }
  return { navigation: match[1], options: readQueryOptions(pairs, depth + 1) }
}

/** Splits at a separator that is neither inside brackets nor inside a quoted string. */
export const splitOutside = (text: string, separator: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === "'") quoted = !quoted
    else if (quoted) continue
    else if (char === '(' || char === '[') depth += 1
    else if (char === ')' || char === ']') depth -= 1
    else if (char === separator && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}
