import type { CheckRow } from '../../../shared/model/check.ts'
import { evidenceLinks } from './evidence-section.ts'
import { anchorOf } from './glance-section.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { fixed, quoted, type PageContext } from './page-context.ts'
import { statusMark } from './status-mark.ts'
import { table } from './table.ts'

/** Rows of runbook A and B. */
export function checkSection(checks: readonly CheckRow[], context: PageContext): Markup {
  const { words } = context
  const { column } = words
  return html`<section aria-labelledby="checks">
    <h2 id="checks">${words.section.checks}</h2>
    ${table(
      words.section.checks,
      [{ head: column.line }, { head: column.title }, { head: column.status }, { head: column.detail, kind: 'wide' }],
      checks.map((row) => [
        html`<span id="${anchorOf(row.id)}">${row.id}</span>`,
        html`${fixed(row.id, row.title, context)}`,
        statusMark(row.status, words.checkStatus[row.status]),
        html`${said(row, 'detail', context)}${remedy(row, context)}${seen(row, context)}`,
      ]),
    )}
  </section>`
}

const remedy = (row: CheckRow, context: PageContext): Markup =>
  row.remedy === null
    ? NOTHING
    : html`<br /><strong>${context.words.whatToDo}:</strong> ${said(row, 'remedy', context)}`

/** Checks are told in both languages as they run; those of earlier versions in English alone. */
function said(row: CheckRow, what: 'detail' | 'remedy', context: PageContext): Markup {
  const turkish = context.language === 'tr' ? row.tr?.[what] : undefined
  return turkish === undefined || turkish === null ? quoted(row[what] ?? '', context) : html`${turkish}`
}

const seen = ({ evidence }: CheckRow, context: PageContext): Markup =>
  evidence.length === 0
    ? NOTHING
    : html`<br /><span class="small">${context.words.column.evidence}: ${evidenceLinks(evidence, context)}</span>`
