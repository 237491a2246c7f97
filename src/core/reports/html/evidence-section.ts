import type { Evidence } from '../../../shared/model/run.ts'
import { exchangesOf, shortPathOf, type ReportExchange } from '../exchanges-of.ts'
import { badgePicture } from './badge-picture.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { duration, quoted, time, type PageContext } from './page-context.ts'
import { table } from './table.ts'

/** A page holds so many pieces of evidence with their requests; a bulk push may have tens of thousands. */
const MOST_EVIDENCE = 300

/** What the page shows of it: the start, in the order it was gathered. */
export const shownEvidence = (evidence: readonly Evidence[]): readonly Evidence[] => evidence.slice(0, MOST_EVIDENCE)

export function evidenceSection(evidence: readonly Evidence[], context: PageContext): Markup {
  const { words } = context
  const shown = shownEvidence(evidence)
  return html`<section aria-labelledby="evidence">
    <h2 id="evidence">${words.section.evidence}</h2>
    <p>${words.bodies}</p>
    ${shown.length === 0 ? html`<p>${words.none}</p>` : shown.map((one) => oneEvidence(one, context))}
    ${evidence.length > shown.length ? html`<p>${words.moreEvidence}: ${evidence.length - shown.length}</p>` : ''}
  </section>`
}

function oneEvidence(one: Evidence, context: PageContext): Markup {
  const exchanges = exchangesOf(one)
  return html`<section class="evidence" aria-labelledby="${anchorOf(one.id)}">
    <h3 id="${anchorOf(one.id)}">${one.step}: ${quoted(one.title, context)}</h3>
    <p class="small">${time(one.at, context)} · <code>${one.id}</code></p>
    ${badgePicture(one, context)} ${exchanges.length === 0 ? NOTHING : exchangeTable(exchanges, { one, context })}
  </section>`
}

function exchangeTable(
  exchanges: readonly ReportExchange[],
  { one, context }: { readonly one: Evidence; readonly context: PageContext },
): Markup {
  const { column, picture } = context.words
  return table(
    `${one.step}: ${picture.requests}`,
    [
      { head: column.request, kind: 'wide' },
      { head: column.answer },
      { head: column.duration, kind: 'figure' },
      { head: column.requestIds, kind: 'code' },
    ],
    exchanges.map((exchange) => [
      html`<code>${exchange.method} ${shortPathOf(exchange.url)}</code>`,
      html`${exchange.status ?? picture.noAnswer}${exchange.isInjected ? html` (${picture.injected})` : ''}`,
      html`${duration(exchange.durationMs, context)}`,
      html`<code>${[exchange.clientRequestId, ...exchange.serviceRequestIds].join(', ')}</code>`,
    ]),
  )
}

const anchorOf = (id: string): string => `evidence-${id}`

/** Short names for long ids; a run's id, which is no evidence of this report, stays readable without leading anywhere. */
export const evidenceLinks = (ids: readonly string[], { isHere }: PageContext): Markup =>
  html`${ids.map((id) => {
    const short = html`<code>${id.slice(0, 8)}</code>`
    return isHere(id) ? html`<a href="#${anchorOf(id)}">${short}</a> ` : html`${short} `
  })}`
