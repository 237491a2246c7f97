import type Database from 'better-sqlite3'
import type { Migration } from './migrations/migration.ts'

/**
 * Brings the database to the last of `migrations`: each step and its number in one transaction, so that a crash leaves either side of it.
 * Numbers must rise by one from 1.
 */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  for (const [index, { version, name }] of migrations.entries()) {
    if (version !== index + 1)
      throw new Error(`Migration "${name}" has number ${String(version)}, not ${String(index + 1)}.`)
  }
  for (const { version, migrate: step } of migrations) {
    if (version <= Number(db.pragma('user_version', { simple: true }))) continue
    db.transaction(() => {
      step(db)
      db.pragma(`user_version = ${String(version)}`)
    }).immediate()
  }
}
