import { urlError } from '../dataverse/errors.ts'
import type { TextFunction } from '../dataverse/odata/filter-ast.ts'

/** SQLite refuses longer patterns. */
const longestPatternBytes = 50_000

export const hasWildcards = (text: string): boolean => /[%_[]/.test(text)

/**
 * The wildcards of T-SQL in a text to search for, as SQLite's GLOB writes them: `%` any text, `_` one character, `[a-c]` and
 * `[^a-c]` one of a set. Source: "Use wildcard characters in conditions for string values".
 *
 * @throws DataverseError 400 for a pattern that is too long.
 */
export const wildcardPattern = (fn: TextFunction, text: string): string => {
  const before = fn === 'startswith' ? '' : '*'
  const after = fn === 'endswith' ? '' : '*'
  // A set may hold a closing bracket in first place.
  const body = text.replace(/\[\^?\][^\]]*\]|\[\^?[^\]]+\]|[%_*?[]/g, (found) => globs.get(found) ?? found)
  const pattern = `${before}${body}${after}`
  if (Buffer.byteLength(pattern) > longestPatternBytes) throw urlError(`The argument of '${fn}' is too long.`)
  return pattern
}

const globs: ReadonlyMap<string, string> = new Map([
  ['%', '*'],
  ['_', '?'],
  ['*', '[*]'],
  ['?', '[?]'],
  ['[', '[[]'],
])
