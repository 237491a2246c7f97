import { GOOD_OUTCOMES } from '../../../shared/model/push.ts'
import type { ReportModel } from '../report-model.ts'
import { html, type Markup } from './markup.ts'
import { duration, quoted, type PageContext } from './page-context.ts'
import { statusMark } from './status-mark.ts'
import { facts, table } from './table.ts'

/** A page of a hundred thousand rows opens nowhere; JSON and CSV hold every lead. */
const MOST_LEADS = 500

/** What became of each lead; those that did not end in D365 first. */
export function pushSection(push: NonNullable<ReportModel['push']>, context: PageContext): Markup {
  const { words } = context
  const { column } = words
  const ordered = [
    ...push.leads.filter((lead) => !GOOD_OUTCOMES.includes(lead.outcome)),
    ...push.leads.filter((lead) => GOOD_OUTCOMES.includes(lead.outcome)),
  ]
  const further = Math.max(ordered.length - MOST_LEADS, 0) + push.unlisted
  const outcomes = Object.entries(push.outcomes).filter(([, count]) => count > 0)
  return html`<section aria-labelledby="push">
    <h2 id="push">${words.section.push}</h2>
    ${facts([
      [words.push.total, html`${push.total}`],
      ...outcomes.map(
        ([outcome, count]) => [words.outcome[outcome as keyof typeof words.outcome], html`${count}`] as const,
      ),
      [words.push.retries, html`${push.retries}`],
      [words.push.throttled, html`${duration(push.throttledMs, context)}`],
      [words.column.duration, html`${duration(push.durationMs, context)}`],
    ])}
    ${table(
      words.section.push,
      [
        { head: column.domain },
        { head: column.outcome },
        { head: column.stored },
        { head: column.reason, kind: 'wide' },
        { head: column.leadId, kind: 'code' },
      ],
      ordered
        .slice(0, MOST_LEADS)
        .map((lead) => [
          html`${lead.domain}`,
          statusMark(lead.outcome === 'skipped' ? 'passed' : lead.outcome, words.outcome[lead.outcome]),
          html`${lead.status ?? ''}`,
          quoted(lead.reason ?? '', context),
          html`<code>${lead.d365_lead_id ?? ''}</code>`,
        ]),
    )}
    ${further > 0 ? html`<p>${words.push.more}: ${further}</p>` : ''}
  </section>`
}
