import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileStamp } from './file-stamp.ts'
import { openDatabase } from './open-database.ts'
import { flushToDisk, makePrivateDirectory, makePrivateFile } from './private-file.ts'

export interface RestoreOptions {
  /** The copy to put back; it stays where it is. */
  readonly from: string
  readonly database: string
  readonly now?: () => number
  readonly nativeBinding?: string | null
}

/**
 * Puts a copy in the place of the database. Nobody may have either open. The present database is copied aside first
 * (`<name>.replaced-<stamp>`), so a crash at any point leaves a whole database under the name, the old or the new one.
 *
 * @throws LocalDataUnavailable when `from` is missing, damaged, newer than this console or another program's; then nothing changes.
 */
export function restoreDatabase(options: RestoreOptions): { readonly movedAside: string | null } {
  const { from, database, now = Date.now, nativeBinding = null } = options
  makePrivateDirectory(path.dirname(database))
  const incoming = `${database}.incoming`
  try {
    proveUsable(from, nativeBinding)
    copyPrivately(from, incoming)
    const movedAside = existsSync(database) ? copyAside(database, now) : null
    // A log of the old database beside the new one would be replayed into it.
    for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true })
    renameSync(incoming, database)
    flushToDisk(path.dirname(database), 'directory')
    return { movedAside }
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(incoming + suffix, { force: true })
  }
}

/** Opens it as a console would, integrity check included; an older schema is fine, the next start brings it up to date. */
function proveUsable(from: string, nativeBinding: string | null): void {
  openDatabase({ path: from, isReadOnly: true, mayBeOlder: true, nativeBinding }).db.close()
}

function copyAside(database: string, now: () => number): string {
  const aside = `${database}.replaced-${fileStamp(now())}`
  for (const suffix of ['-wal', '']) {
    if (existsSync(database + suffix)) copyPrivately(database + suffix, aside + suffix)
  }
  return aside
}

function copyPrivately(from: string, to: string): void {
  rmSync(to, { force: true })
  makePrivateFile(to)
  copyFileSync(from, to)
  flushToDisk(to, 'file')
}
