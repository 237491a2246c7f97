import { DataverseError } from '../dataverse-error.ts'
import { urlError } from '../errors.ts'
import { jsonReply } from '../operation.ts'
import { parseApply } from '../odata/parse-apply.ts'
import { preferenceApplied, wantsAnnotation } from '../preferences.ts'
import { visibleRows } from '../security/authorise.ts'
import { propertyName } from '../catalogue/column.ts'
import { contextUrl } from './context-url.ts'
import { formatValue } from './format-value.ts'
import type { SqlValue } from '../../store/sandbox-store.ts'
import type { Column, ColumnKind } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Aggregate } from '../odata/parse-apply.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'

/** Source: "Aggregate data using OData"; more rows are refused by AggregateQueryRecordLimit. */
const mostRows = 50_000

/** One value of every group: its name in the answer, how it is computed, and what it is a value of. */
interface Output {
  readonly name: string
  readonly sql: string
  /** `undefined` for numbers of rows. */
  readonly column: Column | undefined
}

/**
 * Answers `$apply` on an entity set: groups and their values, without ids; groups without a value leave it out.
 *
 * @throws DataverseError 400 for expressions and columns that cannot be aggregated, other query options beside it, and more than
 *   50,000 rows.
 */
export const aggregateRecords = (context: OperationContext, table: Table, operation: Operation): Reply => {
  const { organisation, preferences } = context
  const other = [...operation.query.keys()].find((name) => name.startsWith('$') && name !== '$apply')
  if (other !== undefined) throw urlError(`The query parameter ${other} is not supported together with $apply.`)
  const aliases = new Map([...operation.query].filter(([name]) => name.startsWith('@')))
  const { filter, groups, aggregates } = parseApply(operation.query.get('$apply') ?? '', aliases)
  const grouped = groups.map((path) => groupOf(context, table, path))
  const outputs = [...grouped, ...aggregates.map((aggregate) => aggregateOf(context, table, aggregate))]
  const visible = visibleRows(context.caller, table)
  const conditions = filter ? [...visible, organisation.filters.condition(table, filter)] : visible
  if (organisation.records.count(table, conditions, mostRows + 1) > mostRows) throw tooManyRows()
  const rows = organisation.records.aggregate(table, {
    conditions,
    outputs: outputs.map(({ sql }) => sql),
    groups: grouped.map(({ sql }) => sql),
  })
  return jsonReply(
    200,
    {
      '@odata.context': contextUrl(context, table.entitySetName),
      value: rows.map((values) => present(context, outputs, values)),
    },
    preferenceApplied(preferences),
  )
}

const groupOf = (context: OperationContext, table: Table, path: readonly string[]): Output => {
  const { sql, column } = context.organisation.filters.expression(table, path)
  if (column.kind === 'DateTime') throw urlError(`Grouping by the date '${path.join('/')}' is not supported.`)
  return { name: nameOf(context, table, path, column), sql, column }
}

/** A column of a related row is named after its table: `contact_fullname`. */
const nameOf = (context: OperationContext, table: Table, path: readonly string[], column: Column): string => {
  if (path.length === 1) return propertyName(column)
  const { catalogue } = context.organisation
  const owner = path
    .slice(0, -1)
    .reduce((at, step) => catalogue.get(at.navigation(step)[0]?.target ?? at.logicalName), table)
  return `${owner.logicalName}_${column.logicalName}`
}

const numeric: ReadonlySet<ColumnKind> = new Set(['Integer', 'BigInt', 'Decimal', 'Double', 'Money'])
const ordered: ReadonlySet<ColumnKind> = new Set([...numeric, 'DateTime'])

const aggregateOf = (context: OperationContext, table: Table, { alias, path, method }: Aggregate): Output => {
  if (path === undefined) return { name: alias, sql: 'count(*)', column: undefined }
  const { sql, column } = context.organisation.filters.expression(table, path)
  switch (method) {
    case 'count':
    case 'countdistinct':
      return { name: alias, sql: `count(DISTINCT ${sql})`, column: undefined }
    case 'sum':
    case 'average':
      requireKind(numeric, column, method)
      return { name: alias, sql: `${method === 'sum' ? 'sum' : 'avg'}(${sql})`, column }
    case 'min':
    case 'max':
      requireKind(ordered, column, method)
      return { name: alias, sql: `${method}(${sql})`, column }
  }
}

const requireKind = (kinds: ReadonlySet<ColumnKind>, column: Column, method: string): void => {
  if (!kinds.has(column.kind)) throw urlError(`The method '${method}' does not fit the column '${column.logicalName}'.`)
}

const present = (
  context: OperationContext,
  outputs: readonly Output[],
  values: readonly SqlValue[],
): Record<string, unknown> => {
  const json: Record<string, unknown> = {}
  const isFormatted = wantsAnnotation(context.preferences, 'OData.Community.Display.V1.FormattedValue')
  outputs.forEach(({ name, column }, index) => {
    const value = values[index] ?? null
    if (value === null) return
    const text = isFormatted ? formatted(context, column, value) : undefined
    if (text !== undefined) json[`${name}@OData.Community.Display.V1.FormattedValue`] = text
    json[name] = column?.kind === 'Boolean' ? value === 1 : value
  })
  return json
}

const formatted = (context: OperationContext, column: Column | undefined, value: SqlValue): string | undefined =>
  column === undefined ? String(value) : formatValue(context.organisation, column, { [column.logicalName]: value })

const tooManyRows = (): DataverseError =>
  new DataverseError(400, '0x8004e023', 'The maximum record limit is exceeded. Reduce the number of records.')
