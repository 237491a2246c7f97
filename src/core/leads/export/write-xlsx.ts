import type { Cell as SheetCell } from 'write-excel-file/node'
import type { LeadWithState } from '../../ports/stores.ts'
import { cellText, type ExportColumn } from './lead-cells.ts'

/** A workbook is made whole in memory, unlike the other formats. */
export const MOST_XLSX_ROWS = 100_000

/** One sheet named `Leads`, as Hunter's export. Every text is typed as text, so no spreadsheet runs it. */
export async function writeXlsx(columns: readonly ExportColumn[], rows: readonly LeadWithState[]): Promise<Uint8Array> {
  // Loaded when it is wanted: a console that starts need not wait for it.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const head = columns.map(({ name }): SheetCell => ({ type: String, value: name, fontWeight: 'bold' }))
  const body = rows.map((row) => columns.map((column) => toSheetCell(column, row)))
  return writeExcelFile([head, ...body], { sheet: 'Leads', stickyRowsCount: 1 }).toBuffer()
}

function toSheetCell({ value }: ExportColumn, row: LeadWithState): SheetCell {
  const cell = value(row)
  if (cell === null) return null
  return typeof cell === 'number' ? { type: Number, value: cell } : { type: String, value: cellText(cell) }
}
