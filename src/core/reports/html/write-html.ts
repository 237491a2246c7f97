import type { Language } from '../../../shared/words/language.ts'
import type { SheetNumbers } from '../../ports/pdf-printer.ts'
import type { OffsetAt } from '../local-time.ts'
import { localTime } from '../local-time.ts'
import { REPORT_WORDS } from '../words/report-words.ts'
import type { ReportModel } from '../report-model.ts'
import { checkSection } from './check-section.ts'
import { evidenceSection, shownEvidence } from './evidence-section.ts'
import { attestationSection, decisionSection, gateSection } from './gate-section.ts'
import { glanceSection } from './glance-section.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import type { PageContext } from './page-context.ts'
import { pushSection } from './push-section.ts'
import { runSection } from './run-section.ts'
import { scenarioSection } from './scenario-section.ts'
import { verdictOf, type Verdict } from '../verdict.ts'
import { icon, type Tone } from './status-mark.ts'
import { STYLESHEET, STYLESHEET_HASH } from './stylesheet.ts'
import { testLeadSection } from './test-lead-section.ts'

/** Nothing may load, run, be sent or be framed into; the one style element passes by its hash, pictures that lie in the page itself. */
export const REPORT_POLICY = `default-src 'none'; style-src '${STYLESHEET_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`

/**
 * The report as one self-contained page: no script, no request, readable by a screen reader, on a phone, in the dark and on paper.
 * Same model, same bytes.
 */
export function writeHtml(
  report: ReportModel,
  offsetAt: OffsetAt,
  language: Language,
  sheets: SheetNumbers | null = null,
): string {
  const words = REPORT_WORDS[language]
  const here = new Set(shownEvidence(report.evidence).map(({ id }) => id))
  const context: PageContext = { language, words, offsetAt, isHere: (id) => here.has(id) }
  const parts = sections(report, context)
  const title = `${words.title}: ${report.tenant.name}, ${localTime(report.run.startedAt, offsetAt)}`
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${REPORT_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        ${heading(report, context)}
        <main>${contents(parts, sheets, context)} ${parts.map(({ section }) => section)}</main>
        <footer>
          ${language === 'en' ? NOTHING : html`<p>${words.quoted}</p>`}
          <p>Hunter D365 Console ${report.run.appVersion} · <code>${report.schema}</code></p>
        </footer>
      </body>
    </html> `.markup.replaceAll(/\n\s+/g, '\n')
}

/** Not to be reformatted: the policy's hash is over every character between the tags. */
const STYLE: Markup = { markup: `<style>${STYLESHEET}</style>` }

interface Part {
  readonly anchor: string
  readonly title: string
  readonly section: Markup
}

/** What has something to say, in reading order. */
function sections(report: ReportModel, context: PageContext): readonly Part[] {
  const { section: titles } = context.words
  const { checks, scenarios, push, cleanUp, evidence } = report
  const part = (isThere: boolean, anchor: string, title: string, section: () => Markup): readonly Part[] =>
    isThere ? [{ anchor, title, section: section() }] : []
  return [
    ...part(true, 'glance', titles.glance, () => glanceSection(report, context)),
    ...part(true, 'run', titles.run, () => runSection(report, context)),
    ...part(checks.length > 0, 'checks', titles.checks, () => checkSection(checks, context)),
    ...part(hasRun(scenarios), 'scenarios', titles.scenarios, () => scenarioSection(report, context)),
    ...(push === null ? [] : part(true, 'push', titles.push, () => pushSection(push, context))),
    ...(cleanUp === null ? [] : part(true, 'test-leads', titles.testLeads, () => testLeadSection(cleanUp, context))),
    ...part(true, 'gate', titles.gate, () => gateSection(report, context)),
    ...part(report.attestations.length > 0, 'attestations', titles.attestations, () =>
      attestationSection(report.attestations, context),
    ),
    ...part(true, 'decision', titles.decision, () => decisionSection(report.decision, context)),
    ...part(true, 'evidence', titles.evidence, () => evidenceSection(evidence, context)),
  ]
}

const hasRun = (scenarios: ReportModel['scenarios']): boolean =>
  scenarios.some(({ status, notes }) => status !== 'not run' || notes.length > 0)

const contents = (parts: readonly Part[], sheets: SheetNumbers | null, { words }: PageContext): Markup =>
  html`<nav aria-labelledby="contents">
    <h2 id="contents">${words.contents}</h2>
    <ol>
      ${parts.map(({ anchor, title }) => html`<li><a href="#${anchor}">${title}</a>${sheetOf(anchor, sheets)}</li>`)}
    </ol>
  </nav>`

const sheetOf = (anchor: string, sheets: SheetNumbers | null): Markup => {
  const sheet = sheets?.get(anchor)
  return sheet === undefined ? NOTHING : html` <span class="sheet">${String(sheet)}</span>`
}

function heading(report: ReportModel, { words, offsetAt }: PageContext): Markup {
  const { tenant, run } = report
  const kind = verdictOf(report)
  const tone = VERDICT_TONES[kind]
  return html`<header>
    <h1>${words.title}: ${tenant.name}</h1>
    <p class="sub">
      <span class="environment ${tenant.environment === 'PROD' ? 'prod' : ''}">${tenant.environment}</span>
      ${words.runKind[run.kind]} · ${localTime(run.startedAt, offsetAt)}
    </p>
    <div class="verdict ${tone}">
      ${icon(tone)}
      <div>
        <strong>${words.verdict[kind]}</strong>
        <p>${words.verdict[`${kind}Text`]}</p>
      </div>
    </div>
  </header>`
}

const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  success: 'good',
  failure: 'bad',
  unfinished: 'warn',
  nothing: 'warn',
}
