import type { TargetColumn } from '../../shared/model/mapping.ts'
import { takersOf } from './judge-mapping.ts'
import type { MappedColumn } from './mapped-column.ts'

/**
 * A profile's columns with the limits of the tenant's own, as its metadata gives them: the shorter text, the narrower range, the choice values it
 * offers. A column that is absent, read-only or of another type takes nothing. Pure.
 */
export function narrowToTenant(
  columns: readonly MappedColumn[],
  targets: readonly TargetColumn[],
): readonly MappedColumn[] {
  const byName = new Map(targets.map((target) => [target.column, target]))
  return columns.map((mapped) => narrow(mapped, byName.get(mapped.column)))
}

function narrow(mapped: MappedColumn, target: TargetColumn | undefined): MappedColumn {
  if (target === undefined) return { ...mapped, takesNothing: "the tenant's leads have no such column." }
  if (!target.isWritable) return { ...mapped, takesNothing: "the tenant's column cannot be written." }
  if (target.kind === null || !takersOf(mapped.kind).includes(target.kind)) {
    return { ...mapped, takesNothing: `the tenant's column is of type ${target.type}.` }
  }
  return {
    ...mapped,
    ...(target.maxLength === null ? {} : { maxLength: Math.min(target.maxLength, mapped.maxLength ?? Infinity) }),
    ...narrowRange(mapped, target),
    ...(mapped.choices === undefined ? {} : { offered: target.choices.map(({ value }) => value) }),
  }
}

function narrowRange({ range }: MappedColumn, { min, max }: TargetColumn): Pick<MappedColumn, 'range'> {
  if (min === null || max === null) return {}
  return { range: [Math.max(min, range?.[0] ?? min), Math.min(max, range?.[1] ?? max)] }
}
