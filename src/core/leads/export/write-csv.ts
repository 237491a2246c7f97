import type { LeadWithState } from '../../ports/stores.ts'
import { neutraliseCell } from '../../spreadsheet-cell.ts'
import { cellText, type ExportColumn } from './lead-cells.ts'

/** As Hunter writes it: byte order mark, commas, `\n`, quotes only where needed. Source: RFC 4180. */
export const csvHeader = (columns: readonly ExportColumn[]): string =>
  `\uFEFF${columns.map(({ name }) => name).join(',')}\n`

/** Texts a spreadsheet would run are neutralised; numbers are numbers. */
export const csvLine = (columns: readonly ExportColumn[], row: LeadWithState): string =>
  `${columns
    .map(({ value }) => {
      const cell = value(row)
      return quoted(typeof cell === 'number' ? String(cell) : neutraliseCell(cellText(cell)))
    })
    .join(',')}\n`

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
