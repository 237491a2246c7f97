import type { MappedColumn } from '../leads/mapped-column.ts'
import { judgeColumns, type ColumnFinding } from './judge-columns.ts'
import type { Preflight } from './preflight.ts'
import { said, type Said } from './said.ts'
import { sayColumn } from './say-column.ts'

export interface Difference {
  readonly area: 'column' | 'privilege'
  readonly name: string
  /** What each of the two says; null = nothing wrong there. */
  readonly first: Said | null
  readonly second: Said | null
}

/**
 * The differences between two organisations that would break a push under one mapping profile: a column that takes what is sent here and not
 * there, a privilege that reaches far enough here and not there. What differs without consequence is not mentioned. Pure.
 */
export function comparePreflights(
  mapped: readonly MappedColumn[],
  first: Preflight,
  second: Preflight,
): readonly Difference[] {
  return [...compareColumns(mapped, first, second), ...comparePrivileges(first, second)]
}

function compareColumns(mapped: readonly MappedColumn[], first: Preflight, second: Preflight): readonly Difference[] {
  const [here, there] = [blocking(mapped, first), blocking(mapped, second)]
  return mapped.flatMap(({ column }): readonly Difference[] => {
    const [one, other] = [here.get(column), there.get(column)]
    if (JSON.stringify(one?.fault) === JSON.stringify(other?.fault)) return []
    return [
      { area: 'column', name: column, first: one ? sayColumn(one) : null, second: other ? sayColumn(other) : null },
    ]
  })
}

const blocking = (mapped: readonly MappedColumn[], { columns }: Preflight): ReadonlyMap<string, ColumnFinding> =>
  new Map(
    judgeColumns(mapped, columns)
      .filter(({ isBlocking }) => isBlocking)
      .map((finding) => [finding.column, finding]),
  )

function comparePrivileges(first: Preflight, second: Preflight): readonly Difference[] {
  const names = [...new Set([...first.privileges, ...second.privileges].map(({ name }) => name))]
  return names.flatMap((name): readonly Difference[] => {
    const [one, other] = [lackOf(first, name), lackOf(second, name)]
    return one?.en === other?.en ? [] : [{ area: 'privilege', name, first: one, second: other }]
  })
}

/** Null where the privilege reaches far enough, or is not needed for a push. */
function lackOf({ privileges }: Preflight, name: string): Said | null {
  const known = privileges.find((privilege) => privilege.name === name)
  if (known === undefined || known.isEnough || known.weight === 'optional') return null
  const { found } = known
  return found === null
    ? said(`${name} is missing.`, `${name} hakkı yok.`)
    : said(`${name} reaches only ${found}.`, `${name} yalnızca ${found} derinliğinde.`)
}
