import type { MappedColumn } from './mapped-column.ts'

/** XML 1.0 knows no other control characters, and Dataverse refuses them (0x80040278). */

const FORBIDDEN_IN_TEXT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
/** One `@`, no spaces, a dotted host: what Dataverse's own e-mail format asks for, not all of RFC 5322. */
const EMAIL = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\].]+(\.[^\s@<>(),;:"\\[\].]+)+$/u

/** Why a value would be refused by its column, in a sentence; null when nothing speaks against it. Judged before anything is sent. */
export function faultOfValue(column: MappedColumn, value: string | number | boolean): string | null {
  if (typeof value === 'boolean') return null
  if (typeof value === 'number') return faultOfNumber(column, value)
  if (FORBIDDEN_IN_TEXT.test(value)) return `${column.column}: the text holds a control character, which D365 refuses.`
  if (column.maxLength !== undefined && value.length > column.maxLength) {
    return `${column.column}: the text is ${value.length} characters long; D365 takes ${column.maxLength}.`
  }
  // The address itself is not repeated: the sentence goes into the log.
  if (column.kind === 'email' && !EMAIL.test(value)) return `${column.column}: what stands there is no e-mail address.`
  return null
}

function faultOfNumber({ column, kind, range }: MappedColumn, value: number): string | null {
  if (kind !== 'decimal' && !Number.isInteger(value)) return `${column}: ${value} is not a whole number.`
  if (range === undefined || (value >= range[0] && value <= range[1])) return null
  return `${column}: ${value} is outside ${range[0]} to ${range[1]}.`
}
