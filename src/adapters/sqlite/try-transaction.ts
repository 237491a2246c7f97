import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { LocalDataError } from '../../shared/model/failure.ts'
import { BUSY_TIMEOUT_MS } from './busy-timeout.ts'
import { localDataTrouble } from './local-data-trouble.ts'

/** Waiting stops the whole process, so a window would freeze for as long: whoever calls comes again instead. */
const SHORT_WAIT_MS = 20

export interface Trying {
  readonly path: string
  /** Waits until the log is on the disk, with all that was written to it before. */
  readonly isFlushed: boolean
}

/**
 * All writes in `work` or none. Trouble of the disk that may pass is a failure; anything else is a bug and is thrown.
 * Source: SQLite, "PRAGMA synchronous" (in WAL mode NORMAL leaves the log to the operating system until the next flush).
 */
export function tryTransaction<T>(
  db: Database.Database,
  { path, isFlushed }: Trying,
  work: () => T,
): Result<T, LocalDataError> {
  db.pragma(`busy_timeout = ${String(SHORT_WAIT_MS)}`)
  if (!isFlushed) db.pragma('synchronous = NORMAL')
  try {
    return ok(db.transaction(work).immediate())
  } catch (error) {
    const trouble = localDataTrouble(error, path)
    if (trouble === null) throw error
    return fail(trouble)
  } finally {
    if (!isFlushed) db.pragma('synchronous = FULL')
    db.pragma(`busy_timeout = ${String(BUSY_TIMEOUT_MS)}`)
  }
}
