import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import { restoreCell } from '../../spreadsheet-cell.ts'
import { readCsv, readHeader, type CsvLine } from '../read-csv.ts'
import type { LeadRowReader } from '../read-lead-row.ts'
import { readerOfTable, type HeaderReading, type RowSource } from './row-source.ts'

/** A spreadsheet may have put blanks around the mark. */
const cellOf = (cell: string): string => restoreCell(cell.trim())

/** A CSV; the delimiter is the one under which the header names a domain. */
export function csvRows(bytes: AsyncIterable<Uint8Array>, reading: HeaderReading): RowSource {
  let header = ''
  let reader: LeadRowReader | null = null

  const takeHeader = (first: CsvLine): Result<LeadRowReader, string> =>
    'cells' in first ? readerOfTable(reading, readHeader(header, reading.map)?.names ?? []) : fail(first.reason)

  return {
    columns: () => reader?.columns ?? null,
    rows: async function* () {
      const delimiterOf = (text: string) => {
        header = text
        return readHeader(text, reading.map)?.delimiter ?? ','
      }
      for await (const batch of readCsv(bytes, delimiterOf)) {
        const [first] = batch
        let lines = batch
        if (reader === null && first !== undefined) {
          const read = takeHeader(first)
          if (!read.ok) return yield read
          reader = read.value
          lines = batch.slice(1)
        }
        const known = reader
        if (known === null) continue
        yield ok(
          lines.map((line) => ({
            line: line.line,
            row: 'cells' in line ? known.read(line.cells.map(cellOf)) : fail(line.reason),
          })),
        )
      }
    },
  }
}
