import { fail, type Result } from '../../../shared/lib/result.ts'
import type { ColumnMap } from '../lead-columns.ts'
import type { LeadRow, LeadRowReader } from '../read-lead-row.ts'

/** One line of a file as a lead, or why it is none. `line` is 1-based and what a person finds in the file. */
export interface RowLine {
  readonly line: number
  readonly row: Result<LeadRow, string>
}

/** What becomes of a file's header. */
export interface HeaderReading {
  /** By it a reader of CSV finds the delimiter. */
  readonly map: ColumnMap
  /** The failure says why the file cannot be read under these names. */
  readonly readerFor: (names: readonly string[]) => Result<LeadRowReader, string>
}

/** A table has one header for all of its rows, so what a mapping names must be in it. */
export function readerOfTable(
  { map, readerFor }: HeaderReading,
  names: readonly string[],
): Result<LeadRowReader, string> {
  const absent = Object.keys(map).find((name) => !names.includes(name))
  return absent === undefined ? readerFor(names) : fail(`The file has no column "${absent}", which the mapping names.`)
}

/** A file of leads, whatever its format. */
export interface RowSource {
  /** Batches in the file's order; a failure says why the whole file cannot be read. */
  readonly rows: () => AsyncGenerator<Result<readonly RowLine[], string>, void, undefined>
  /** What the file's columns became; complete once `rows` has ended. Null when no header was seen. */
  readonly columns: () => Readonly<Record<string, string | null>> | null
}
