import type {
  ColumnKind,
  MappableField,
  MappingFault,
  MappingFinding,
  TargetColumn,
} from '../../shared/model/mapping.ts'
import type { MappedColumn } from './mapped-column.ts'

/** One column a profile fills, and what the tenant's column must be for it. */
export interface NeededColumn {
  readonly mapped: MappedColumn
  /** Null for a column of a built-in profile. */
  readonly field: MappableField | null
  readonly kinds: readonly ColumnKind[]
}

/** Column types that take what a profile of that kind sends. A memo is a longer text; a decimal column takes whole numbers. */
const TAKERS: Readonly<Record<ColumnKind, readonly ColumnKind[]>> = {
  text: ['text', 'memo'],
  memo: ['memo', 'text'],
  url: ['text', 'memo'],
  email: ['text', 'memo'],
  integer: ['integer', 'decimal'],
  decimal: ['decimal'],
  boolean: ['boolean'],
  choice: ['choice'],
  'date-time': ['date-time'],
}

export const takersOf = (kind: ColumnKind): readonly ColumnKind[] => TAKERS[kind]

/** Filled by the server when a create leaves them out (lead table reference). */
const FILLED_BY_SERVER: ReadonlySet<string> = new Set(['leadid', 'ownerid', 'statecode', 'statuscode'])

export const neededByProfile = (columns: readonly MappedColumn[]): readonly NeededColumn[] =>
  columns.map((mapped) => ({ mapped, field: null, kinds: takersOf(mapped.kind) }))

/**
 * Whether the lead table takes what a push under a profile sends: presence, right to write, type, length, range, choice values; and which
 * columns the organisation demands that no push fills. Judges the profile alone; what single leads hold is `LeadFit`'s to say. Pure; in the
 * profile's order, demanded columns last. Without a finding that blocks, no push is refused for its columns.
 */
export function judgeMapping(
  needed: readonly NeededColumn[],
  targets: readonly TargetColumn[],
): readonly MappingFinding[] {
  const byName = new Map(targets.map((target) => [target.column, target]))
  const faults = needed.flatMap((column) =>
    faultsOf(column, byName.get(column.mapped.column)).map((detail) => ({
      column: column.mapped.column,
      field: column.field,
      blocks: true,
      detail,
    })),
  )
  return [...faults, ...demandedElsewhere(needed, targets)]
}

function faultsOf({ mapped, kinds }: NeededColumn, target: TargetColumn | undefined): readonly MappingFault[] {
  if (target === undefined) return [{ fault: 'missing' }]
  if (!target.isWritable) return [{ fault: 'read_only' }]
  if (target.kind === null || !kinds.includes(target.kind)) {
    return [{ fault: 'wrong_type', needed: [...kinds], found: target.type }]
  }
  return [...lengthFaults(mapped, target), ...rangeFaults(mapped, target), ...choiceFaults(mapped, target)]
}

function lengthFaults({ maxLength }: MappedColumn, target: TargetColumn): readonly MappingFault[] {
  if (maxLength === undefined || target.maxLength === null || target.maxLength >= maxLength) return []
  return [{ fault: 'too_short', needed: maxLength, found: target.maxLength }]
}

function rangeFaults({ range }: MappedColumn, { min, max }: TargetColumn): readonly MappingFault[] {
  if (range === undefined || min === null || max === null) return []
  return min <= range[0] && max >= range[1] ? [] : [{ fault: 'narrow_range', needed: [...range], found: [min, max] }]
}

function choiceFaults({ choices = {} }: MappedColumn, target: TargetColumn): readonly MappingFault[] {
  const offered = target.choices.map(({ value }) => value)
  return Object.entries(choices)
    .filter(([, value]) => !offered.includes(value))
    .map(([word, value]) => ({ fault: 'choice_outside', value, word, offered }))
}

/** Only the server knows whether such a column has a default. */
function demandedElsewhere(
  needed: readonly NeededColumn[],
  targets: readonly TargetColumn[],
): readonly MappingFinding[] {
  const filled = new Set(needed.map(({ mapped }) => mapped.column))
  return targets
    .filter(({ column, isRequired, isWritable }) => isRequired && isWritable && !filled.has(column))
    .filter(({ column }) => !FILLED_BY_SERVER.has(column))
    .map(({ column }) => ({ column, field: null, blocks: false, detail: { fault: 'demanded_elsewhere' } }))
}
