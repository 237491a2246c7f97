import type { RunStore } from '../ports/stores.ts'
import { isJsonObject, parseJsonValue, type Json } from './json-value.ts'

/** Columns that may be about a person, in D365 and in Hunter's export, folded: lower case, letters and digits. */
const PERSONAL_COLUMNS: ReadonlySet<string> = new Set([
  'companyname',
  'contactemail',
  'description',
  'emailaddress1',
  'firstname',
  'fullname',
  'jobtitle',
  'lastname',
])

export const ERASED = '[erased]'

/** Shorter ones would hit words that have nothing to do with the lead. */
const LEAST_CHARS = 3

interface Person {
  readonly domain: string
  /** Name, address, reason as they are now; the columns above catch what they were earlier. */
  readonly texts: readonly string[]
  readonly at: string
}

/**
 * Takes a lead's person out of the evidence of the scenarios that ran on it, with `erasedAt` in each piece that held any. Ids, statuses, times
 * and digests stay: a decision's digest covers results, not bodies. Answers how many pieces changed.
 */
export function eraseFromEvidence(runs: RunStore, person: Person): number {
  let changed = 0
  for (const { id } of runs.list({ kind: 'scenario' })) {
    const pieces = runs.evidenceOf(id)
    const named = pieces.filter(({ body }) => JSON.stringify(body).includes(person.domain))
    for (const piece of named.length === 0 ? [] : pieces) {
      const body = erased(parseJsonValue(piece.body), person.texts, named.includes(piece))
      if (JSON.stringify(body) === JSON.stringify(piece.body)) continue
      runs.saveEvidence({ ...piece, body: isJsonObject(body) ? { ...body, erasedAt: person.at } : body })
      changed += 1
    }
  }
  return changed
}

function erased(value: Json, texts: readonly string[], isNamed: boolean): Json {
  if (typeof value === 'string') return erasedText(value, texts, isNamed)
  if (Array.isArray(value)) return value.map((one) => erased(one, texts, isNamed))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([column, one]): readonly [string, Json] => [
    column,
    isNamed && typeof one === 'string' && isPersonal(column) ? ERASED : erased(one, texts, isNamed),
  ])
  return Object.fromEntries(entries)
}

/** Bodies of requests and answers are JSON within a text. */
function erasedText(text: string, texts: readonly string[], isNamed: boolean): string {
  const inner = /^\s*[{[]/.test(text) ? innerJson(text) : null
  if (inner !== null) return JSON.stringify(erased(inner, texts, isNamed))
  return texts.filter(({ length }) => length >= LEAST_CHARS).reduce((left, one) => left.replaceAll(one, ERASED), text)
}

function innerJson(text: string): Json | null {
  try {
    return parseJsonValue(JSON.parse(text))
  } catch {
    return null
  }
}

const isPersonal = (column: string): boolean => PERSONAL_COLUMNS.has(column.toLowerCase().replace(/[^a-z0-9]/g, ''))
