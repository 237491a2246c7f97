import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'

/** Makes the directory, and those above it, for this user alone (0700); one that exists keeps its mode. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
}

/**
 * Makes an empty file for this user alone (0600) where there is none; SQLite then gives `-wal` and `-shm` the same mode.
 * An existing file is not opened: closing a second descriptor would drop the locks this process holds on it (POSIX).
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Brings a file, or a directory's entries, to disk. Windows cannot open a directory for that and needs no such step. */
export function flushToDisk(path: string, kind: 'file' | 'directory'): void {
  if (kind === 'directory' && process.platform === 'win32') return
  const descriptor = openSync(path, kind === 'file' ? 'r+' : 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
