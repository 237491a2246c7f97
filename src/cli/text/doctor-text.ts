import type { Finding } from '../doctor/finding.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

export const doctorText = (rows: readonly Finding[], { paint, width }: Page): string =>
  formatTable(
    ['what', 'status', 'detail'],
    rows.map(({ title, status, detail, remedy }) => [
      title,
      paintStatus(paint, status),
      plain(remedy === null ? detail : `${detail} To do: ${remedy}`),
    ]),
    { width },
  )
