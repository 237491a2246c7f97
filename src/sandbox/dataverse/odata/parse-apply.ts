import { urlError } from '../errors.ts'
import { parseFilter } from './parse-filter.ts'
import { splitOutside } from './query-options.ts'
import type { Filter } from './filter-ast.ts'
import type { Aliases } from './parse-filter.ts'

const methods = ['sum', 'average', 'min', 'max', 'countdistinct'] as const
export type AggregateMethod = (typeof methods)[number]

/** `revenue with sum as total`, or `$count as n`, which has no path. */
export interface Aggregate {
  readonly alias: string
  readonly path: readonly string[] | undefined
  readonly method: AggregateMethod | 'count'
}

/** What `$apply` asks for: rows that pass the filter, in groups, with values of each group. */
export interface Aggregation {
  readonly filter: Filter | undefined
  readonly groups: readonly (readonly string[])[]
  readonly aggregates: readonly Aggregate[]
}

/**
 * Reads `$apply` in the forms that Dataverse documents: `filter(…)/` before `groupby((…),aggregate(…))` or `aggregate(…)`.
 * Source: "Aggregate data using OData".
 *
 * @throws DataverseError 400 0x80060888 for anything else.
 */
export const parseApply = (text: string, aliases: Aliases): Aggregation => {
  const steps = splitOutside(text.trim(), '/').map(readStep)
  const [first, second, ...more] = steps
  const filter = first?.name === 'filter' ? parseFilter(first.inner, aliases) : undefined
  const last = filter === undefined ? first : second
  const rest = filter === undefined ? [second, ...more] : more
  if (!last || rest.some((step) => step !== undefined)) throw notSupported(text)
  if (last.name === 'aggregate') return { filter, groups: [], aggregates: readAggregates(last.inner) }
  if (last.name === 'groupby') return { filter, ...readGroupBy(last.inner) }
  throw notSupported(text)
}

const notSupported = (text: string) => urlError(`The $apply expression '${text.slice(0, 200)}' is not supported.`)

const readStep = (text: string): { name: string; inner: string } => {
  const [, name, inner] = /^\s*([a-z]+)\((.*)\)\s*$/s.exec(text) ?? []
  if (name === undefined || inner === undefined) throw notSupported(text)
  return { name, inner }
}

const readGroupBy = (text: string): Pick<Aggregation, 'groups' | 'aggregates'> => {
  const [list = '', aggregate, ...more] = splitOutside(text, ',')
  const names = /^\s*\(([^()]+)\)\s*$/.exec(list)?.[1]
  if (names === undefined || more.length > 0) throw notSupported(text)
  const groups = names.split(',').map(readPath)
  if (aggregate === undefined) return { groups, aggregates: [] }
  const step = readStep(aggregate)
  if (step.name !== 'aggregate') throw notSupported(aggregate)
  return { groups, aggregates: readAggregates(step.inner) }
}

const readPath = (text: string): readonly string[] => {
  const path = text.trim().split('/')
  if (path.some((name) => !/^[A-Za-z_]\w*$/.test(name))) throw notSupported(text)
  return path
}

const readAggregates = (text: string): readonly Aggregate[] => {
  const aggregates = text.split(',').map(readAggregate)
  if (new Set(aggregates.map(({ alias }) => alias)).size < aggregates.length) throw notSupported(text)
  return aggregates
}

const readAggregate = (text: string): Aggregate => {
  const [, what = '', alias = ''] = /^\s*(.+?)\s+as\s+([A-Za-z_]\w{0,127})\s*$/.exec(text) ?? []
  if (what === '$count') return { alias, path: undefined, method: 'count' }
  const [, path = '', word] = /^(\S+)\s+with\s+(\S+)$/.exec(what) ?? []
  const method = methods.find((candidate) => candidate === word)
  if (method === undefined) throw notSupported(text)
  return { alias, path: readPath(path), method }
}
