import { parse } from 'dotenv'
import { fieldOfWord } from './connection-words.ts'
import type { Pair } from './pairs.ts'

/** At the head of a line, what shells, Compose files and Kubernetes manifests put before a name. */
const BEFORE_A_NAME = /^[ \t]*(?:-[ \t]+)?(?:set[ \t]+|\$env:)?/gim
const SET_IN_QUOTES = /^[ \t]*set[ \t]+"([A-Za-z_]\w*=[^"\r\n]*)"[ \t]*$/gim
const NAME_THEN_VALUE = /^[ \t]*(?:-[ \t]+)?name:[ \t]*["']?(\w+)["']?[ \t]*\n[ \t]*value:[ \t]*(.*)$/gm
/** `environment:` above a Compose file's list; dotenv would take the next line for its value. */
const HEADING = /^[ \t]*[\w-]+:[ \t]*$/gm
const UNQUOTED_WITH_HASH = /^([ \t]*(?:export[ \t]+)?[\w.]+[ \t]*=[ \t]*)([^\s"'`#][^\n]*#[^\n]*)$/gm

/**
 * The known words that lines assign: `.env`, PowerShell, `set`, a Compose file's environment, a Kubernetes manifest's `name` and `value`,
 * YAML in capitals. Comments and quotes as dotenv reads them, but for one: a comment needs a blank before its `#`, as in Python and Docker
 * Compose; a secret may hold the sign. Null where no line assigns one of the words.
 */
export function assignedPairs(text: string): readonly Pair[] | null {
  const plain = text
    .replaceAll('\r\n', '\n')
    .replace(SET_IN_QUOTES, '$1')
    .replace(NAME_THEN_VALUE, '$1=$2')
    .replace(HEADING, '')
    .replace(BEFORE_A_NAME, '')
  if (!/^(?:export\s+)?(?:[A-Za-z_][\w.]*\s*=|[A-Z]+_[A-Z0-9_]+:\s)/m.test(plain)) return null
  const pairs = Object.entries(parse(plain.replace(UNQUOTED_WITH_HASH, inQuotes))).flatMap(
    ([word, value]): readonly Pair[] => (fieldOfWord(word) === null ? [] : [[word, value.trim()]]),
  )
  return pairs.length === 0 ? null : pairs
}

function inQuotes(_line: string, assignment: string, rest: string): string {
  const value = rest.replace(/\s#[^\n]*$/, '').trim()
  const quote = ["'", '"', '`'].find((one) => !value.includes(one))
  return quote === undefined ? assignment + rest : assignment + quote + value + quote
}
