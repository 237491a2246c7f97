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
  url: ['text'],
  email: ['text'],
  integer: ['integer', 'decimal'],
  decimal: ['decimal'],
  boolean: ['boolean'],
  choice: ['choice'],
  'date-time': ['date-time'],
}

export const neededByProfile = (columns: readonly MappedColumn[]): readonly NeededColumn[] =>
  columns.map((mapped) => ({ mapped, field: null, kinds: TAKERS[mapped.kind] }))

/**
 * Why D365 would refuse a push under a profile, column by column: absent, not writable, of another type, a choice value that the column does not
 * have. Judges the profile alone; what single leads hold is `LeadFit`'s to say.
 */
export function judgeMapping(
  needed: readonly NeededColumn[],
  targets: readonly TargetColumn[],
): readonly MappingFinding[] {
  const byName = new Map(targets.map((target) => [target.column, target]))
  return needed.flatMap((column) =>
    faultsOf(column, byName.get(column.mapped.column)).map((detail) => ({
      column: column.mapped.column,
      field: column.field,
      blocks: true,
      detail,
    })),
  )
}

function faultsOf({ mapped, kinds }: NeededColumn, target: TargetColumn | undefined): readonly MappingFault[] {
  if (target === undefined) return [{ fault: 'missing' }]
  if (!target.isWritable) return [{ fault: 'read_only' }]
  if (target.kind === null || !kinds.includes(target.kind)) {
    return [{ fault: 'wrong_type', needed: [...kinds], found: target.type }]
  }
  const offered = target.choices.map(({ value }) => value)
  return Object.entries(mapped.choices ?? {})
    .filter(([, value]) => !offered.includes(value))
    .map(([word, value]) => ({ fault: 'choice_outside', value, word, offered }))
}
