import { isPolymorphic, isText, targetColumnName } from '../dataverse/catalogue/column.ts'
import type { Catalogue } from '../dataverse/catalogue/catalogue.ts'
import type { Column, ColumnKind } from '../dataverse/catalogue/column.ts'
import type { AlternateKey, Table } from '../dataverse/catalogue/table.ts'
import type { SandboxStore } from './sandbox-store.ts'

/** Double quotes keep every name a name; the catalogue's names hold no quotes. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const sqlTypes: Readonly<Record<ColumnKind, 'INTEGER' | 'REAL' | 'TEXT'>> = {
  Integer: 'INTEGER',
  BigInt: 'INTEGER',
  Boolean: 'INTEGER',
  Picklist: 'INTEGER',
  State: 'INTEGER',
  Status: 'INTEGER',
  Decimal: 'REAL',
  Double: 'REAL',
  Money: 'REAL',
  String: 'TEXT',
  Memo: 'TEXT',
  DateTime: 'TEXT',
  Lookup: 'TEXT',
  Owner: 'TEXT',
  Customer: 'TEXT',
  Uniqueidentifier: 'TEXT',
}

/** Text compares without case, as the platform's collation does (unconfirmed); letters beyond ASCII are folded by `fold`. */
const sqlColumns = (column: Column): readonly string[] => {
  const own = `${quoted(column.logicalName)} ${sqlTypes[column.kind]}${isText(column) ? ' COLLATE NOCASE' : ''}`
  return isPolymorphic(column) ? [own, `${quoted(targetColumnName(column))} TEXT`] : [own]
}

/** Makes the SQL tables of the catalogue where they are missing, and adds columns that a newer product brought. */
export const createTables = (store: SandboxStore, catalogue: Catalogue): void => {
  for (const table of catalogue.tables()) {
    createTable(store, table)
    for (const { through, ownKey, otherKey } of table.intersections) {
      store.execute(
        `CREATE TABLE IF NOT EXISTS ${quoted(through)} (${quoted(ownKey)} TEXT NOT NULL, ${quoted(otherKey)} TEXT NOT NULL, depth TEXT, PRIMARY KEY (${quoted(ownKey)}, ${quoted(otherKey)}))`,
      )
    }
  }
}

const createTable = (store: SandboxStore, table: Table): void => {
  const name = quoted(table.logicalName)
  const columns = [...table.columns.values()]
  const definitions = columns.flatMap((column) =>
    column.logicalName === table.primaryId
      ? [`${quoted(column.logicalName)} TEXT PRIMARY KEY NOT NULL`]
      : sqlColumns(column),
  )
  store.execute(`CREATE TABLE IF NOT EXISTS ${name} (${definitions.join(', ')})`)
  const existing = new Set(store.all(`PRAGMA table_info(${name})`).map((row) => row['name']))
  for (const column of columns) if (!existing.has(column.logicalName)) addSqlColumn(store, table, column)
}

/**
 * Makes the index of a searched column, which is done when it is first searched: every index costs each new row a page somewhere
 * in the file, and a store that is only written to needs none.
 */
export const createSearchIndex = (store: SandboxStore, table: Table, column: string): void =>
  store.execute(
    `CREATE INDEX IF NOT EXISTS ${quoted(`${table.logicalName}.${column}`)} ON ${quoted(table.logicalName)} (${quoted(column)} COLLATE NOCASE) WHERE ${quoted(column)} IS NOT NULL`,
  )

export const addSqlColumn = (store: SandboxStore, table: Table, column: Column): void => {
  for (const definition of sqlColumns(column)) {
    store.execute(`ALTER TABLE ${quoted(table.logicalName)} ADD COLUMN ${definition}`)
  }
  store.forgetStatements()
}

export const dropSqlColumn = (store: SandboxStore, table: Table, column: Column): void => {
  store.execute(`ALTER TABLE ${quoted(table.logicalName)} DROP COLUMN ${quoted(column.logicalName)}`)
  store.forgetStatements()
}

const keyIndexName = (table: Table, key: AlternateKey): string => `key:${table.logicalName}.${key.logicalName}`

/** Rows with a null in a key column are not constrained (unconfirmed), which is how SQLite's unique indexes work too. */
export const createKeyIndex = (store: SandboxStore, table: Table, key: AlternateKey): void => {
  const columns = key.columns.map(quoted).join(', ')
  store.execute(
    `CREATE UNIQUE INDEX IF NOT EXISTS ${quoted(keyIndexName(table, key))} ON ${quoted(table.logicalName)} (${columns})`,
  )
  store.forgetStatements()
}

export const dropKeyIndex = (store: SandboxStore, table: Table, key: AlternateKey): void => {
  store.execute(`DROP INDEX IF EXISTS ${quoted(keyIndexName(table, key))}`)
  store.forgetStatements()
}

/** Removes everything but the settings; who the organisation is survives a reset. */
export const dropTables = (store: SandboxStore): void => {
  const names = store.all(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('$settings') AND name NOT LIKE 'sqlite_%'`,
  )
  for (const row of names) store.execute(`DROP TABLE ${quoted(String(row['name']))}`)
  store.forgetStatements()
}
