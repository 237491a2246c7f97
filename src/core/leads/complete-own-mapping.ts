import { invalidInput } from '../../shared/lib/invalid-input.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import {
  OwnMappingSchema,
  type OwnChoice,
  type OwnColumn,
  type OwnMapping,
  type TargetColumn,
} from '../../shared/model/mapping.ts'
import type { NeededColumn } from './judge-mapping.ts'
import { kindsFor, ownColumns } from './own-mapping.ts'

/** The choice with each column's type and limits as the tenant's metadata gives them; a column that is absent keeps the field's natural type. */
export function completeOwnMapping(
  { columns }: OwnChoice,
  targets: readonly TargetColumn[],
): Result<OwnMapping, Failure> {
  const byName = new Map(targets.map((target) => [target.column, target]))
  const completed = columns.map((chosen) => complete(chosen, byName.get(chosen.column)))
  const parsed = OwnMappingSchema.safeParse({ columns: completed })
  return parsed.success ? ok(parsed.data) : fail(invalidInput(parsed.error.issues))
}

const UNKNOWN_LIMITS = { maxLength: null, min: null, max: null }

function complete(
  { field, column, choices }: OwnChoice['columns'][number],
  target: TargetColumn | undefined,
): OwnColumn {
  const { maxLength, min, max } = target ?? UNKNOWN_LIMITS
  const kind = target?.kind ?? kindsFor(field)[0] ?? 'text'
  const words = kind === 'choice' ? lowerCased(choices ?? choicesByLabel(target)) : null
  return { field, column, kind, maxLength, min, max, choices: words }
}

export const neededByOwn = (mapping: OwnMapping): readonly NeededColumn[] =>
  ownColumns(mapping).map((mapped, at) => {
    const field = mapping.columns[at]?.field ?? null
    return { mapped, field, kinds: field === null ? [mapped.kind] : kindsFor(field) }
  })

/** Where nobody said otherwise, the words are the labels the column itself gives its values. */
const choicesByLabel = (target: TargetColumn | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries((target?.choices ?? []).map(({ label, value }) => [label, value]))

const lowerCased = (choices: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(choices).map(([word, value]) => [word.trim().toLowerCase(), value]))
