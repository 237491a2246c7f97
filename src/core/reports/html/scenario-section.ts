import type { Evidence } from '../../../shared/model/run.ts'
import { eventsInShort } from '../events-in-short.ts'
import type { ReportModel, ReportScenario } from '../report-model.ts'
import { certificateView } from './certificate-view.ts'
import { evidenceLinks } from './evidence-section.ts'
import { anchorOf, TITLES } from './glance-section.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { duration, fixed, quoted, type PageContext } from './page-context.ts'
import { statusMark } from './status-mark.ts'
import { facts, table } from './table.ts'
import { waterfall } from './waterfall.ts'

/** Each of the six with its criteria, what its steps were expected to show, and the picture of its requests. */
export const scenarioSection = ({ scenarios, evidence }: ReportModel, context: PageContext): Markup =>
  html`<section aria-labelledby="scenarios">
    <h2 id="scenarios">${context.words.section.scenarios}</h2>
    ${scenarios.map((scenario) => oneScenario(scenario, evidence, context))}
  </section>`

function oneScenario(scenario: ReportScenario, evidence: readonly Evidence[], context: PageContext): Markup {
  const { words } = context
  const title = `${scenario.id} ${fixed(scenario.id, TITLES[scenario.id], context)}`
  const own = evidence.filter(({ step }) => step.startsWith(`${scenario.id}/`))
  const { durationMs, faultsAt } = scenario
  return html`<section class="scenario" aria-labelledby="${anchorOf(scenario.id)}">
    <h3 id="${anchorOf(scenario.id)}">${title}</h3>
    ${facts([
      [words.column.status, statusMark(scenario.status, words.line[scenario.status])],
      [words.column.duration, durationMs === null ? null : html`${duration(durationMs, context)}`],
      [words.faults, faultsAt === null ? null : html`${words.faultsAt[faultsAt]}`],
      [words.notes, scenario.notes.length === 0 ? null : notes(scenario.notes, context)],
      [
        words.events,
        scenario.events.length === 0 ? null : html`<code>${eventsInShort(scenario.events).join(', ')}</code>`,
      ],
    ])}
    ${criteria(scenario, context)}
    ${scenario.certificate === null ? NOTHING : certificateView(scenario.certificate, context)}
    ${expectedLines(scenario, context)} ${waterfall(own, title, context)}
  </section>`
}

const notes = (texts: readonly string[], context: PageContext): Markup =>
  html`${texts.map((text) => html`<p>${quoted(text, context)}</p>`)}`

function criteria({ id, criteria: rows }: ReportScenario, context: PageContext): Markup {
  const { words } = context
  if (rows.length === 0) return NOTHING
  return table(
    `${id}: ${words.counts.criteria}`,
    [
      { head: words.column.criterion },
      { head: words.column.text, kind: 'wide' },
      { head: words.column.status },
      { head: words.column.evidence },
    ],
    rows.map((row) => [
      html`${row.id}`,
      html`${fixed(row.id, row.text, context)}`,
      passedMark(row.passed, context),
      evidenceLinks(row.evidence === null ? [] : [row.evidence], context),
    ]),
  )
}

function expectedLines({ id, expected }: ReportScenario, context: PageContext): Markup {
  const { words } = context
  if (expected.length === 0) return NOTHING
  return table(
    `${id}: ${words.expectedLines}`,
    [{ head: words.expectedLines, kind: 'wide' }, { head: words.column.status }],
    expected.map(({ text, passed }) => [html`${fixed('', text, context)}`, passedMark(passed, context)]),
  )
}

function passedMark(isPassed: boolean, { words }: PageContext): Markup {
  const status = isPassed ? 'passed' : 'failed'
  return statusMark(status, words.line[status])
}
