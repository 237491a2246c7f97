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

/** A log that keeps its lines for the test to read. */
export function createRecordingLog(): RecordingLog {
  const lines: LoggedLine[] = []
  return {
    lines,
    messages: () => lines.map(({ message }) => message),
    write: (level, message, fields = {}) => void lines.push({ level, message, fields }),
  }
}
