import type { ColumnKind } from '../../shared/model/mapping.ts'
import type { LeadColumn } from '../d365/metadata-reader.ts'
import type { MappedColumn } from '../leads/mapped-column.ts'

/** What is wrong with one column of a mapping profile in one organisation. */
export type ColumnFault =
  | { readonly kind: 'missing' }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'wrong-type'; readonly expected: readonly string[]; readonly found: string }
  | { readonly kind: 'too-short'; readonly needed: number; readonly found: number }
  | {
      readonly kind: 'narrow-range'
      readonly needed: readonly [number, number]
      readonly found: readonly [number, number]
    }
  | { readonly kind: 'choices-missing'; readonly missing: readonly { readonly word: string; readonly value: number }[] }
  /** The organisation demands a column that a push never fills; only the server knows whether it has a default. */
  | { readonly kind: 'required-elsewhere' }

export interface ColumnFinding {
  readonly column: string
  readonly fault: ColumnFault
  /** True where D365 would refuse a push that fills the column. */
  readonly isBlocking: boolean
}

/** AttributeTypes that take what a mapped column of this kind sends. */
const TYPES: Readonly<Record<ColumnKind, readonly string[]>> = {
  text: ['String', 'Memo'],
  memo: ['Memo', 'String'],
  url: ['String', 'Memo'],
  email: ['String', 'Memo'],
  integer: ['Integer', 'BigInt', 'Decimal', 'Double', 'Money'],
  decimal: ['Decimal', 'Double', 'Money'],
  choice: ['Picklist', 'Integer'],
  boolean: ['Boolean'],
  'date-time': ['DateTime'],
}

/** Filled by the server when a create leaves them out (lead table reference). */
const FILLED_BY_SERVER: ReadonlySet<string> = new Set(['leadid', 'ownerid', 'statecode', 'statuscode'])

/**
 * Whether the lead table takes what a push under this profile sends: presence, type, length, range, choice values, required columns.
 * Pure; in the profile's order, required columns last. An empty list means that no push is refused for its columns.
 */
export function judgeColumns(
  mapped: readonly MappedColumn[],
  columns: readonly LeadColumn[],
): readonly ColumnFinding[] {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const faults = mapped.flatMap((wanted): readonly ColumnFinding[] => {
    const fault = faultOf(wanted, byName.get(wanted.column))
    return fault === null ? [] : [{ column: wanted.column, fault, isBlocking: true }]
  })
  return [...faults, ...requiredElsewhere(mapped, columns)]
}

function faultOf(wanted: MappedColumn, found: LeadColumn | undefined): ColumnFault | null {
  if (found === undefined) return { kind: 'missing' }
  if (!found.isValidForCreate) return { kind: 'read-only' }
  const expected = TYPES[wanted.kind]
  if (!expected.includes(found.type)) return { kind: 'wrong-type', expected, found: found.type }
  return lengthFault(wanted, found) ?? rangeFault(wanted, found) ?? choiceFault(wanted, found)
}

function lengthFault({ maxLength }: MappedColumn, found: LeadColumn): ColumnFault | null {
  if (maxLength === undefined || found.maxLength === null || found.maxLength >= maxLength) return null
  return { kind: 'too-short', needed: maxLength, found: found.maxLength }
}

function rangeFault({ range }: MappedColumn, found: LeadColumn): ColumnFault | null {
  if (range === undefined || found.range === null) return null
  const { min, max } = found.range
  return min <= range[0] && max >= range[1] ? null : { kind: 'narrow-range', needed: range, found: [min, max] }
}

function choiceFault({ choices }: MappedColumn, found: LeadColumn): ColumnFault | null {
  if (choices === undefined || found.choices === null) return null
  const known = new Set(found.choices.map(({ value }) => value))
  const missing = Object.entries(choices).flatMap(([word, value]) => (known.has(value) ? [] : [{ word, value }]))
  return missing.length === 0 ? null : { kind: 'choices-missing', missing }
}

function requiredElsewhere(mapped: readonly MappedColumn[], columns: readonly LeadColumn[]): readonly ColumnFinding[] {
  const filled = new Set(mapped.map(({ column }) => column))
  return columns
    .filter(({ requiredLevel, isValidForCreate }) => requiredLevel === 'SystemRequired' && isValidForCreate)
    .filter(({ name }) => !filled.has(name) && !FILLED_BY_SERVER.has(name))
    .map(({ name }) => ({ column: name, fault: { kind: 'required-elsewhere' }, isBlocking: false }))
}
