import { urlError } from '../errors.ts'

export type TokenKind = 'name' | 'string' | 'json' | 'number' | 'guid' | 'date' | 'alias' | 'mark' | 'end'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly at: number
}

const guid = /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![\w-])/y
const date = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?(?![\w-])/y
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w])/y
const alias = /@[A-Za-z_]\w*/y
const name = /[A-Za-z_$][\w.$]*/y
/** A string in double quotes, as only the arrays of query functions hold them (RFC 8259 section 7). */
const json = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const blank = /\s+/y

/** GUIDs go before dates and numbers, because all three may start with digits. */
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['guid', guid],
  ['date', date],
  ['number', number],
  ['alias', alias],
  ['name', name],
  ['json', json],
]

const marks = '(),/:=[];*'

/**
 * Splits an OData expression (already percent-decoded) into tokens. Linear in the length of the text.
 * Source: OASIS OData 4.0 ABNF, in the subset of "Query data using the Web API".
 *
 * @throws DataverseError 400 0x80060888 on an unterminated string or a character that starts no token.
 */
export const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const skipped = matchAt(blank, text, at)
    if (skipped) {
      at += skipped.length
      continue
    }
    const token = readToken(text, at)
    tokens.push(token.token)
    at = token.next
  }
  tokens.push({ kind: 'end', text: '', at: text.length })
  return tokens
}

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const readToken = (text: string, at: number): { token: Token; next: number } => {
  const first = text.charAt(at)
  if (first === "'") return readString(text, at)
  for (const [kind, pattern] of patterns) {
    const found = matchAt(pattern, text, at)
    if (found !== undefined) return { token: { kind, text: found, at }, next: at + found.length }
  }
  if (marks.includes(first)) return { token: { kind: 'mark', text: first, at }, next: at + 1 }
  throw urlError(`Syntax error: character '${first}' is not valid at position ${at} in '${shorten(text)}'.`)
}

/** A quote inside a string is written twice (OData ABNF, `SQUOTE-in-string`). */
const readString = (text: string, start: number): { token: Token; next: number } => {
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf("'", at)
    if (quote < 0) throw urlError(`There is an unterminated string literal at position ${start} in '${shorten(text)}'.`)
    value += text.slice(at, quote)
    if (text.charAt(quote + 1) !== "'") return { token: { kind: 'string', text: value, at: start }, next: quote + 1 }
    value += "'"
    at = quote + 2
  }
}

/** Error texts repeat the query, but never a book of it. */
export const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)
