import { assignedPairs } from './assignments.ts'
import { connectionStringPairs } from './connection-string.ts'
import { jsonPairs } from './json-pairs.ts'
import { labelledPairs } from './page-labels.ts'
import type { Pair, Pairs } from './pairs.ts'
import { xmlPairs } from './xml-pairs.ts'

type Form = Pairs['form']

/** Forms that a text has or has not, in the order in which they are tried: the most telling first. */
const READERS: readonly ((text: string) => Pairs | null)[] = [
  jsonPairs,
  xmlPairs,
  (text) => oneConnection('connection-string', connectionStringPairs(text)),
  (text) => oneConnection('env', assignedPairs(text)),
  (text) => oneConnection('text', labelledPairs(text)),
]

/** The pairs of a text in whatever form it is; none for a text that only holds loose values. Never throws. */
export function readPairs(given: string): Pairs {
  const text = given.replace(/^\uFEFF/, '')
  for (const read of READERS) {
    const found = read(text)
    if (found !== null) return { ...found, pairs: found.pairs.flatMap(opened) }
  }
  return { form: /^\s*(?:https?:\/\/)?[\w-]+\.\S+\s*$/i.test(text) ? 'url' : 'text', pairs: [], connections: 0 }
}

const oneConnection = (form: Form, pairs: readonly Pair[] | null): Pairs | null =>
  pairs === null ? null : { form, pairs, connections: 1 }

/** A setting whose value is a whole connection string stands for what is in it. */
const opened = (pair: Pair): readonly Pair[] => connectionStringPairs(pair[1]) ?? [pair]
