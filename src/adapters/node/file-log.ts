import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { isoNow, type Clock } from '../../core/ports/clock.ts'
import type { KnownSecrets } from '../../core/ports/known-secrets.ts'
import type { Log } from '../../core/ports/log.ts'
import { logLine } from './log-line.ts'

export interface FileLogOptions {
  readonly directory: string
  readonly clock: Pick<Clock, 'now'>
  readonly knownSecrets: Pick<KnownSecrets, 'redact'>
  /** Lines below it are left out; `info` unless said. */
  readonly level?: Parameters<Log['write']>[0]
  readonly maxBytes?: number
  readonly maxFiles?: number
}

export interface FileLog extends Log {
  /** The file being written now. */
  readonly path: string
  readonly close: () => void
}

const NAME = 'console'
const MAX_BYTES = 5 * 1024 * 1024
export const MAX_LOG_FILES = 5
const LEVELS = ['debug', 'info', 'warning', 'error'] as const

/**
 * `console.jsonl` in the directory: one JSON object per line, at most five files of 5 MB (`console.1.jsonl` is the newest of the older
 * ones), mode 0600. Several processes may write to it. A log that cannot be written never stops the work: its lines are lost, and the
 * next one that gets through says how many.
 */
export function createFileLog(options: FileLogOptions): FileLog {
  const { directory, clock, knownSecrets, level: lowest = 'info' } = options
  const file = createRotatedFile(directory, options.maxBytes ?? MAX_BYTES, options.maxFiles ?? MAX_LOG_FILES)
  let lost = 0
  return {
    path: file.path,
    close: file.close,
    write: (level, message, fields = {}) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(lowest)) return
      try {
        const told = lost === 0 ? fields : { ...fields, lostLines: lost }
        file.append(logLine({ at: isoNow(clock), level, message, fields: told }, knownSecrets))
        lost = 0
      } catch {
        lost += 1
      }
    },
  }
}

/** `age` 0 = the file being written now. */
export const logFileName = (age: number): string => (age === 0 ? `${NAME}.jsonl` : `${NAME}.${String(age)}.jsonl`)

interface RotatedFile {
  readonly path: string
  readonly append: (line: string) => void
  readonly close: () => void
}

function createRotatedFile(directory: string, maxBytes: number, maxFiles: number): RotatedFile {
  const nameOf = (age: number) => path.join(directory, logFileName(age))
  const current = nameOf(0)
  let descriptor: number | null = null

  const close = () => {
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
  }
  const open = (): number => {
    if (descriptor !== null) return descriptor
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    descriptor = openSync(current, 'a', 0o600)
    return descriptor
  }
  /** Another process may have rotated already: then this one only has to follow. */
  const rotate = (mine: number) => {
    const isStillCurrent = inodeOf(current) === fstatSync(mine).ino
    close()
    if (!isStillCurrent) return
    rmSync(nameOf(maxFiles - 1), { force: true })
    for (let age = maxFiles - 2; age >= 0; age -= 1) renameIfThere(nameOf(age), nameOf(age + 1))
  }
  return {
    path: current,
    close,
    append: (line) => {
      const bytes = Buffer.from(line)
      const mine = open()
      const { size } = fstatSync(mine)
      if (size > 0 && size + bytes.length > maxBytes) rotate(mine)
      writeSync(open(), bytes)
    },
  }
}

const inodeOf = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.ino ?? null

function renameIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to)
}
