import type { CellValue } from 'read-excel-file/universal'
import { fail } from '../../../shared/lib/result.ts'
import { collectBytes } from './collect-bytes.ts'
import type { HeaderReading, RowSource } from './row-source.ts'
import { tableRows } from './table-rows.ts'
import { unpackedBytes } from './zip-size.ts'

/** About a million rows of Hunter's columns; an archive made to fill the memory unpacks to more. */
const LARGEST_UNPACKED = 256 * 1024 * 1024

/** The first sheet of a workbook. Formulas are not run: a cell is the value that was saved with it. */
export function xlsxRows(bytes: AsyncIterable<Uint8Array>, header: HeaderReading): RowSource {
  let table: RowSource | null = null
  return {
    columns: () => table?.columns() ?? null,
    rows: async function* () {
      const whole = await collectBytes(bytes)
      if (!whole.ok) return yield whole
      const size = unpackedBytes(whole.value)
      if (size === null) return yield fail('This is no workbook (.xlsx).')
      if (size > LARGEST_UNPACKED) return yield fail('The workbook unpacks to more than 256 MiB: export CSV instead.')
      const sheet = await readCells(whole.value)
      if (sheet === null) return yield fail('The workbook is damaged, or has a password.')
      table = tableRows(() => Promise.resolve(sheet), header)
      yield* table.rows()
    },
  }
}

async function readCells(workbook: Buffer): Promise<readonly (readonly string[])[] | null> {
  // Loaded when it is wanted: a console that starts need not wait for it.
  const { readSheet } = await import('read-excel-file/universal')
  try {
    const rows = await readSheet(new Uint8Array(workbook).buffer)
    return rows.map((row) => row.map(textOf))
  } catch {
    // The library throws its own and its parser's errors alike; whatever it was, the file cannot be read.
    return null
  }
}

function textOf(cell: CellValue | null): string {
  if (cell === null) return ''
  return cell instanceof Date ? cell.toISOString() : String(cell)
}
