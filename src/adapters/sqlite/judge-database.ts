import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { LocalDataUnavailable } from './local-data-unavailable.ts'

/** 3.7.0 to 3.51.2 could lose commits when two connections met in a checkpoint. Source: SQLite, "Write-Ahead Logging", WAL-reset bug. */
const OLDEST_SQLITE = [3, 51, 3] as const
/** "HD36": says whose file it is, so that another program's database is not migrated over. */
export const APPLICATION_ID = 0x48443336
/** Above this the start uses `quick_check`, which leaves the indexes out: the full check takes about a second for every 150 MB. */
const FULL_CHECK_UP_TO_BYTES = 64 * 1024 * 1024
/** `quick_check` reads each page once: keeping more of them than the processor's own cache holds makes it a seventh slower. Negative = KiB. */
const QUICK_CHECK_CACHE = -1024

/** The linked SQLite's version, once it is known to be a safe one. */
export function readVersion(db: Database.Database, file: string): string {
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
export function judgeOwner(db: Database.Database, file: string): void {
  const id = db.pragma('application_id', { simple: true })
  if (id === APPLICATION_ID) return
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (id === 0 && tables === 0) return
  throw LocalDataUnavailable.at(
    file,
    `${file} is a database of another program; choose another data directory or move the file away.`,
  )
}

/** Raised with SQLite's own code, so that damage found by asking is handled like damage met by reading. */
export function checkIntegrity(db: Database.Database, file: string): void {
  const isLarge = file !== ':memory:' && statSync(file).size > FULL_CHECK_UP_TO_BYTES
  const finding = isLarge ? quickCheck(db) : db.pragma('integrity_check(1)', { simple: true })
  if (finding !== 'ok') throw new Database.SqliteError(String(finding), 'SQLITE_CORRUPT')
}

function quickCheck(db: Database.Database): unknown {
  const before = Number(db.pragma('cache_size', { simple: true }))
  db.pragma(`cache_size = ${String(QUICK_CHECK_CACHE)}`)
  try {
    return db.pragma('quick_check(1)', { simple: true })
  } finally {
    db.pragma(`cache_size = ${String(before)}`)
  }
}

/** The schema's number; 0 in an empty file. */
export const versionOf = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }))

/** What a newer console wrote may mean something else by now: it is left alone. */
export function judgeNotNewer(db: Database.Database, file: string, newest: number): void {
  const found = versionOf(db)
  if (found <= newest) return
  throw new LocalDataUnavailable({
    kind: 'Refused',
    reason: 'database_too_new',
    message:
      `${file} was written by a newer console (data version ${String(found)}, this console knows ${String(newest)}); ` +
      'nothing was changed.',
  })
}
