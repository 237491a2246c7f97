import type { ReportModel } from '../report-model.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { told, type PageContext } from './page-context.ts'
import { facts } from './table.ts'

/** What the run created in D365 and what of it is still there. */
export function testLeadSection(cleanUp: NonNullable<ReportModel['cleanUp']>, context: PageContext): Markup {
  const { words } = context
  const { created, deleted, leftBehind } = cleanUp
  return html`<section aria-labelledby="test-leads">
    <h2 id="test-leads">${words.section.testLeads}</h2>
    ${facts([
      [words.cleanUp.created, html`${created}`],
      [words.cleanUp.deleted, html`${deleted}`],
      [words.cleanUp.left, html`${leftBehind.length}`],
    ])}
    ${
      leftBehind.length === 0
        ? NOTHING
        : html`<ul>
            ${leftBehind.map(
              ({ d365LeadId, domain, link, reason, said }) =>
                html`<li><code>${d365LeadId || domain}</code> ${recordLink(link)} ${told(reason, said, context)}</li>`,
            )}
          </ul>`
    }
  </section>`
}

/** A link only where it is one to a server over https; anything else is shown as text. */
const recordLink = (link: string): Markup =>
  URL.canParse(link) && new URL(link).protocol === 'https:'
    ? html`<a href="${new URL(link).href}" rel="noopener noreferrer">${link}</a>`
    : html`<code>${link}</code>`
