import { fail, ok } from '../../../shared/lib/result.ts'
import type { LeadRowReader } from '../read-lead-row.ts'
import { readerOfTable, type HeaderReading, type RowSource } from './row-source.ts'

const ROWS_AT_ONCE = 500

/** A table of texts whose first row names the columns; rows that are empty throughout are left out. `line` is the row as the spreadsheet counts. */
export function tableRows(read: () => Promise<readonly (readonly string[])[]>, header: HeaderReading): RowSource {
  let reader: LeadRowReader | null = null
  return {
    columns: () => reader?.columns ?? null,
    rows: async function* () {
      const [names, ...table] = await read()
      if (names === undefined) return
      const readable = readerOfTable(
        header,
        names.map((name) => name.trim()),
      )
      if (!readable.ok) return yield fail(readable.failure)
      reader = readable.value
      const known = readable.value
      for (let from = 0; from < table.length; from += ROWS_AT_ONCE) {
        const rows = table.slice(from, from + ROWS_AT_ONCE).map((cells, at) => ({ cells, line: from + at + 2 }))
        const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
        // A spreadsheet leaves out the empty cells at the end of a row.
        const padded = (cells: readonly string[]) => names.map((_name, at) => cells[at] ?? '')
        yield ok(filled.map(({ cells, line }) => ({ line, row: known.read(padded(cells)) })))
      }
    },
  }
}
