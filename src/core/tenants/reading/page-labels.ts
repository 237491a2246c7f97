import { fieldOfWord } from './connection-words.ts'
import type { Pair } from './pairs.ts'

/** What a portal writes between a word and its value when a page is copied. */
const BETWEEN = /^(?:[:：]|copy|copy to clipboard|kopyala|panoya kopyala)$/i

/** A portal's page as copied: a word and its value behind a colon or a tab, or on the next line. Null where no known word stands. */
export function labelledPairs(text: string): readonly Pair[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !BETWEEN.test(line))
  const pairs = lines.flatMap((line, index) => pairAt(line, lines[index + 1]))
  return pairs.length === 0 ? null : pairs
}

function pairAt(line: string, next: string | undefined): readonly Pair[] {
  const [, word = '', value = ''] = /^(.{2,60}?)\s*(?:[:=\t]|\s{2,})\s*(\S[^\t]*)/.exec(line) ?? []
  if (fieldOfWord(word) !== null) return [[word, value.trim()]]
  const label = line.replace(/[:\s]+$/, '')
  if (label.length > 60 || fieldOfWord(label) === null) return []
  // Headings of a table stand in a column of their own; the next heading is no value.
  if (next === undefined || fieldOfWord(next) !== null) return []
  return [[label, next.replace(/^:\s*/, '')]]
}
