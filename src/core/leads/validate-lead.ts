import type { ColumnKind } from '../../shared/model/mapping.ts'
import type { MappedColumn } from './mapped-column.ts'

/** XML 1.0 knows no other control characters, and Dataverse refuses them (0x80040278). */

const FORBIDDEN_IN_TEXT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
/** One `@`, no spaces, a dotted host: what Dataverse's own e-mail format asks for, not all of RFC 5322. */
const EMAIL = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\].]+(\.[^\s@<>(),;:"\\[\].]+)+$/u

/** Why a value would be refused by its column, in a sentence; null when nothing speaks against it. Judged before anything is sent. */
export function faultOfValue(column: MappedColumn, value: string | number | boolean): string | null {
  const needed = NEEDED[column.kind]
  if (needed !== undefined && !needed.holds(value)) return `${column.column}: what stands there is ${needed.words}.`
  if (typeof value === 'boolean') return null
  return typeof value === 'number' ? faultOfNumber(column, value) : faultOfText(column, value)
}

/** An own profile may lead a field to a column of a type that cannot take it. */
const NEEDED: Partial<Record<ColumnKind, { holds: (value: string | number | boolean) => boolean; words: string }>> = {
  integer: { holds: (value) => typeof value === 'number', words: 'not a number' },
  decimal: { holds: (value) => typeof value === 'number', words: 'not a number' },
  boolean: { holds: (value) => typeof value === 'boolean', words: 'neither yes nor no' },
  'date-time': { holds: (value) => !Number.isNaN(Date.parse(String(value))), words: 'not a time' },
}

function faultOfText(column: MappedColumn, value: string): string | null {
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
