import type { Result } from '../../../shared/lib/result.ts'
import type { LeadRow } from '../read-lead-row.ts'

/** One line of a file as a lead, or why it is none. `line` is 1-based and what a person finds in the file. */
export interface RowLine {
  readonly line: number
  readonly row: Result<LeadRow, string>
}

/** A file of leads, whatever its format. */
export interface RowSource {
  /** Batches in the file's order; a failure says why the whole file cannot be read. */
  readonly rows: () => AsyncGenerator<Result<readonly RowLine[], string>, void, undefined>
  /** What the file's columns became; complete once `rows` has ended. Null when no header was seen. */
  readonly columns: () => Readonly<Record<string, string | null>> | null
}
