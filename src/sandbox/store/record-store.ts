import { quoted } from './table-schema.ts'
import type { Table } from '../dataverse/catalogue/table.ts'
import type { Row, SandboxStore, SqlValue } from './sandbox-store.ts'

/** A condition in SQL with its parameters; `t` is the alias of the table asked. */
export interface SqlCondition {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

export interface RecordQuery {
  readonly conditions: readonly SqlCondition[]
  /** `ORDER BY` terms, already in SQL. */
  readonly order: readonly string[]
  readonly limit: number | undefined
}

const keptInserts = 200

export interface AggregateQuery {
  readonly conditions: readonly SqlCondition[]
  /** Expressions over a group, in SQL. */
  readonly outputs: readonly string[]
  readonly groups: readonly string[]
}

/** Rows of the catalogue's tables, one SQL statement per question. Knows nothing of HTTP or OData. */
export class RecordStore {
  private readonly store: SandboxStore
  /** Insert statements by table and columns; rows of one client mostly have the same ones. */
  private readonly inserts = new Map<string, string>()

  constructor(store: SandboxStore) {
    this.store = store
  }

  byId(table: Table, id: string): Row | undefined {
    return this.store.get(`SELECT * FROM ${quoted(table.logicalName)} WHERE ${quoted(table.primaryId)} = ?`, [id])
  }

  exists(table: Table, id: string): boolean {
    return (
      this.store.get(`SELECT 1 AS found FROM ${quoted(table.logicalName)} WHERE ${quoted(table.primaryId)} = ?`, [
        id,
      ]) !== undefined
    )
  }

  insert(table: Table, row: Row): void {
    this.store.run(this.insertSql(table, Object.keys(row)), Object.values(row))
  }

  private insertSql(table: Table, names: readonly string[]): string {
    const key = `${table.logicalName}:${names.join()}`
    const known = this.inserts.get(key)
    if (known !== undefined) return known
    if (this.inserts.size >= keptInserts) this.inserts.clear()
    const sql = `INSERT INTO ${quoted(table.logicalName)} (${names.map(quoted).join(',')}) VALUES (${names.map(() => '?').join(',')})`
    this.inserts.set(key, sql)
    return sql
  }

  update(table: Table, id: string, changes: Row): void {
    const names = Object.keys(changes)
    this.store.run(
      `UPDATE ${quoted(table.logicalName)} SET ${names.map((name) => `${quoted(name)} = ?`).join(',')} WHERE ${quoted(table.primaryId)} = ?`,
      [...Object.values(changes), id],
    )
  }

  remove(table: Table, id: string): boolean {
    return this.store.run(`DELETE FROM ${quoted(table.logicalName)} WHERE ${quoted(table.primaryId)} = ?`, [id]) > 0
  }

  query(table: Table, query: RecordQuery): readonly Row[] {
    const limit = query.limit === undefined ? '' : ` LIMIT ${query.limit}`
    const order = query.order.length > 0 ? ` ORDER BY ${query.order.join(', ')}` : ''
    const where = whereOf(query.conditions)
    return this.store.all(
      `SELECT t.* FROM ${quoted(table.logicalName)} AS t${where.sql}${order}${limit}`,
      where.parameters,
    )
  }

  /** Counts matching rows, but never further than `most`. */
  count(table: Table, conditions: readonly SqlCondition[], most: number): number {
    const where = whereOf(conditions)
    const row = this.store.get(
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${quoted(table.logicalName)} AS t${where.sql} LIMIT ${most})`,
      where.parameters,
    )
    return Number(row?.['n'] ?? 0)
  }

  /** The outputs of every group, in the order of the groups; one group of all rows without any. */
  aggregate(table: Table, query: AggregateQuery): readonly (readonly SqlValue[])[] {
    const where = whereOf(query.conditions)
    const groups =
      query.groups.length === 0 ? '' : ` GROUP BY ${query.groups.join(', ')} ORDER BY ${query.groups.join(', ')}`
    const columns = query.outputs.map((sql, index) => `${sql} AS c${index}`).join(', ')
    const rows = this.store.all(
      `SELECT ${columns} FROM ${quoted(table.logicalName)} AS t${where.sql}${groups}`,
      where.parameters,
    )
    return rows.map((row) => query.outputs.map((_sql, index) => row[`c${index}`] ?? null))
  }

  link(pair: Pair): void {
    this.store.run(
      `INSERT OR IGNORE INTO ${quoted(pair.through)} (${quoted(pair.ownKey)}, ${quoted(pair.otherKey)}) VALUES (?, ?)`,
      [pair.own, pair.other],
    )
  }

  unlink(pair: Pair): boolean {
    return (
      this.store.run(
        `DELETE FROM ${quoted(pair.through)} WHERE ${quoted(pair.ownKey)} = ? AND ${quoted(pair.otherKey)} = ?`,
        [pair.own, pair.other],
      ) > 0
    )
  }
}

/** One row of a many-to-many table. */
export interface Pair {
  readonly through: string
  readonly ownKey: string
  readonly otherKey: string
  readonly own: string
  readonly other: string
}

const whereOf = (conditions: readonly SqlCondition[]): SqlCondition => ({
  sql: conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`,
  parameters: conditions.flatMap(({ parameters }) => parameters),
})
