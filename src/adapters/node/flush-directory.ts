import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Brings a directory's entries (a new name, a rename) to disk. Windows has no such step. Source: POSIX fsync; SQLite, "Atomic Commit". */
export function flushDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(directory, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
