import type { Log } from '../../src/core/ports/log.ts'

export interface LoggedLine {
  readonly level: Parameters<Log['write']>[0]
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface RecordingLog extends Log {
  readonly lines: readonly LoggedLine[]
  readonly messages: () => readonly string[]
}

/** Lines kept; the oldest go first, so that a run of a million leads stays small. */
const KEPT = 5_000

/** A log that keeps its newest lines for the test to read. */
export function createRecordingLog(): RecordingLog {
  const lines: LoggedLine[] = []
  return {
    lines,
    messages: () => lines.map(({ message }) => message),
    write: (level, message, fields = {}) => {
      lines.push({ level, message, fields })
      if (lines.length > KEPT) lines.shift()
    },
  }
}
