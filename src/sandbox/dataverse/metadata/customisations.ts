import { addSqlColumn, createKeyIndex } from '../../store/table-schema.ts'
import type { SandboxStore } from '../../store/sandbox-store.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Column } from '../catalogue/column.ts'
import type { AlternateKey, Table } from '../catalogue/table.ts'

/** Columns and keys made through the Web API; kept as JSON beside the rows, gone with a reset. */
const ensureTable = (store: SandboxStore): void => {
  store.execute(
    'CREATE TABLE IF NOT EXISTS "$customisations" (kind TEXT NOT NULL, tablename TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, tablename, name)) STRICT',
  )
}

/** Puts what was made in earlier runs back into the catalogue. */
export const restoreCustomisations = (store: SandboxStore, catalogue: Catalogue): void => {
  ensureTable(store)
  for (const row of store.all('SELECT kind, tablename, json FROM "$customisations"')) {
    const table = catalogue.find(String(row['tablename']))
    if (!table) continue
    const value: unknown = JSON.parse(String(row['json']))
    if (row['kind'] === 'column') table.addColumn(value as Column)
    else {
      const key = value as AlternateKey
      table.keys.set(key.logicalName, key)
    }
  }
}

const save = (store: SandboxStore, kind: 'column' | 'key', table: Table, value: Column | AlternateKey): void => {
  store.run(
    'INSERT INTO "$customisations" (kind, tablename, name, json) VALUES (?, ?, ?, ?) ON CONFLICT (kind, tablename, name) DO UPDATE SET json = excluded.json',
    [kind, table.logicalName, value.logicalName, JSON.stringify(value)],
  )
}

/** Stores a new column; it is in force once the table knows it. */
export const saveCustomColumn = (store: SandboxStore, table: Table, column: Column): void => {
  save(store, 'column', table, column)
  addSqlColumn(store, table, column)
}

/** Replaces a column's definition; its storage stays as it is. */
export const changeCustomColumn = (store: SandboxStore, table: Table, column: Column): void => {
  save(store, 'column', table, column)
  table.addColumn(column)
}

export const saveKey = (store: SandboxStore, table: Table, key: AlternateKey): void => {
  save(store, 'key', table, key)
  table.keys.set(key.logicalName, key)
  if (key.status === 'Active') createKeyIndex(store, table, key)
}

export const removeCustomisation = (store: SandboxStore, kind: 'column' | 'key', table: Table, name: string): void => {
  store.run('DELETE FROM "$customisations" WHERE kind = ? AND tablename = ? AND name = ?', [
    kind,
    table.logicalName,
    name,
  ])
}
