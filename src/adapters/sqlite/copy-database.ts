import Database from 'better-sqlite3'
import { renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileStamp } from './file-stamp.ts'
import { flushToDisk, makePrivateDirectory, makePrivateFile } from './private-file.ts'

/** Copies the file as it is before a change of schema; answers where. Synchronous: nothing may happen in between. */
export function copyBeforeMigration(
  db: Database.Database,
  options: { readonly directory: string; readonly from: number; readonly to: number; readonly now: () => number },
): string {
  const { directory, from, to } = options
  const name = `before-version-${String(to)}-from-${String(from)}-${fileStamp(options.now())}.sqlite`
  const target = path.join(directory, name)
  makePrivateDirectory(directory)
  const unfinished = beginCopy(target)
  db.prepare('VACUUM INTO ?').run(unfinished)
  finishCopy(unfinished, target)
  return target
}

/** Copies the database page by page while it stays in use; what this connection writes meanwhile is in the copy. */
export async function copyOnline(
  db: Database.Database,
  target: string,
  nativeBinding: string | null = null,
): Promise<void> {
  makePrivateDirectory(path.dirname(target))
  const unfinished = beginCopy(target)
  try {
    await db.backup(unfinished)
    leaveWalMode(unfinished, nativeBinding)
    finishCopy(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/** A page-wise copy says of itself that it keeps a log beside it; a backup is one file, readable where nothing can be written. */
function leaveWalMode(file: string, nativeBinding: string | null): void {
  const copy = new Database(file, nativeBinding === null ? {} : { nativeBinding })
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

/** SQLite writes into an empty file if there is one, and that one is private. */
function beginCopy(target: string): string {
  const unfinished = `${target}.unfinished`
  rmSync(unfinished, { force: true })
  makePrivateFile(unfinished)
  return unfinished
}

/** Neither way of copying flushes the copy by itself, and a name must not appear before what it names is on disk. */
function finishCopy(unfinished: string, target: string): void {
  flushToDisk(unfinished, 'file')
  renameSync(unfinished, target)
  flushToDisk(path.dirname(target), 'directory')
}
