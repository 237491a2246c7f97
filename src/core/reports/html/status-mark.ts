import { html, type Markup } from './markup.ts'

/** What a status means for the eye; the word beside it says the rest. */
export type Tone = 'good' | 'bad' | 'warn' | 'idle'

const TONES: Readonly<Record<string, Tone>> = {
  passed: 'good',
  attested: 'good',
  created: 'good',
  adopted: 'good',
  updated: 'good',
  failed: 'bad',
  rejected: 'bad',
  conflict: 'bad',
  refused: 'bad',
  interrupted: 'warn',
  warning: 'warn',
  stale: 'warn',
  waived: 'warn',
  waiting: 'warn',
  unknown: 'warn',
}

export const toneOf = (status: string): Tone => TONES[status] ?? 'idle'

/** Shape before colour: a tick, a cross, a bang, a dash, drawn in a box of 16. */
const SHAPES: Readonly<Record<Tone, Markup>> = {
  good: html`<path d="M4.5 8.3 7 10.8l4.7-5.2" />`,
  bad: html`<path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" />`,
  warn: html`<path d="M8 4.4v4.4m0 2.4v.2" />`,
  idle: html`<path d="M5 8h6" />`,
}

export const icon = (tone: Tone): Markup =>
  html`<svg class="icon ${tone}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <circle cx="8" cy="8" r="7.5" />
    ${SHAPES[tone]}
  </svg>`

export const statusMark = (status: string, word: string): Markup =>
  html`<span class="status ${toneOf(status)}">${icon(toneOf(status))}<span>${word}</span></span>`
