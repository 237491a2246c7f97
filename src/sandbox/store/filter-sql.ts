import { isText } from '../dataverse/catalogue/column.ts'
import { noAttribute, unknownProperty, urlError } from '../dataverse/errors.ts'
import { quoted } from './table-schema.ts'
import type { Catalogue, Collection } from '../dataverse/catalogue/catalogue.ts'
import type { Column } from '../dataverse/catalogue/column.ts'
import type { Table } from '../dataverse/catalogue/table.ts'
import type { ComparisonOperator, Filter, Literal, Operand, QueryFunction } from '../dataverse/odata/filter-ast.ts'
import type { SqlCondition } from './record-store.ts'
import type { SqlValue } from './sandbox-store.ts'
import { literalToSql, valueTextToSql } from './literal-sql.ts'
import { hasWildcards, wildcardPattern } from './wildcard-pattern.ts'

/** A property turned into a SQL expression, with the column it ends in. */
interface BoundPath {
  readonly sql: string
  readonly column: Column
  readonly table: Table
}

type SearchListener = (table: Table, column: Column) => void

interface Scope {
  readonly table: Table
  readonly alias: string
  /** Lambda variables in force, innermost last. */
  readonly variables: ReadonlyMap<string, { table: Table; alias: string }>
}

/**
 * Turns filters and property paths into SQL over the record tables. Values go in as parameters, never as text.
 * Navigation becomes a scalar subquery per step, so a missing target reads as null, as in OData.
 */
export class FilterSql {
  private readonly catalogue: Catalogue
  private readonly onSearch: SearchListener
  private aliases = 0

  /** `onSearch` is told of every text column that is compared for equality, before the query runs. */
  constructor(catalogue: Catalogue, onSearch: SearchListener) {
    this.catalogue = catalogue
    this.onSearch = onSearch
  }

  /** @throws DataverseError 400 for unknown properties and operands of the wrong type. */
  condition(table: Table, filter: Filter): SqlCondition {
    const parameters: SqlValue[] = []
    const sql = this.build(filter, { table, alias: 't', variables: new Map() }, parameters)
    return { sql, parameters }
  }

  /** The expression of a property path for sorting. */
  expression(table: Table, path: readonly string[]): BoundPath {
    return this.bind(path, { table, alias: 't', variables: new Map() })
  }

  private build(filter: Filter, scope: Scope, parameters: SqlValue[]): string {
    switch (filter.kind) {
      case 'all':
        return balanced(
          filter.terms.map((term) => this.build(term, scope, parameters)),
          'AND',
        )
      case 'any':
        return balanced(
          filter.terms.map((term) => this.build(term, scope, parameters)),
          'OR',
        )
      case 'not':
        return `NOT (${this.build(filter.term, scope, parameters)})`
      case 'compare':
        return this.compare(filter.op, [filter.left, filter.right], scope, parameters)
      case 'text':
        return this.textMatch(filter, scope, parameters)
      case 'query':
        return this.queryFunction(filter, scope, parameters)
      case 'truth':
        return this.truth(filter.operand, scope)
      case 'some':
      case 'every':
        return this.lambda(filter, scope, parameters)
    }
  }

  private truth(operand: Operand, scope: Scope): string {
    if (operand.kind === 'literal') {
      if (operand.type === 'boolean') return operand.value === true ? '1' : '0'
      throw urlError('The $filter expression must evaluate to a single boolean value.')
    }
    const bound = this.bind(operand.path, scope)
    if (bound.column.kind !== 'Boolean') {
      throw urlError('The $filter expression must evaluate to a single boolean value.')
    }
    return `${bound.sql} = 1`
  }

  private compare(
    op: ComparisonOperator,
    [left, right]: readonly [Operand, Operand],
    scope: Scope,
    parameters: SqlValue[],
  ): string {
    if (left.kind === 'literal') {
      if (right.kind === 'literal') throw urlError('A comparison of two constants is not supported.')
      return this.compare(mirrored[op], [right, left], scope, parameters)
    }
    const bound = this.bind(left.path, scope)
    if (right.kind === 'path') {
      return `${bound.sql} ${sqlOperators[op]} ${this.bind(right.path, scope).sql}`
    }
    if (right.type === 'null') return nullTest(op, bound.sql)
    return this.compareValue(op, bound, right, parameters)
  }

  private compareValue(op: ComparisonOperator, bound: BoundPath, literal: Literal, parameters: SqlValue[]): string {
    const value = literalToSql(bound.column, literal, op)
    if (typeof value === 'string' && isText(bound.column) && !isAscii(value)) {
      parameters.push(value.toLowerCase())
      return `fold(${bound.sql}) ${sqlOperators[op]} ?`
    }
    parameters.push(value)
    if (!isText(bound.column)) return `${bound.sql} ${sqlOperators[op]} ?`
    if (op === 'eq') this.searched(bound)
    return `${bound.sql} ${sqlOperators[op]} ? COLLATE NOCASE`
  }

  private textMatch(filter: Filter & { kind: 'text' }, scope: Scope, parameters: SqlValue[]): string {
    if (filter.left.kind !== 'path' || filter.right.kind !== 'literal' || typeof filter.right.value !== 'string') {
      throw urlError(`No function signature for the function with name '${filter.fn}' matches the specified arguments.`)
    }
    const bound = this.bind(filter.left.path, scope)
    if (!isText(bound.column)) {
      throw urlError(
        `No function signature for the function with name '${filter.fn}' matches the specified arguments. The function signatures considered are: ${filter.fn}(Edm.String Nullable=true, Edm.String Nullable=true).`,
      )
    }
    const needle = filter.right.value.toLowerCase()
    if (hasWildcards(needle)) {
      parameters.push(wildcardPattern(filter.fn, needle))
      return `fold(${bound.sql}) GLOB ?`
    }
    // Without wildcards, `instr` on folded text: nothing to escape, and no limit on the length.
    if (filter.fn === 'contains') {
      parameters.push(needle)
      return `instr(fold(${bound.sql}), ?) > 0`
    }
    if (filter.fn === 'startswith') {
      parameters.push(needle, needle)
      return `substr(fold(${bound.sql}), 1, length(?)) = ?`
    }
    parameters.push(needle, needle, needle)
    return `(length(${bound.sql}) >= length(?) AND substr(fold(${bound.sql}), -length(?)) = ?)`
  }

  private queryFunction(filter: Filter & { kind: 'query' }, scope: Scope, parameters: SqlValue[]): string {
    const bound = this.bindNamed(filter.property, scope)
    const values = filter.values.map((value) => valueTextToSql(bound.column, value))
    const expected = rangeFunctions.has(filter.fn) ? 2 : undefined
    if (values.length === 0 || (expected !== undefined && values.length !== expected)) {
      throw urlError(`The function '${filter.fn}' needs ${expected ?? 'at least 1'} values.`)
    }
    parameters.push(...values)
    const not = filter.fn.startsWith('Not') ? 'NOT ' : ''
    if (filter.fn === 'In') this.searched(bound)
    const collation = isText(bound.column) ? ' COLLATE NOCASE' : ''
    if (expected !== undefined) return `${bound.sql}${collation} ${not}BETWEEN ? AND ?`
    return `${bound.sql}${collation} ${not}IN (${values.map(() => '?').join(',')})`
  }

  /** A name inside of a string, which the OData layer does not look at (unconfirmed). */
  private bindNamed(property: string, scope: Scope): BoundPath {
    const isKnown = property.includes('/') || scope.table.property(property) !== undefined
    if (!isKnown) throw noAttribute(scope.table, property)
    return this.bind(property.split('/'), scope)
  }

  private searched({ table, column }: BoundPath): void {
    if (isText(column)) this.onSearch(table, column)
  }

  /** `any()` without a term asks whether there is a row at all. */
  private lambda(filter: Filter & { kind: 'some' | 'every' }, scope: Scope, parameters: SqlValue[]): string {
    const [navigation = '', ...more] = filter.navigation
    const collection = more.length > 0 ? undefined : this.catalogue.collection(scope.table, navigation)
    if (!collection) throw unknownProperty(filter.navigation.join('/'), scope.table.logicalName)
    const alias = this.alias()
    const variables = new Map(scope.variables).set(filter.variable, { table: collection.other, alias })
    const term = filter.term ? this.build(filter.term, { ...scope, variables }, parameters) : '1'
    const wanted = filter.kind === 'some' ? term : `NOT (${term})`
    const own = `${scope.alias}.${quoted(scope.table.primaryId)}`
    const inner = `SELECT 1 FROM ${this.members(collection, alias, own)} AND (${wanted})`
    return filter.kind === 'some' ? `EXISTS (${inner})` : `NOT EXISTS (${inner})`
  }

  /** The rows of a collection: table and condition, up to where more conditions may follow. */
  private members(collection: Collection, alias: string, own: string): string {
    const table = `${quoted(collection.other.logicalName)} AS ${alias}`
    if (collection.kind === 'one-to-many') {
      return `${table} WHERE ${alias}.${quoted(collection.column.logicalName)} = ${own}`
    }
    const { through, ownKey, otherKey } = collection.intersection
    const pair = this.alias()
    return `${table} JOIN ${quoted(through)} AS ${pair} ON ${pair}.${quoted(otherKey)} = ${alias}.${quoted(collection.other.primaryId)} WHERE ${pair}.${quoted(ownKey)} = ${own}`
  }

  private bind(path: readonly string[], scope: Scope): BoundPath {
    const [first, ...rest] = path
    const variable = first === undefined ? undefined : scope.variables.get(first)
    if (variable)
      return this.bind(rest, { ...scope, table: variable.table, alias: variable.alias, variables: new Map() })
    if (first === undefined) throw urlError('A property name is missing.')
    if (rest.length === 0) return bindProperty(first, scope)
    return this.bindThrough(first, rest, scope)
  }

  private bindThrough(navigation: string, rest: readonly string[], scope: Scope): BoundPath {
    const [step] = scope.table.navigation(navigation)
    if (!step) throw unknownProperty(navigation, scope.table.logicalName)
    const target = this.catalogue.get(step.target)
    const alias = this.alias()
    const inner = this.bind(rest, { table: target, alias, variables: scope.variables })
    const sql = `(SELECT ${inner.sql} FROM ${quoted(target.logicalName)} AS ${alias} WHERE ${alias}.${quoted(target.primaryId)} = ${scope.alias}.${quoted(step.column.logicalName)})`
    return { ...inner, sql }
  }

  private alias(): string {
    this.aliases += 1
    return `n${this.aliases}`
  }
}

const bindProperty = (name: string, scope: Scope): BoundPath => {
  const column = scope.table.property(name)
  if (!column) throw unknownProperty(name, scope.table.logicalName)
  return { sql: `${scope.alias}.${quoted(column.logicalName)}`, column, table: scope.table }
}

/** `IS` and `IS NOT` for equality: a null is unequal to every value, as the platform answers `ne` (unconfirmed). */
const sqlOperators: Readonly<Record<ComparisonOperator, string>> = {
  eq: '=',
  ne: 'IS NOT',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  ge: 'le',
  lt: 'gt',
  le: 'ge',
}

const rangeFunctions = new Set<QueryFunction>(['Between', 'NotBetween'])

const nullTest = (op: ComparisonOperator, sql: string): string => {
  if (op === 'eq') return `${sql} IS NULL`
  if (op === 'ne') return `${sql} IS NOT NULL`
  return '0'
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text)

/** A balanced tree keeps hundreds of terms far from SQLite's limit on expression depth. */
const balanced = (terms: readonly string[], operator: 'AND' | 'OR'): string => {
  if (terms.length <= 2) return terms.map((term) => `(${term})`).join(` ${operator} `)
  const middle = Math.floor(terms.length / 2)
  return `(${balanced(terms.slice(0, middle), operator)}) ${operator} (${balanced(terms.slice(middle), operator)})`
}
