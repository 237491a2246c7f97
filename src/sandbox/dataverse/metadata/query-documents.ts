import { unknownProperty, urlError } from '../errors.ts'
import type { ComparisonOperator, Filter, Operand } from '../odata/filter-ast.ts'
import type { QueryOptions } from '../odata/query-options.ts'
import type { Document } from './document.ts'

/** The base type whose properties an uncast path may select. */
const baseTypes: Readonly<Record<string, string>> = {
  EntityMetadata: 'EntityMetadata',
  EntityKeyMetadata: 'EntityKeyMetadata',
  OneToManyRelationshipMetadata: 'OneToManyRelationshipMetadata',
  ManyToManyRelationshipMetadata: 'ManyToManyRelationshipMetadata',
  OptionSetMetadata: 'OptionSetMetadata',
  BooleanOptionSetMetadata: 'BooleanOptionSetMetadata',
}

const baseTypeOf = (type: string): string => baseTypes[type] ?? 'AttributeMetadata'

/**
 * One metadata object as the query options want it. Without a cast only base properties can be selected, and the concrete type is
 * named.
 *
 * @throws DataverseError 400 0x80060888 for properties that the (cast) type does not have.
 */
export const presentDocument = (
  document: Document,
  options: QueryOptions,
  isCast: boolean,
): Record<string, unknown> => {
  const isDerived = baseTypeOf(document.type) !== document.type
  const visible: Readonly<Record<string, unknown>> =
    isCast || options.select === undefined || !isDerived ? { ...document.base, ...document.derived } : document.base
  const json: Record<string, unknown> =
    isDerived && !isCast ? { '@odata.type': `#Microsoft.Dynamics.CRM.${document.type}` } : {}
  for (const name of selectedNames(document, options, visible, isCast)) json[name] = visible[name]
  for (const item of options.expand) {
    const navigation = document.navigations[item.navigation]
    if (!navigation) throw unknownProperty(item.navigation, isCast ? document.type : baseTypeOf(document.type))
    json[item.navigation] = presentBelow(navigation(), item.options)
  }
  return json
}

const selectedNames = (
  document: Document,
  options: QueryOptions,
  visible: Readonly<Record<string, unknown>>,
  isCast: boolean,
): readonly string[] => {
  if (options.select === undefined) return Object.keys(visible)
  for (const name of options.select) {
    if (name in visible || name in document.navigations) continue
    throw unknownProperty(name, isCast ? document.type : baseTypeOf(document.type))
  }
  return [...new Set([...options.select.filter((name) => name in visible), 'MetadataId'])]
}

const presentBelow = (value: Document | readonly Document[] | null, options: QueryOptions): unknown => {
  if (value === null) return null
  if (isList(value)) return queryDocuments(value, options, false)
  return presentDocument(value, options, true)
}

const isList = (value: Document | readonly Document[]): value is readonly Document[] => Array.isArray(value)

/** A collection of metadata objects, filtered and cut. Sorting is refused, as the real metadata endpoint refuses it. */
export const queryDocuments = (
  documents: readonly Document[],
  options: QueryOptions,
  isCast: boolean,
): readonly Record<string, unknown>[] => {
  if (options.orderBy.length > 0) throw urlError('The $orderby query option is not supported on metadata entities.')
  const { filter } = options
  const matching = filter ? documents.filter((document) => holds(filter, document)) : documents
  return matching.slice(0, options.top).map((document) => presentDocument(document, options, isCast))
}

const holds = (filter: Filter, document: Document): boolean => {
  switch (filter.kind) {
    case 'all':
      return filter.terms.every((term) => holds(term, document))
    case 'any':
      return filter.terms.some((term) => holds(term, document))
    case 'not':
      return !holds(filter.term, document)
    case 'compare':
      return compare(filter.op, valueOf(filter.left, document), valueOf(filter.right, document))
    case 'truth':
      return valueOf(filter.operand, document) === true
    case 'text':
    case 'query':
    case 'some':
    case 'every':
      throw urlError('This function is not supported in a $filter on metadata entities.')
  }
}

type Scalar = string | number | boolean | null

const valueOf = (operand: Operand, document: Document): Scalar => {
  if (operand.kind === 'literal') return operand.value
  let value: unknown = { ...document.base, ...document.derived }
  for (const name of operand.path) {
    if (typeof value !== 'object' || value === null || !(name in value)) {
      throw unknownProperty(operand.path.join('/'), baseTypeOf(document.type))
    }
    value = (value as Record<string, unknown>)[name]
  }
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) ? (value as Scalar) : null
}

type Ordered = Exclude<Scalar, null>

const ORDERS: Readonly<Record<Exclude<ComparisonOperator, 'eq' | 'ne'>, (left: Ordered, right: Ordered) => boolean>> = {
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
}

const compare = (op: ComparisonOperator, left: Scalar, right: Scalar): boolean => {
  if (op === 'eq') return left === right
  if (op === 'ne') return left !== right
  // Nothing is greater or smaller than null.
  return left !== null && right !== null && ORDERS[op](left, right)
}
