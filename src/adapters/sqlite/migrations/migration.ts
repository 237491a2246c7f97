import type Database from 'better-sqlite3'

/** One step of the schema. A released step is never edited; what it got wrong a later one mends. */
export interface Migration {
  /** The `user_version` after it; numbers rise by one. */
  readonly version: number
  readonly name: string
  /** Runs inside one transaction together with the new version number. */
  readonly migrate: (db: Database.Database) => void
}
