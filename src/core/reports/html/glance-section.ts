import type { Count, ReportModel } from '../report-model.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { fixed, quoted, type PageContext } from './page-context.ts'
import { icon, statusMark, toneOf } from './status-mark.ts'
import { table } from './table.ts'

/** The whole report in one look: six scenarios, fifteen lines, three counts, and every line that failed. */
export function glanceSection(report: ReportModel, context: PageContext): Markup {
  const { words } = context
  return html`<section aria-labelledby="glance">
    <h2 id="glance">${words.section.glance}</h2>
    ${failures(report, context)} ${scenarioTiles(report, context)} ${gateStrip(report, context)}
    ${counts(report.counts, context)}
  </section>`
}

function failures({ checks, scenarios }: ReportModel, context: PageContext): Markup {
  const failed = [
    ...checks
      .filter(({ status }) => status === 'failed')
      .map(({ id, title, detail }) => ({ id, title: fixed(id, title, context), detail })),
    ...scenarios
      .filter(({ status }) => status === 'failed')
      .map(({ id, notes }) => ({ id, title: fixed(id, TITLES[id], context), detail: notes[0] ?? '' })),
  ]
  if (failed.length === 0) return NOTHING
  return html`<ul class="failures">
    ${failed.map(
      ({ id, title, detail }) =>
        html`<li>${icon('bad')} <a href="#${anchorOf(id)}">${id}</a> ${title}. ${quoted(detail, context)}</li>`,
    )}
  </ul>`
}

export const anchorOf = (id: string): string => `line-${id}`

const hasScenarios = ({ run, counts }: ReportModel): boolean =>
  run.kind === 'runbook' || run.kind === 'scenario' || counts.scenarios.executed > 0

function scenarioTiles(report: ReportModel, context: PageContext): Markup {
  const { words } = context
  if (!hasScenarios(report)) return NOTHING
  return html`<h3>${words.picture.scenarios}</h3>
    <ol class="tiles">
      ${report.scenarios.map(
        ({ id, status }) =>
          html`<li class="${toneOf(status)}">
            <a href="#${anchorOf(id)}">${id}</a> ${statusMark(status, words.line[status])}
            <span class="small">${fixed(id, TITLES[id], context)}</span>
          </li>`,
      )}
    </ol>`
}

/** The runbook's names of its six, in English; the Turkish ones are among its lines. */
export const TITLES: Readonly<Record<ReportModel['scenarios'][number]['id'], string>> = {
  C1: 'Happy path: create',
  C2: 'Update and idempotency',
  C3: 'Id in the database, no lead in D365',
  D1: 'Authentication error',
  D2: 'Rate limit (429)',
  D3: 'D365 API error (500, 503, cut connection)',
}

const gateStrip = ({ gate }: ReportModel, context: PageContext): Markup =>
  html`<h3>${context.words.picture.gate}</h3>
    <ol class="strip">
      ${gate.lines.map(
        ({ id, text, status }) =>
          html`<li class="${toneOf(status)}">
            <a href="#${anchorOf(id)}">${id}</a>${icon(toneOf(status))}
            <span class="unseen">${fixed(id, text, context)}: ${context.words.gateStatus[status]}</span>
          </li>`,
      )}
    </ol>`

function counts({ scenarios, criteria, checks }: ReportModel['counts'], { words }: PageContext): Markup {
  const w = words.counts
  const row = (name: string, count: Count): readonly Markup[] => [
    html`${name}`,
    ...[count.expected, count.executed, count.skipped, count.passed, count.warnings, count.failed].map(
      (figure) => html`${figure}`,
    ),
    bar(count),
  ]
  const figure = (head: string) => ({ head, kind: 'figure' as const })
  return html`<h3>${w.caption}</h3>
    ${table(
      w.caption,
      [
        { head: w.what },
        figure(w.expected),
        figure(w.executed),
        figure(w.skipped),
        figure(w.passed),
        figure(w.warnings),
        figure(w.failed),
        { head: w.share },
      ],
      [row(w.scenarios, scenarios), row(w.criteria, criteria), row(w.checks, checks)],
    )}`
}

/** Passed, failed and skipped as parts of what was expected. */
function bar({ expected, passed, failed }: Count): Markup {
  const part = (of: number): number => (expected === 0 ? 0 : Math.round((of / expected) * 120))
  return html`<svg class="bar" viewBox="0 0 120 10" width="120" height="10" aria-hidden="true" focusable="false">
    <rect class="idle" width="120" height="10" rx="5" />
    <rect class="good" width="${part(passed)}" height="10" rx="5" />
    <rect class="bad" x="${part(passed)}" width="${part(failed)}" height="10" rx="5" />
  </svg>`
}
