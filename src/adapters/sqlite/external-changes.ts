import type Database from 'better-sqlite3'

/** Half a second: a person who typed into a shell and turns to the window sees it changed. */
const POLL_INTERVAL_MS = 500

/**
 * Tells when another connection (a sqlite3 shell, the command line) changed the database; own writes do not count.
 * Returns the function that ends the watch. The timer does not keep the process alive.
 * Source: SQLite, "PRAGMA data_version".
 */
export function watchExternalChanges(
  db: Database.Database,
  onChange: () => void,
  options: { readonly intervalMs?: number } = {},
): () => void {
  const version = db.prepare<[], { data_version: number }>('PRAGMA data_version')
  let seen = version.get()?.data_version
  const timer = setInterval(() => {
    if (!db.open) return
    const now = version.get()?.data_version
    if (now === seen) return
    seen = now
    onChange()
  }, options.intervalMs ?? POLL_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}
