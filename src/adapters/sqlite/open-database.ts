import Database from 'better-sqlite3'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { LocalDataUnavailable } from './local-data-unavailable.ts'
import { copyBeforeMigration } from './copy-database.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import type { Migration } from './migrations/migration.ts'
import { moveDamagedAside } from './move-aside.ts'
import { makePrivateDirectory, makePrivateFile } from './private-file.ts'
import { isBusy, isDamage } from './sqlite-error.ts'

export interface OpenDatabaseOptions {
  /** Absolute path of the file, or `:memory:`. */
  readonly path: string
  /** Opens beside another process that writes; nothing is migrated, moved or made. */
  readonly isReadOnly?: boolean
  /** With `isReadOnly`: a file of an older schema is fine too; for judging a copy, not for working with it. */
  readonly mayBeOlder?: boolean
  /** The compiled library for a runtime that needs its own (Electron's stand-in), as an absolute path. */
  readonly nativeBinding?: string | null
  /** Where the copy before a migration goes; `backups` beside the file unless said. */
  readonly backupsDirectory?: string
  /** Wall clock in milliseconds since the epoch, for the stamps in file names. */
  readonly now?: () => number
  /** The schema's steps; a test gives its own. */
  readonly migrations?: readonly Migration[]
}

export interface OpenedDatabase {
  readonly db: Database.Database
  /** Where a damaged file now lies; a fresh one was opened in its place. Null in a good start. */
  readonly movedAside: string | null
  readonly sqliteVersion: string
}

/** 3.7.0 to 3.51.2 could lose commits when two connections met in a checkpoint. Source: SQLite, "Write-Ahead Logging", WAL-reset bug. */
const OLDEST_SQLITE = [3, 51, 3] as const
/** "HD36": says whose file it is, so that another program's database is not migrated over. */
const APPLICATION_ID = 0x48443336
/** Waiting blocks the process (the store is synchronous), so it is kept short of what a person would notice as a hang. */
const BUSY_TIMEOUT_MS = 2_000
/** Above this the start uses `quick_check`, which leaves the indexes out: the full check takes about a second for every 150 MB. */
const FULL_CHECK_UP_TO_BYTES = 64 * 1024 * 1024

/**
 * Opens local data: WAL with `synchronous=FULL` (an acknowledged decision survives power loss), foreign keys, schema brought up to date.
 * A damaged file is moved aside, never deleted, and a fresh one is opened.
 *
 * @throws LocalDataUnavailable when the file is newer than this console, belongs to another program, or cannot be opened or written.
 */
export function openDatabase(options: OpenDatabaseOptions): OpenedDatabase {
  const isInMemory = options.path === ':memory:'
  const isReadOnly = options.isReadOnly === true && !isInMemory
  if (isReadOnly) return openWith(options, null, isReadOnly)
  try {
    if (!isInMemory) {
      makePrivateDirectory(path.dirname(options.path))
      makePrivateFile(options.path)
    }
    return openWith(options, null, isReadOnly)
  } catch (error) {
    if (isInMemory || !isDamage(error)) throw asUnavailable(error, options.path)
  }
  const movedAside = moveDamagedAside(options.path, options.now ?? Date.now)
  makePrivateFile(options.path)
  return openWith(options, movedAside, isReadOnly)
}

function openWith(options: OpenDatabaseOptions, movedAside: string | null, isReadOnly: boolean): OpenedDatabase {
  if (isReadOnly && !existsSync(options.path)) {
    throw LocalDataUnavailable.at(options.path, `There is no local data at ${options.path} yet.`)
  }
  const { nativeBinding } = options
  let db: Database.Database | null = null
  try {
    db = new Database(options.path, {
      readonly: isReadOnly,
      timeout: BUSY_TIMEOUT_MS,
      ...(nativeBinding == null ? {} : { nativeBinding }),
    })
    const sqliteVersion = readVersion(db, options.path)
    judgeOwner(db, options.path)
    prepareConnection(db, isReadOnly)
    checkIntegrity(db, options.path)
    bringUpToDate(db, options, isReadOnly)
    return { db, movedAside, sqliteVersion }
  } catch (error) {
    db?.close()
    if (isReadOnly) throw asUnavailable(error, options.path)
    throw error
  }
}

function readVersion(db: Database.Database, file: string): string {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get())
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor, oldestPatch] = OLDEST_SQLITE
  const isTooOld =
    major !== oldestMajor ? major < oldestMajor : minor !== oldestMinor ? minor < oldestMinor : patch < oldestPatch
  if (!isTooOld) return version
  throw LocalDataUnavailable.at(
    file,
    `SQLite ${version} is older than ${OLDEST_SQLITE.join('.')} and may lose data; install the versions of the lockfile.`,
  )
}

/** Our own file, or an empty one; anything else that is whole belongs to somebody else and is left alone. */
function judgeOwner(db: Database.Database, file: string): void {
  const id = db.pragma('application_id', { simple: true })
  if (id === APPLICATION_ID) return
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (id === 0 && tables === 0) return
  throw LocalDataUnavailable.at(
    file,
    `${file} is a database of another program; choose another data directory or move the file away.`,
  )
}

function prepareConnection(db: Database.Database, isReadOnly: boolean): void {
  if (!isReadOnly) {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
  }
  db.pragma('foreign_keys = ON')
  // Functions and tables named in a schema that somebody else may have edited must not do more than ours do.
  db.pragma('trusted_schema = OFF')
}

/** Raised with SQLite's own code, so that damage found by asking is handled like damage met by reading. */
function checkIntegrity(db: Database.Database, file: string): void {
  const isLarge = file !== ':memory:' && statSync(file).size > FULL_CHECK_UP_TO_BYTES
  const finding = db.pragma(isLarge ? 'quick_check(1)' : 'integrity_check(1)', { simple: true })
  if (finding !== 'ok') throw new Database.SqliteError(String(finding), 'SQLITE_CORRUPT')
}

function bringUpToDate(db: Database.Database, options: OpenDatabaseOptions, isReadOnly: boolean): void {
  const migrations = options.migrations ?? MIGRATIONS
  const newest = migrations.at(-1)?.version ?? 0
  const found = Number(db.pragma('user_version', { simple: true }))
  if (found > newest) throw tooNew(options.path, found, newest)
  if (found === newest || (isReadOnly && options.mayBeOlder === true)) return
  if (isReadOnly) {
    throw LocalDataUnavailable.at(
      options.path,
      'Local data is of an older version: start the console once to update it.',
    )
  }
  if (found > 0) copyAsItWas(db, options, { from: found, to: newest })
  db.pragma(`application_id = ${String(APPLICATION_ID)}`)
  migrate(db, migrations)
}

function copyAsItWas(db: Database.Database, options: OpenDatabaseOptions, step: { from: number; to: number }): void {
  const directory = options.backupsDirectory ?? path.join(path.dirname(options.path), 'backups')
  copyBeforeMigration(db, { directory, ...step, now: options.now ?? Date.now })
}

const tooNew = (file: string, found: number, newest: number): LocalDataUnavailable =>
  new LocalDataUnavailable({
    kind: 'Refused',
    reason: 'database_too_new',
    message:
      `${file} was written by a newer console (data version ${String(found)}, this console knows ${String(newest)}); ` +
      'nothing was changed.',
  })

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
