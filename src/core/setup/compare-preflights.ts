import type { MappingFinding } from '../../shared/model/mapping.ts'
import { judgeMapping, neededByProfile } from '../leads/judge-mapping.ts'
import type { MappedColumn } from '../leads/mapped-column.ts'
import { targetColumns } from '../leads/target-columns.ts'
import type { Preflight } from './preflight.ts'
import { said, sayColumn, together, type Said } from './said.ts'
import { DEPTHS } from './say-depth.ts'

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
    const [one, other] = [sayAll(here, column), sayAll(there, column)]
    return one?.en === other?.en ? [] : [{ area: 'column', name: column, first: one, second: other }]
  })
}

const blocking = (mapped: readonly MappedColumn[], { columns }: Preflight): readonly MappingFinding[] =>
  judgeMapping(neededByProfile(mapped), targetColumns(columns)).filter(({ blocks }) => blocks)

/** Everything wrong with one column; null where nothing is. */
function sayAll(findings: readonly MappingFinding[], name: string): Said | null {
  const ofColumn = findings.filter(({ column }) => column === name)
  return ofColumn.length === 0 ? null : together(...ofColumn.map(sayColumn))
}

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
  if (known === undefined || known.isEnough || known.weight !== 'required') return null
  const { found } = known
  return found === null
    ? said(`${name} is missing.`, `${name} hakkı yok.`)
    : said(`${name} reaches only “${DEPTHS[found].en}”.`, `${name} yalnızca “${DEPTHS[found].tr}” derinliğinde.`)
}
