import { existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import { fileStamp } from './file-stamp.ts'
import { flushToDisk } from './private-file.ts'

/**
 * Renames the database and what belongs to it to `<name>.damaged-<stamp>[-wal|-shm]`; answers the new path of the database.
 * The log goes first: SQLite deletes a `-wal` that it finds beside a missing database, and it may hold the newest commits.
 */
export function moveDamagedAside(file: string, now: () => number): string {
  const aside = freeName(`${file}.damaged-${fileStamp(now())}`)
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  }
  flushToDisk(path.dirname(file), 'directory')
  return aside
}

function freeName(wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${String(number)}`
    if (!existsSync(name)) return name
  }
}
