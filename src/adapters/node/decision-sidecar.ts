import { closeSync, fdatasyncSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { DecisionSidecar } from '../../core/ports/stores.ts'
import { DecisionEntrySchema, type DecisionEntry } from '../../shared/model/gate.ts'
import { flushDirectory } from './flush-directory.ts'

const NEWLINE = 0x0a

/** `decisions.jsonl` at `file`: one whole entry per line, appended and flushed before `append` returns; mode 0600. */
export function createDecisionSidecar(file: string): DecisionSidecar {
  /** A name is on disk when its directory is; lines after that leave it alone. */
  let isNameFlushed = false
  return {
    append: (entry) => {
      const { wasEmpty } = appendLine(file, JSON.stringify(entry))
      if (isNameFlushed && !wasEmpty) return
      flushDirectory(path.dirname(file))
      isNameFlushed = true
    },
    read: () => {
      const text = readIfThere(file)
      return text === null
        ? { entries: [], brokenLine: null, isMissing: true }
        : { ...readLines(text), isMissing: false }
    },
  }
}

function appendLine(file: string, line: string): { readonly wasEmpty: boolean } {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const descriptor = openSync(file, 'a+', 0o600)
  try {
    // A line that a crash cut short stays a broken line of its own; the new entry must not melt into it.
    const { size } = fstatSync(descriptor)
    const separator = endsWithinLine(descriptor, size) ? '\n' : ''
    const bytes = Buffer.from(`${separator}${line}\n`)
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written)
    // The new length comes along, times of access and change need not. Source: POSIX fdatasync.
    fdatasyncSync(descriptor)
    return { wasEmpty: size === 0 }
  } finally {
    closeSync(descriptor)
  }
}

function endsWithinLine(descriptor: number, size: number): boolean {
  if (size === 0) return false
  const last = Buffer.alloc(1)
  readSync(descriptor, last, 0, 1, size - 1)
  return last[0] !== NEWLINE
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function readLines(text: string): { readonly entries: readonly DecisionEntry[]; readonly brokenLine: number | null } {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const parsed = lines.map(parseLine)
  const broken = parsed.indexOf(null)
  return {
    entries: parsed.filter((entry) => entry !== null),
    brokenLine: broken === -1 ? null : broken + 1,
  }
}

function parseLine(line: string): DecisionEntry | null {
  try {
    const entry = DecisionEntrySchema.safeParse(JSON.parse(line))
    return entry.success ? entry.data : null
  } catch {
    return null
  }
}
