import Database from 'better-sqlite3'
import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LocalDataUnavailable } from './local-data-unavailable.ts'
import { makePrivateDirectory, makePrivateFile } from './private-file.ts'
import { isBusy } from './sqlite-error.ts'

/** Who holds a data directory. */
export interface LockHolder {
  readonly pid: number
  readonly kind: 'window' | 'cli'
  /** ISO 8601, UTC. */
  readonly since: string
}

export type LockAnswer =
  | { readonly ok: true; readonly release: () => void }
  /** `holder` is null when it left no readable note (yet). */
  | { readonly ok: false; readonly holder: LockHolder | null }

export interface LockOptions {
  readonly directory: string
  readonly holder: LockHolder
  readonly nativeBinding?: string | null
}

/**
 * Two processes that ask at the same moment can each see the other's first step and both give up; a short patience lets one of them
 * through. It is also the longest a loser waits.
 */
const PATIENCE_MS = 400
/** After this a loser looks who holds the directory: somebody who is named and lives will not let go of it soon. */
const LOOK_EVERY_MS = 40

/**
 * Takes the data directory for this process, or says who has it. The lock is the operating system's (an open exclusive transaction on
 * `console.lock`), so it goes when its process goes, however that ends; the note beside it is for people only.
 * The lock file is never opened by other means while held: closing any descriptor of it would free the lock (POSIX fcntl).
 *
 * @throws LocalDataUnavailable when the directory cannot be made or written.
 */
export function tryLockDirectory({ directory, holder, nativeBinding }: LockOptions): LockAnswer {
  const root = resolveDirectory(directory)
  const note = path.join(root, 'console.lock.json')
  const connection = takeExclusively(
    path.join(root, 'console.lock'),
    nativeBinding ?? null,
    () => readNote(note) !== null,
  )
  if (connection === null) return { ok: false, holder: readNote(note) }
  writeNote(note, holder)
  return {
    ok: true,
    release: () => {
      if (!connection.open) return
      rmSync(note, { force: true })
      connection.close()
    },
  }
}

/** A link to a directory and the directory itself are one place, and so one lock. */
function resolveDirectory(directory: string): string {
  try {
    makePrivateDirectory(directory)
    return realpathSync(directory)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw LocalDataUnavailable.at(directory, `The data directory ${directory} cannot be used: ${why}.`, error)
  }
}

function takeExclusively(file: string, nativeBinding: string | null, isHeld: () => boolean): Database.Database | null {
  let connection: Database.Database | null = null
  try {
    makePrivateFile(file)
    connection = new Database(file, { timeout: LOOK_EVERY_MS, ...(nativeBinding === null ? {} : { nativeBinding }) })
    if (beginExclusively(connection, isHeld)) return connection
    connection.close()
    return null
  } catch (error) {
    connection?.close()
    const why = error instanceof Error ? error.message : String(error)
    throw LocalDataUnavailable.at(file, `The data directory cannot be locked: ${why}.`, error)
  }
}

function beginExclusively(connection: Database.Database, isHeld: () => boolean): boolean {
  for (let waitedMs = LOOK_EVERY_MS; ; waitedMs += LOOK_EVERY_MS) {
    try {
      connection.exec('BEGIN EXCLUSIVE')
      return true
    } catch (error) {
      if (!isBusy(error)) throw error
      if (waitedMs >= PATIENCE_MS || isHeld()) return false
    }
  }
}

/** Whole or absent, because others read it at any moment. */
function writeNote(note: string, holder: LockHolder): void {
  const unfinished = `${note}.unfinished`
  writeFileSync(unfinished, JSON.stringify(holder), { mode: 0o600 })
  renameSync(unfinished, note)
}

function readNote(note: string): LockHolder | null {
  try {
    const read: unknown = JSON.parse(readFileSync(note, 'utf8'))
    return isHolder(read) && isRunning(read.pid) ? read : null
  } catch {
    return null
  }
}

/** By hand: the lock comes before anything is loaded, and a schema would bring its library along. */
function isHolder(read: unknown): read is LockHolder {
  if (typeof read !== 'object' || read === null) return false
  const { pid, kind, since } = read as Readonly<Record<string, unknown>>
  const isTime = typeof since === 'string' && !Number.isNaN(Date.parse(since))
  return isTime && typeof pid === 'number' && Number.isInteger(pid) && pid > 0 && (kind === 'window' || kind === 'cli')
}

/** A note may outlive its writer: killed, it had no time to remove it. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
