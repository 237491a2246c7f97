import type { CheckResult } from '../../shared/model/check.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

export function checkText({ tenant, rows, ok }: CheckResult, { paint, width }: Page): string {
  const table = formatTable(
    ['row', 'status', 'what', 'detail'],
    rows.map(({ id, status, title, detail, remedy }) => [
      id,
      paintStatus(paint, status),
      plain(title),
      plain(remedy === null ? detail : `${detail} To do: ${remedy}`),
    ]),
    { width },
  )
  const verdict = ok ? paint('good', 'no row failed') : paint('bad', 'a row failed')
  return `${paint('strong', `Setup of ${plain(tenant)}`)}\n\n${table}\n\n${verdict}`
}
