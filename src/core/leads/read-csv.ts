import { parse } from 'csv-parse/sync'
import type { ColumnMap } from './lead-columns.ts'
import { splitRecords, type RawRecord } from './split-records.ts'

/** One line of a CSV: its cells, or why it has none. `line` is 1-based and names the line the record begins on. */
export type CsvLine =
  { readonly line: number; readonly cells: readonly string[] } | { readonly line: number; readonly reason: string }

const MOST_COLUMNS = 128
const OPTIONS = { relax_column_count: true, record_delimiter: ['\n', '\r\n'] }
const DELIMITERS = [',', ';', '\t'] as const
type Delimiter = (typeof DELIMITERS)[number]

export interface CsvHeader {
  readonly delimiter: Delimiter
  readonly names: readonly string[]
}

/** The header's cells under the delimiter that gives a column `domain` (spreadsheets of some countries write `;`), else most columns. */
export function readHeader(text: string, map: ColumnMap = {}): CsvHeader | null {
  const readings = DELIMITERS.flatMap((delimiter) => {
    const names = cellsOf(text, delimiter)
    return names === null ? [] : [{ delimiter, names: names.map((name) => name.trim()) }]
  })
  return (
    readings.find(({ names }) => names.some((name) => (map[name] ?? name).toLowerCase() === 'domain')) ??
    readings.toSorted((one, other) => other.names.length - one.names.length)[0] ??
    null
  )
}

/**
 * A CSV as lines, in batches, from bytes in any cut. Every fault stays on its own line: broken quotes, bytes that are not UTF-8, a record
 * longer than 1 MiB or over 64 lines. Memory is bounded by one record and one chunk, whatever the file.
 * Source: RFC 4180; records are parted here and their cells by csv-parse, so that a quote that never closes costs one line and not the rest.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  delimiterOf: (header: string) => Delimiter,
): AsyncGenerator<readonly CsvLine[], void, undefined> {
  let delimiter: Delimiter | null = null
  for await (const records of splitRecords(bytes, (text) => delimiter !== null && cellsOf(text, delimiter) !== null)) {
    const lines: CsvLine[] = []
    let rest = records
    const first = records[0]
    if (delimiter === null && first !== undefined) {
      delimiter = delimiterOf('text' in first ? first.text : '')
      lines.push(toLine(first, delimiter))
      rest = records.slice(1)
    }
    if (delimiter !== null) lines.push(...toLines(rest, delimiter))
    yield lines
  }
}

/** All at once is twenty times as fast as one by one; one by one finds out who is at fault. */
function toLines(records: readonly RawRecord[], delimiter: Delimiter): readonly CsvLine[] {
  const texts = records.flatMap((record) => ('text' in record ? [record.text] : []))
  const parsed = texts.length === records.length ? rowsOf(texts.join('\n'), delimiter) : null
  if (parsed?.length !== records.length) return records.map((record) => toLine(record, delimiter))
  return records.map(({ line }, at) => judged(line, parsed[at] ?? []))
}

function toLine(record: RawRecord, delimiter: Delimiter): CsvLine {
  if ('reason' in record) return record
  const cells = cellsOf(record.text, delimiter)
  return cells === null ? { line: record.line, reason: 'The quotes are broken.' } : judged(record.line, cells)
}

const judged = (line: number, cells: readonly string[]): CsvLine =>
  cells.length > MOST_COLUMNS ? { line, reason: `There are more than ${MOST_COLUMNS} columns.` } : { line, cells }

function cellsOf(text: string, delimiter: Delimiter): readonly string[] | null {
  const rows = rowsOf(text, delimiter)
  return rows?.length === 1 ? (rows[0] ?? null) : null
}

function rowsOf(text: string, delimiter: Delimiter): readonly (readonly string[])[] | null {
  try {
    return parse(text, { ...OPTIONS, delimiter })
  } catch {
    return null
  }
}
