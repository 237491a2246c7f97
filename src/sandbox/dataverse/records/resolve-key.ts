import { keyNotDefined, missingByKey, urlError } from '../errors.ts'
import { literalToSql } from '../../store/literal-sql.ts'
import { quoted } from '../../store/table-schema.ts'
import { isGuid, normaliseGuid } from './stored-value.ts'
import type { Row, SqlValue } from '../../store/sandbox-store.ts'
import type { Column } from '../catalogue/column.ts'
import type { AlternateKey, Table } from '../catalogue/table.ts'
import type { KeyValue } from '../odata/resource-path.ts'
import type { Literal } from '../odata/filter-ast.ts'
import type { Organisation } from '../organisation.ts'

/** The row that a key predicate names. `values` are the alternate key's columns, for an upsert that has to create it. */
export interface ResolvedKey {
  readonly id: string | undefined
  readonly values: Row
  readonly alternateKey: AlternateKey | undefined
  /** @throws DataverseError 404 0x80060891 when no row has the key. */
  requireId(): string
}

/**
 * Reads `(<guid>)`, `(leadid=<guid>)` or an alternate key. Characters such as `/ < > * % & : \ ? +` in key values, which the
 * real service stumbles over, work here when they are encoded.
 * Source: "Define alternate keys", "Use an alternate key to reference a row".
 *
 * @throws DataverseError 400 0x80060890 when the columns are no active key; 400 0x80060888 for malformed keys.
 */
export const resolveKey = (
  organisation: Organisation,
  table: Table,
  keys: ReadonlyMap<string, KeyValue>,
): ResolvedKey => {
  const direct = keys.get('') ?? (keys.size === 1 ? keys.get(table.primaryId) : undefined)
  if (direct) return byPrimaryKey(table, direct)
  if (keys.size === 0) throw urlError('Bad Request - Error in query syntax.')
  const columns = [...keys].map(([name, value]) => ({ column: keyColumn(table, name), value }))
  const names = columns.map(({ column }) => column.logicalName)
  const key = findKey(table, names)
  if (!key) throw keyNotDefined(table, names)
  const values: Row = {}
  for (const { column, value } of columns) values[column.logicalName] = literalToSql(column, toLiteral(value), 'eq')
  return byAlternateKey(organisation, table, key, values)
}

const byPrimaryKey = (table: Table, value: KeyValue): ResolvedKey => {
  if (!isGuid(value.value)) {
    throw urlError(
      `Error in query syntax: '${value.value.slice(0, 100)}' is not a valid key of the entity set '${table.entitySetName}'.`,
    )
  }
  const id = normaliseGuid(value.value)
  return { id, values: {}, alternateKey: undefined, requireId: () => id }
}

const keyColumn = (table: Table, name: string): Column => {
  const column = table.property(name) ?? table.columns.get(name)
  if (!column)
    throw urlError(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table.logicalName}'.`)
  return column
}

const findKey = (table: Table, names: readonly string[]): AlternateKey | undefined => {
  const wanted = [...names].sort().join()
  return [...table.keys.values()].find((key) => key.status === 'Active' && [...key.columns].sort().join() === wanted)
}

const toLiteral = (value: KeyValue): Literal => {
  switch (value.kind) {
    case 'guid':
      return { kind: 'literal', type: 'guid', value: value.value.toLowerCase() }
    case 'number':
      return { kind: 'literal', type: 'number', value: Number(value.value) }
    case 'date':
      return { kind: 'literal', type: 'date', value: value.value }
    default:
      return { kind: 'literal', type: 'string', value: value.value }
  }
}

const byAlternateKey = (
  organisation: Organisation,
  table: Table,
  alternateKey: AlternateKey,
  values: Row,
): ResolvedKey => {
  const names = Object.keys(values)
  const parameters: SqlValue[] = Object.values(values)
  const [row] = organisation.records.query(table, {
    conditions: [{ sql: names.map((name) => `t.${quoted(name)} = ?`).join(' AND '), parameters }],
    order: [],
    limit: 1,
  })
  const id = row ? String(row[table.primaryId]) : undefined
  return {
    id,
    values,
    alternateKey,
    requireId: () => {
      if (id === undefined) throw missingByKey()
      return id
    },
  }
}
