import { fieldOfWord, isHunterWord, type ConnectionField } from './connection-words.ts'
import type { Pair } from './pairs.ts'

export type Values = ReadonlyMap<ConnectionField, string>

export interface Chosen {
  readonly values: Map<ConnectionField, string>
  /** Words that name the same thing with different values: the one taken, then those left aside. Never their values. */
  readonly contested: readonly (readonly [taken: string, ...left: string[]])[]
}

/**
 * One value of each kind; an empty one is none. Where Hunter's own words stand, no other system's word counts for a credential: its file
 * holds the passwords of databases and other registrations too. Otherwise the first counts.
 */
export function chooseValues(pairs: readonly Pair[]): Chosen {
  const named = pairs.flatMap(([word, value]) => {
    const field = fieldOfWord(word)
    return field === null || value.trim() === '' ? [] : [{ word, field, value: value.trim() }]
  })
  const isHunters = named.some(({ word }) => isHunterWord(word))
  const eligible = named.filter(({ word, field }) => !isHunters || isHunterWord(word) || field === 'environment')
  const values = new Map<ConnectionField, string>()
  const words = new Map<ConnectionField, [string, ...string[]]>()
  for (const { word, field, value } of eligible) {
    const taken = values.get(field)
    if (taken === undefined) {
      values.set(field, value)
      words.set(field, [word])
    } else if (CONTESTABLE.has(field) && taken.toLowerCase() !== value.toLowerCase()) {
      words.get(field)?.push(word)
    }
  }
  return { values, contested: [...words.values()].filter((list) => list.length > 1) }
}

/** Kinds of which the wrong one does harm; a page may well hold two names or two addresses. */
const CONTESTABLE: ReadonlySet<ConnectionField> = new Set(['entraTenantId', 'clientId', 'secret'])
