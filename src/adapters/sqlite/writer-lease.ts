import type Database from 'better-sqlite3'
import { LocalDataUnavailable } from './local-data-unavailable.ts'

interface Lease {
  readonly fence: number
  readonly pid: number
}

/** The right to write, as long as nobody opened the file for writing later. */
export interface WriterLease {
  /** To be asked inside a transaction that writes. @throws LocalDataUnavailable once the file has another writer. */
  readonly demand: () => void
}

/**
 * Takes the file over: whoever opens it for writing gets the next number, and who has an older one writes nothing more. The lock of the data directory
 * keeps a second writer out before this; the number is what is left when that lock was lost: its file deleted, a folder on a network without locks.
 * The number is read again only after another connection changed the file, so asking costs next to nothing.
 * Source: SQLite, "PRAGMA data_version".
 */
export function takeWriterLease(db: Database.Database, path: string): WriterLease {
  const take = db.prepare<[number], Lease>(
    'UPDATE writer_lease SET fence = fence + 1, pid = ? WHERE id = 1 RETURNING fence, pid',
  )
  const read = db.prepare<[], Lease>('SELECT fence, pid FROM writer_lease WHERE id = 1')
  const readVersion = db.prepare<[], { data_version: number }>('PRAGMA data_version')
  const { fence: mine } = take.get(process.pid) ?? { fence: 0 }
  let seen = readVersion.get()?.data_version
  return {
    demand: () => {
      const now = readVersion.get()?.data_version
      if (now === seen) return
      const lease = read.get()
      if (lease?.fence === mine) seen = now
      else throw LocalDataUnavailable.at(path, takenOver(path, lease))
    },
  }
}

const takenOver = (path: string, lease: Lease | undefined): string =>
  `Another console (process ${String(lease?.pid ?? 'unknown')}) has opened ${path} since and writes there: close this one.`
