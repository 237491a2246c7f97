import Database from 'better-sqlite3'

/** SQLite's own name of an error (`SQLITE_CORRUPT`, `SQLITE_BUSY_SNAPSHOT`), or null when it is no error of SQLite's. */
export const sqliteCode = (error: unknown): string | null => (error instanceof Database.SqliteError ? error.code : null)

/** The file is no database, or one whose pages contradict each other. Source: SQLite, "Result and Error Codes". */
export const isDamage = (error: unknown): boolean => {
  const code = sqliteCode(error)
  return code !== null && (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
}

export const isBusy = (error: unknown): boolean => {
  const code = sqliteCode(error)
  return code !== null && (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
}
