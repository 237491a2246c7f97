import Database from 'better-sqlite3'
import { BUSY_TIMEOUT_MS } from './busy-timeout.ts'

export interface DatabasePlace {
  /** Absolute path of the file, or `:memory:`. */
  readonly path: string
  /** The compiled library for a runtime that needs its own (Electron's stand-in), as an absolute path. */
  readonly nativeBinding?: string | null
}

/** Whatever goes wrong, no connection stays open behind it. */
export function withConnection<T>(
  { path: file, nativeBinding }: DatabasePlace,
  { isReadOnly, isKept }: { readonly isReadOnly: boolean; readonly isKept: boolean },
  work: (db: Database.Database) => T,
): T {
  const db = new Database(file, {
    readonly: isReadOnly,
    timeout: BUSY_TIMEOUT_MS,
    ...(nativeBinding == null ? {} : { nativeBinding }),
  })
  let isDone = false
  try {
    const result = work(db)
    isDone = true
    return result
  } finally {
    if (!isDone || !isKept) db.close()
  }
}
