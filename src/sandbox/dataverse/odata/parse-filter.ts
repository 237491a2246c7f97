import { tooManyConditions, urlError } from '../errors.ts'
import { TokenReader } from './token-reader.ts'
import type { TokenKind } from './tokens.ts'
import type { ComparisonOperator, Filter, Literal, Operand, QueryFunction, TextFunction } from './filter-ast.ts'

/** Nesting beyond this is refused before it can cost a stack; real queries stay below ten. */
const deepestNesting = 100
/** Conditions per query, as the platform limits them (unconfirmed for `$filter`, known for FetchXML). */
const mostConditions = 500

const comparisons = new Set<string>(['eq', 'ne', 'gt', 'ge', 'lt', 'le'])
const textFunctions = new Set<string>(['contains', 'startswith', 'endswith'])
/** Dataverse's own filter functions, written with their namespace. */
export const queryFunctions: ReadonlySet<string> = new Set(['In', 'NotIn', 'Between', 'NotBetween'])

/** Values for `@p1` style aliases, taken from the query string. */
export type Aliases = ReadonlyMap<string, string>

/**
 * Parses a `$filter` (percent-decoded) into a tree.
 * Source: "Filter rows", OASIS OData 4.0 URL conventions 5.1.1.
 *
 * @throws DataverseError 400 for syntax, nesting beyond 100 levels or more than 500 conditions.
 */
export const parseFilter = (text: string, aliases: Aliases = new Map()): Filter => {
  const parser = new FilterParser(text, aliases)
  return parser.parse()
}

class FilterParser {
  private readonly reader: TokenReader
  private readonly aliases: Aliases
  private depth = 0
  private conditions = 0

  constructor(text: string, aliases: Aliases) {
    this.reader = new TokenReader(text)
    this.aliases = aliases
  }

  parse(): Filter {
    const filter = this.disjunction()
    this.reader.expectEnd()
    return filter
  }

  private disjunction(): Filter {
    const terms = [this.conjunction()]
    while (this.reader.takeWord('or')) terms.push(this.conjunction())
    return single(terms) ?? { kind: 'any', terms }
  }

  private conjunction(): Filter {
    const terms = [this.negation()]
    while (this.reader.takeWord('and')) terms.push(this.negation())
    return single(terms) ?? { kind: 'all', terms }
  }

  private negation(): Filter {
    if (!this.reader.takeWord('not')) return this.primary()
    return this.nested(() => ({ kind: 'not', term: this.negation() }))
  }

  private nested(read: () => Filter): Filter {
    this.depth += 1
    if (this.depth > deepestNesting) throw urlError('The recursion limit has been exceeded in $filter.')
    const filter = read()
    this.depth -= 1
    return filter
  }

  private primary(): Filter {
    if (this.reader.takeMark('(')) {
      return this.nested(() => {
        const inner = this.disjunction()
        this.reader.expectMark(')')
        return inner
      })
    }
    this.conditions += 1
    if (this.conditions > mostConditions) throw tooManyConditions()
    return this.call() ?? this.comparison()
  }

  private call(): Filter | undefined {
    const token = this.reader.peek()
    if (token.kind !== 'name' || !this.reader.isMark('(', 1)) return undefined
    this.reader.next()
    this.reader.expectMark('(')
    if (textFunctions.has(token.text)) return this.textCall(token.text as TextFunction)
    const name = token.text.replace(/^Microsoft\.Dynamics\.CRM\./, '')
    if (name !== token.text && queryFunctions.has(name)) return this.queryCall(name as QueryFunction)
    throw urlError(
      `An unknown function with name '${token.text}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
    )
  }

  private textCall(fn: TextFunction): Filter {
    const left = this.operand()
    this.reader.expectMark(',')
    const right = this.operand()
    this.reader.expectMark(')')
    // `contains(a,'b') eq true` is what some clients write.
    if (this.reader.takeWord('eq')) {
      if (this.reader.takeWord('true')) return { kind: 'text', fn, left, right }
      if (this.reader.takeWord('false')) return { kind: 'not', term: { kind: 'text', fn, left, right } }
      throw this.reader.syntaxError()
    }
    return { kind: 'text', fn, left, right }
  }

  private queryCall(fn: QueryFunction): Filter {
    let property: string | undefined
    let values: readonly string[] = []
    do {
      const name = this.reader.expect('name').text
      this.reader.expectMark('=')
      if (name === 'PropertyName') property = this.parameter((reader) => reader.expect('string').text)
      else if (name === 'PropertyValues') values = this.parameter(readList)
      else throw this.reader.syntaxError()
    } while (this.reader.takeMark(','))
    this.reader.expectMark(')')
    if (property === undefined) throw this.reader.syntaxError()
    return { kind: 'query', fn, property, values }
  }

  /** A parameter of a query function, in place or behind an alias such as `@p1`. */
  private parameter<T>(read: (reader: TokenReader) => T): T {
    if (this.reader.peek().kind !== 'alias') return read(this.reader)
    const name = this.reader.next().text
    const value = this.aliases.get(name)
    if (value === undefined) throw urlError(`The parameter alias '${name}' has no value.`)
    const reader = new TokenReader(value)
    const parameter = read(reader)
    reader.expectEnd()
    return parameter
  }

  private comparison(): Filter {
    const left = this.operand()
    if (left.kind === 'path') {
      const lambda = this.lambda(left.path)
      if (lambda) return lambda
    }
    const word = this.reader.peek()
    if (word.kind !== 'name' || !comparisons.has(word.text)) return { kind: 'truth', operand: left }
    this.reader.next()
    return { kind: 'compare', op: word.text as ComparisonOperator, left, right: this.operand() }
  }

  /** `roles/any(r:r/name eq 'x')`: the path ends in `any` or `all` and an opening bracket follows. */
  private lambda(path: readonly string[]): Filter | undefined {
    const last = path.at(-1)
    if ((last !== 'any' && last !== 'all') || path.length < 2 || !this.reader.takeMark('(')) return undefined
    const navigation = path.slice(0, -1)
    const kind = last === 'any' ? 'some' : 'every'
    if (this.reader.takeMark(')')) return { kind, navigation, variable: '', term: undefined }
    const variable = this.reader.expect('name').text
    this.reader.expectMark(':')
    let term: Filter | undefined
    this.nested(() => {
      term = this.disjunction()
      return term
    })
    this.reader.expectMark(')')
    return { kind, navigation, variable, term }
  }

  private operand(): Operand {
    const token = this.reader.next()
    switch (token.kind) {
      case 'string':
        return { kind: 'literal', type: 'string', value: token.text }
      case 'number':
        return { kind: 'literal', type: 'number', value: Number(token.text) }
      case 'guid':
        return { kind: 'literal', type: 'guid', value: token.text.toLowerCase() }
      case 'date':
        return { kind: 'literal', type: 'date', value: token.text }
      case 'alias':
        return this.aliased(token.text)
      case 'name':
        return this.named(token.text)
      case 'json':
      case 'mark':
      case 'end':
        throw this.reader.syntaxError()
    }
  }

  private aliased(name: string): Literal {
    const value = this.aliases.get(name)
    if (value === undefined) return { kind: 'literal', type: 'null', value: null }
    const literal = new FilterParser(value, new Map()).operand()
    if (literal.kind !== 'literal') throw urlError(`The value of parameter alias '${name}' is not a literal.`)
    return literal
  }

  private named(text: string): Operand {
    if (text === 'null') return { kind: 'literal', type: 'null', value: null }
    if (text === 'true' || text === 'false') return { kind: 'literal', type: 'boolean', value: text === 'true' }
    // Enum literals: a qualified type name followed by a quoted member.
    if (text.includes('.') && this.reader.peek().kind === 'string') {
      return { kind: 'literal', type: 'string', value: this.reader.next().text }
    }
    const path = [text]
    while (this.reader.isMark('/')) {
      this.reader.next()
      path.push(this.reader.expect('name').text)
    }
    return { kind: 'path', path }
  }
}

const valueKinds: ReadonlySet<TokenKind> = new Set(['string', 'number', 'guid', 'date'])

/** `["5","2000"]` as documented; single quotes and bare numbers are taken too. */
const readList = (reader: TokenReader): readonly string[] => {
  const values: string[] = []
  reader.expectMark('[')
  while (!reader.takeMark(']')) {
    if (values.length > 0) reader.expectMark(',')
    const token = reader.next()
    if (token.kind === 'json') values.push(String(JSON.parse(token.text)))
    else if (valueKinds.has(token.kind)) values.push(token.text)
    else throw reader.syntaxError()
  }
  return values
}

const single = (terms: readonly Filter[]): Filter | undefined => (terms.length === 1 ? terms[0] : undefined)
