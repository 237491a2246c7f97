import type { LeadBody } from '../d365/d365-client.ts'
import type { ColumnKind } from '../../shared/model/mapping.ts'
import type { MappedColumn } from '../leads/mapped-column.ts'

/** A column that D365 does not hold as it was sent, in words; e-mail addresses are not repeated. */
export interface Difference {
  readonly column: string
  readonly text: string
}

type Value = string | number | boolean | null

/**
 * What differs between a body and the row read back, after normalising type by type: D365 trims texts, drops fractions of seconds,
 * lower-cases nothing, and gives an empty column as null or not at all. Columns not in the body are not compared.
 */
export function compareReadBack(
  body: LeadBody,
  columns: Readonly<Record<string, unknown>>,
  profile: readonly MappedColumn[],
): readonly Difference[] {
  return Object.entries(body).flatMap(([column, sent]) => {
    const found = scalar(columns[column])
    if (sent === found) return []
    const kind = profile.find((mapped) => mapped.column === column)?.kind ?? 'text'
    if (normalise(kind, sent) === normalise(kind, found)) return []
    return [{ column, text: describe(kind, column, sent, found) }]
  })
}

const scalar = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null

const asNumber = (text: string): string => (text === '' ? '' : String(Number(text)))
const asIs = (text: string): string => text

const NORMALISERS: Readonly<Record<ColumnKind, (text: string) => string>> = {
  integer: asNumber,
  decimal: asNumber,
  choice: asNumber,
  'date-time': toWholeSecond,
  email: (text) => text.toLowerCase(),
  url: (text) => text.toLowerCase().replace(/\/$/, ''),
  text: asIs,
  memo: asIs,
  boolean: asIs,
}

function normalise(kind: ColumnKind, value: Value): string {
  const text = value === null ? '' : String(value).normalize('NFC').replace(/\r\n?/g, '\n').trim()
  return NORMALISERS[kind](text)
}

function toWholeSecond(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) ? text : String(Math.floor(at / 1000))
}

function describe(kind: ColumnKind, column: string, sent: Value, found: Value): string {
  if (kind === 'email') return `${column} is another one in D365.`
  return `${column}: sent ${shown(sent)}, D365 has ${shown(found)}.`
}

const shown = (value: Value): string => {
  if (value === null || value === '') return 'nothing'
  const text = String(value)
  return typeof value === 'string' ? `"${text.length > 120 ? `${text.slice(0, 120)}…` : text}"` : text
}
