import type { Terminal } from './terminal.ts'

export type Tone = 'good' | 'bad' | 'warning' | 'quiet' | 'strong'
export type Paint = (tone: Tone, text: string) => string

const CODES: Readonly<Record<Tone, number>> = { good: 32, bad: 31, warning: 33, quiet: 2, strong: 1 }

/** Colour on a terminal that is one, and never where `NO_COLOR` is set (https://no-color.org). Words always say what a colour says. */
export function createPaint({ stdout, env }: Pick<Terminal, 'stdout' | 'env'>): Paint {
  const isColoured = stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return (tone, text) => (isColoured && text !== '' ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text)
}

const STATUS_TONES: Readonly<Record<string, Tone>> = {
  passed: 'good',
  created: 'good',
  adopted: 'good',
  synced: 'good',
  GO: 'good',
  ok: 'good',
  failed: 'bad',
  rejected: 'bad',
  error: 'bad',
  'NO-GO': 'bad',
  warning: 'warning',
  stale: 'warning',
  conflict: 'warning',
  unknown: 'warning',
  refused: 'warning',
  skipped: 'quiet',
  not_run: 'quiet',
}

/** A status word in its tone; a word without one stays as it is. */
export function paintStatus(paint: Paint, status: string): string {
  const tone = STATUS_TONES[status]
  const words = status.replaceAll('_', ' ')
  return tone === undefined ? words : paint(tone, words)
}
