/** A filter expression with every value escaped; not yet URL-encoded (`queryString` does that for the whole query). */
export type Filter = string

/** Column names come from this program and metadata, never from lead data; anything else is a bug. */
const COLUMN = /^[a-z_][a-z0-9_]*$/i
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * `column eq 'value'`. A string's quotes are doubled; everything else a value may hold (`)`, `&`, `$`, `/`, `#`) is only text inside them.
 * Source: OData 4.0 URL conventions, section 5.1.1.6.1 (literals); Microsoft Learn, "Query data using the Web API" (encode single quotes).
 */
export function equals(column: string, value: string | number | boolean | null): Filter {
  return `${columnName(column)} eq ${typeof value === 'string' ? quoted(value) : String(value)}`
}

/** A GUID literal stands bare in a filter (Microsoft Learn, "Query data using the Web API"). Throws for anything but a GUID. */
export const equalsGuid = (column: string, guid: string): Filter => `${columnName(column)} eq ${guidLiteral(guid)}`

/** A GUID as it stands in a URL, bare. Throws for anything else: such ids come from the server's own parsed answers. */
export function guidLiteral(guid: string): string {
  if (!GUID.test(guid)) throw new TypeError('A GUID is needed here.')
  return guid.toLowerCase()
}

/**
 * The column has one of these values. The collection stands as JSON in the URL.
 * Source: Microsoft Learn, "In Function"; OData 4.0 ABNF (arrayOrObject).
 */
export const isOneOf = (column: string, values: readonly string[]): Filter =>
  `Microsoft.Dynamics.CRM.In(PropertyName='${columnName(column)}',PropertyValues=${JSON.stringify(values.map(whole))})`

/** `startswith(column,'value')`. Source: OData 4.0 URL conventions, section 5.1.1.4.2. */
export const startsWith = (column: string, value: string): Filter =>
  `startswith(${columnName(column)},${quoted(value)})`

/** `contains(column,'value')`. Source: OData 4.0 URL conventions, section 5.1.1.4.1. */
export const contains = (column: string, value: string): Filter => `contains(${columnName(column)},${quoted(value)})`

export const isSet = (column: string): Filter => `${columnName(column)} ne null`

export const allOf = (filters: readonly Filter[]): Filter => joined(filters, ' and ')
export const anyOf = (filters: readonly Filter[]): Filter => joined(filters, ' or ')

/** `?a=b&c=d` with every name and value percent-encoded, so that a value can end neither its literal nor its parameter. */
export function queryString(options: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(value)}`],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

export const isGuid = (text: string): boolean => GUID.test(text)

/** Half a surrogate pair cannot be sent at all (encodeURIComponent would throw); it becomes the replacement character. */
const whole = (value: string): string => value.toWellFormed()
const quoted = (value: string): string => `'${whole(value).replaceAll("'", "''")}'`

function columnName(column: string): string {
  if (!COLUMN.test(column)) throw new TypeError(`"${column}" is not a column name.`)
  return column
}

function joined(filters: readonly Filter[], by: string): Filter {
  if (filters.length === 0) throw new TypeError('A filter needs at least one condition.')
  return filters.length === 1 ? filters.join('') : filters.map((filter) => `(${filter})`).join(by)
}
