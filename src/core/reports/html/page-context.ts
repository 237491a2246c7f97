import type { Said } from '../../../shared/model/scenario.ts'
import type { Language } from '../../../shared/words/language.ts'
import { recordedText } from '../../../shared/words/recorded-text.ts'
import { sayIn } from '../../../shared/words/step-words.ts'
import { runbookText } from '../../../shared/words/runbook-text.ts'
import { localTime, type OffsetAt } from '../local-time.ts'
import type { ReportWords } from '../words/report-words.ts'
import { html, type Markup } from './markup.ts'

/** What every section needs besides the report: whose words, whose clock. */
export interface PageContext {
  readonly language: Language
  readonly words: ReportWords
  readonly offsetAt: OffsetAt
  /** Whether an evidence can be jumped to on this page. */
  readonly isHere: (evidenceId: string) => boolean
}

/** Stored in UTC, shown local with offset; machines read the UTC. */
export const time = (iso: string, { offsetAt }: PageContext): Markup =>
  html`<time datetime="${iso}">${localTime(iso, offsetAt)}</time>`

/** The runbook's fixed lines in the reader's language, by id. */
export const fixed = (id: string, original: string, { language }: PageContext): string =>
  runbookText(language, id, original)

/** What was recorded at run time: in the reader's language where the console chose the words, else quoted as it is; screen readers are told. */
export function quoted(text: string, { language }: PageContext): Markup {
  const known = text === '' ? '' : recordedText(language, text)
  return known === null ? html`<span lang="en">${text}</span>` : html`${known}`
}

/** What a step said, in the reader's language where its key is known, else the English words it was recorded with. */
export function told(words: string, said: Said | null, context: PageContext): Markup {
  const known = said === null ? null : sayIn(context.language, said)
  return known === null ? quoted(words, context) : html`${known}`
}

export function duration(ms: number, { words }: PageContext): string {
  const figure = new Intl.NumberFormat(words.locale, { maximumFractionDigits: ms < 10_000 ? 1 : 0 })
  return ms < 1000
    ? `${Math.round(ms)} ms`
    : `${figure.format(ms / 1000)} ${words.locale.startsWith('tr') ? 'sn' : 's'}`
}
