import type { Language } from './language.ts'
import { LEAD_LINES_IN_TURKISH } from './lead-lines.tr.ts'
import { RECORDED_IN_TURKISH } from './recorded-lines.tr.ts'
import { EXPECTED_IN_TURKISH, RUNBOOK_IN_TURKISH } from './runbook-lines.tr.ts'

/**
 * What the core or a server wrote at run time, in the reader's language. Runs and events keep their English words for ever; those the console
 * itself chose are known here with their particulars. Null for what nobody translated: a server's own message, an admin's note.
 */
export function recordedText(language: Language, text: string): string | null {
  return language === 'en' ? text : inTurkish(text)
}

const KNOWN: Readonly<Record<string, string>> = { ...LEAD_LINES_IN_TURKISH, ...RECORDED_IN_TURKISH }

/** Faults of a lead stand one after the other, each behind its column. */
const BEFORE_COLUMN = /(?<=\.) (?=[a-z][a-z0-9_]*: )/

/** A finding strings its criteria together, those of one complaint before it: `C1.1: … C1.2, C1.3: …`. */
const CRITERION = /(?:^|(?<=[.!?…)] ))([CD]\d\.\d(?:, [CD]\d\.\d)*): /

function inTurkish(text: string): string | null {
  const parts = text.split(CRITERION)
  if (parts.length === 1) return sentencesInTurkish(text)
  const [lead = '', ...named] = parts
  if (lead !== '') return null
  const said = named.map((part, at) => (at % 2 === 0 ? part : sentenceInTurkish(part.trim())))
  if (said.includes(null)) return null
  return said
    .map((part, at) => (at % 2 === 0 ? `${String(part)}: ` : `${String(part)} `))
    .join('')
    .trim()
}

function sentencesInTurkish(text: string): string | null {
  const whole = text.split(BEFORE_COLUMN).map(sentenceInTurkish)
  return whole.includes(null) ? sentenceInTurkish(text) : whole.join(' ')
}

function sentenceInTurkish(text: string): string | null {
  const fixed = KNOWN[text] ?? EXPECTED_IN_TURKISH[text]
  if (fixed !== undefined) return fixed
  for (const { pattern, turkish } of PATTERNS) {
    const found = pattern.exec(text)
    if (found) return turkish.replaceAll(SLOT, (_whole, name: string) => filled(name, found.groups?.[name] ?? ''))
  }
  return null
}

const filled = (name: string, value: string): string =>
  name.startsWith('the') ? (inTurkish(value) ?? value) : (lineInTurkish(value) ?? value)

/** A gate line by its id: `E1.1 Senaryo 1 (Happy Path)`. */
function lineInTurkish(value: string): string | null {
  const id = /^E\d\.\d+(?= )/.exec(value)?.[0]
  const turkish = id === undefined ? undefined : RUNBOOK_IN_TURKISH[id]
  return id === undefined || turkish === undefined ? null : `${id} ${turkish}`
}

const SLOT = /\{(\w+)\}/g

/** What holds more fixed words is more telling: it is tried first. */
const PATTERNS = Object.entries(KNOWN)
  .filter(([english]) => english.includes('{'))
  .toSorted(([one], [other]) => other.replaceAll(SLOT, '').length - one.replaceAll(SLOT, '').length)
  .map(([english, turkish]) => ({ pattern: patternOf(english), turkish }))

function patternOf(english: string): RegExp {
  const [first = '', ...rest] = english.split(SLOT)
  const body = rest.map((part, at) => (at % 2 === 0 ? `(?<${part}>.+?)` : literal(part))).join('')
  return new RegExp(`^${literal(first)}${body}$`, 's')
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
