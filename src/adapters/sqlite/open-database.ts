import type Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { LocalDataUnavailable } from './local-data-unavailable.ts'
import { copyBeforeMigration } from './copy-database.ts'
import { APPLICATION_ID, checkIntegrity, judgeNotNewer, judgeOwner, readVersion, versionOf } from './judge-database.ts'
import { isAsJudged, judgeFile, type SoundFile } from './judge-file.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import type { Migration } from './migrations/migration.ts'
import { moveDamagedAside } from './move-aside.ts'
import { makePrivateDirectory, makePrivateFile } from './private-file.ts'
import { isBusy, isDamage } from './sqlite-error.ts'
import { withConnection, type DatabasePlace } from './with-connection.ts'

export interface OpenDatabaseOptions extends DatabasePlace {
  /** Opens beside another process that writes; nothing is migrated, moved or made. */
  readonly isReadOnly?: boolean
  /** With `isReadOnly`: a file of an older schema is fine too; for judging a copy, not for working with it. */
  readonly mayBeOlder?: boolean
  /** Where the copy before a migration goes; `backups` beside the file unless said. */
  readonly backupsDirectory?: string
  /** Wall clock in milliseconds since the epoch, for the stamps in file names. */
  readonly now?: () => number
  /** What was found sound while this process was busy otherwise; judged here all the same unless it is that very file still. */
  readonly foundSound?: SoundFile | null
  /** The schema's steps; a test gives its own. */
  readonly migrations?: readonly Migration[]
}

export interface OpenedDatabase {
  readonly db: Database.Database
  /** Where a damaged file now lies; a fresh one was opened in its place. Null in a good start. */
  readonly movedAside: string | null
  readonly sqliteVersion: string
}

/**
 * Opens local data: WAL with `synchronous=FULL` (an acknowledged decision survives power loss), foreign keys, schema brought up to date.
 * A damaged file is moved aside, never deleted, and a fresh one is opened.
 *
 * @throws LocalDataUnavailable when the file is newer than this console, belongs to another program, or cannot be opened or written.
 */
export function openDatabase(options: OpenDatabaseOptions): OpenedDatabase {
  const file = options.path
  try {
    if (file === ':memory:') return openForWriting(options, null)
    if (options.isReadOnly === true) return openBesideWriter(options)
    makePrivateDirectory(path.dirname(file))
    makePrivateFile(file)
    const movedAside = isDamaged(options) ? moveDamagedAside(file, options.now ?? Date.now) : null
    if (movedAside !== null) makePrivateFile(file)
    return openForWriting(options, movedAside)
  } catch (error) {
    throw asUnavailable(error, file)
  }
}

function isDamaged(options: OpenDatabaseOptions): boolean {
  if (options.foundSound != null && isAsJudged(options.path, options.foundSound)) return false
  try {
    judgeFile(options, newestOf(options))
    return false
  } catch (error) {
    if (isDamage(error)) return true
    throw error
  }
}

function openForWriting(options: OpenDatabaseOptions, movedAside: string | null): OpenedDatabase {
  return withConnection(options, { isReadOnly: false, isKept: true }, (db) => {
    const sqliteVersion = readVersion(db, options.path)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    hardenConnection(db)
    bringUpToDate(db, options)
    return { db, movedAside, sqliteVersion }
  })
}

function openBesideWriter(options: OpenDatabaseOptions): OpenedDatabase {
  if (!existsSync(options.path)) {
    throw LocalDataUnavailable.at(options.path, `There is no local data at ${options.path} yet.`)
  }
  return withConnection(options, { isReadOnly: true, isKept: true }, (db) => {
    const sqliteVersion = readVersion(db, options.path)
    judgeOwner(db, options.path)
    hardenConnection(db)
    checkIntegrity(db, options.path)
    judgeReadable(db, options)
    return { db, movedAside: null, sqliteVersion }
  })
}

function hardenConnection(db: Database.Database): void {
  db.pragma('foreign_keys = ON')
  // Functions and tables named in a schema that somebody else may have edited must not do more than ours do.
  db.pragma('trusted_schema = OFF')
}

const newestOf = (options: OpenDatabaseOptions): number => (options.migrations ?? MIGRATIONS).at(-1)?.version ?? 0

function bringUpToDate(db: Database.Database, options: OpenDatabaseOptions): void {
  const [found, newest] = [versionOf(db), newestOf(options)]
  if (found === newest) return
  if (found > 0) copyAsItWas(db, options, { from: found, to: newest })
  db.pragma(`application_id = ${String(APPLICATION_ID)}`)
  migrate(db, options.migrations ?? MIGRATIONS)
}

function judgeReadable(db: Database.Database, options: OpenDatabaseOptions): void {
  const newest = newestOf(options)
  judgeNotNewer(db, options.path, newest)
  if (versionOf(db) === newest || options.mayBeOlder === true) return
  throw LocalDataUnavailable.at(options.path, 'Local data is of an older version: start the console once to update it.')
}

function copyAsItWas(db: Database.Database, options: OpenDatabaseOptions, step: { from: number; to: number }): void {
  const directory = options.backupsDirectory ?? path.join(path.dirname(options.path), 'backups')
  copyBeforeMigration(db, { directory, ...step, now: options.now ?? Date.now })
}

function asUnavailable(error: unknown, file: string): unknown {
  if (error instanceof LocalDataUnavailable) return error
  if (isDamage(error)) return LocalDataUnavailable.at(file, `The local database ${file} is damaged.`, error)
  if (isBusy(error)) {
    return LocalDataUnavailable.at(
      file,
      `Another program holds the local database ${file} locked; close it there.`,
      error,
    )
  }
  const why = error instanceof Error ? error.message : String(error)
  return LocalDataUnavailable.at(file, `The local database ${file} cannot be opened: ${why}.`, error)
}
