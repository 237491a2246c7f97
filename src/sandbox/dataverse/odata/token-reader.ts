import { urlError } from '../errors.ts'
import { shorten, tokenize } from './tokens.ts'
import type { Token, TokenKind } from './tokens.ts'

/** Reads tokens one by one; every disappointment is an OData syntax error. */
export class TokenReader {
  private readonly tokens: readonly Token[]
  private readonly text: string
  private index = 0

  constructor(text: string) {
    this.text = text
    this.tokens = tokenize(text)
  }

  peek(ahead = 0): Token {
    const token = this.tokens[this.index + ahead] ?? this.tokens.at(-1)
    if (!token) throw new Error('The tokenizer always ends with an end token')
    return token
  }

  next(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.index += 1
    return token
  }

  isMark(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'mark' && token.text === text
  }

  /** Words such as `and` or `desc`; keywords are lower case in OData 4.0. */
  isWord(text: string): boolean {
    const token = this.peek()
    return token.kind === 'name' && token.text === text
  }

  takeMark(text: string): boolean {
    if (!this.isMark(text)) return false
    this.index += 1
    return true
  }

  takeWord(text: string): boolean {
    if (!this.isWord(text)) return false
    this.index += 1
    return true
  }

  expectMark(text: string): void {
    if (!this.takeMark(text)) throw this.syntaxError()
  }

  expect(kind: TokenKind): Token {
    if (this.peek().kind !== kind) throw this.syntaxError()
    return this.next()
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.syntaxError()
  }

  syntaxError(): Error {
    return urlError(`Syntax error at position ${this.peek().at} in '${shorten(this.text)}'.`)
  }
}
