import { describe, expect, it } from 'vitest'
import { GATE_LINES } from '../../../src/core/gate/gate-lines.ts'
import { outlineOf, SCENARIOS } from '../../../src/core/scenarios/scenarios.ts'
import { createI18n, languageOf } from '../../../src/renderer/src/i18n/create-i18n.ts'
import { english } from '../../../src/renderer/src/i18n/en/english.ts'
import { runbookText } from '../../../src/shared/words/runbook-text.ts'
import { turkish } from '../../../src/renderer/src/i18n/tr/turkish.ts'

/** Names and signs that read the same in both languages. */
const SAME_IN_BOTH = new Set([
  'Dynamics 365',
  'D365',
  'DEV',
  'Ed25519',
  'English',
  'GO',
  'Hunter D365 Console',
  'JSON',
  'HTML',
  'PDF',
  'CSV',
  'JUnit XML',
  'Markdown',
  'NO-GO',
  'PROD',
  'Runbook',
  'SPF',
  'DKIM',
  'Sandbox',
  'Segment',
  'TEST',
  'Türkçe',
])
const ENGLISH_WORDS =
  /\b(the|of|and|is|are|with|by|lead|leads|tenant|check|failed|passed|error|secret|window|evidence)\b/i

function leavesOf(texts: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[path + key, value] as const]
    return typeof value === 'object' && value !== null ? leavesOf(value, `${path}${key}.`) : []
  })
}
/** `{{file}}`, or `{{count, number}}` for what is written in the language's own figures. */
const PLACEHOLDER = /\{\{(\w+)(?:, number)?\}\}/g
const placeholdersIn = (text: string): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '').sort()
const withoutPlaceholders = (text: string): string => text.replaceAll(PLACEHOLDER, '').replaceAll(/[\s,·:]/g, '')

const ENGLISH = new Map(leavesOf(english))
const TURKISH = new Map(leavesOf(turkish))

describe('the window’s texts', () => {
  it('have the same keys in both languages, and none is blank', () => {
    expect([...TURKISH.keys()].sort()).toEqual([...ENGLISH.keys()].sort())
    expect([...ENGLISH, ...TURKISH].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('ask for the same values in both languages', () => {
    const differing = [...ENGLISH].filter(
      ([key, text]) => String(placeholdersIn(text)) !== String(placeholdersIn(TURKISH.get(key) ?? '')),
    )
    expect(differing).toEqual([])
  })

  it('have no English left in the Turkish ones', () => {
    const untranslated = [...TURKISH].filter(
      ([key, text]) => ENGLISH.get(key) === text && !SAME_IN_BOTH.has(text) && withoutPlaceholders(text) !== '',
    )
    expect(untranslated).toEqual([])
    expect(
      [...TURKISH].filter(([, text]) =>
        ENGLISH_WORDS.test(text.replaceAll(/GET \/\S+/g, '').replaceAll(PLACEHOLDER, '')),
      ),
    ).toEqual([])
  })

  it('count in the language’s own way', async () => {
    const translator = await createI18n('en')
    expect([1, 2].map((count) => translator.t('overview:leads.title', { count }))).toEqual(['1 lead', '2 leads'])
    expect(translator.t('overview:leads.title', { count: 20_640 })).toBe('20,640 leads')
    await translator.changeLanguage('tr')
    expect([1, 2].map((count) => translator.t('overview:leads.title', { count }))).toEqual(['1 aday', '2 aday'])
    expect(translator.t('overview:leads.title', { count: 20_640 })).toBe('20.640 aday')
  })

  it('follow the system’s locale, and are English where it is neither', () => {
    expect(['tr', 'tr-TR', 'TR', 'en-GB', 'de-DE', ''].map(languageOf)).toEqual(['tr', 'tr', 'tr', 'en', 'en', 'en'])
  })
})

describe('the runbook’s lines', () => {
  const lines: readonly (readonly [string, string])[] = [
    ...SCENARIOS.flatMap((scenario) => {
      const { id, title, goal, steps, criteria } = outlineOf(scenario)
      return [
        [id, title] as const,
        [`${id}/goal`, goal] as const,
        ...steps.map((step) => [`${id}/${step.step}`, step.title] as const),
        ...criteria.map((criterion) => [criterion.id, criterion.text] as const),
        ...scenario.expected.map(({ text }) => [text, text] as const),
      ]
    }),
    ...GATE_LINES.map(({ id, text }) => [id, text] as const),
  ]

  it('all have a Turkish wording, scenarios with their steps, criteria and expected lines', () => {
    const kept = new Set(['d365_sync_status = synced'])
    expect(lines.filter(([id, text]) => runbookText('tr', id, text) === text && !kept.has(text))).toEqual([])
  })

  it('are English in an English window, the half-Turkish ones of the runbook included', () => {
    const words = lines.map(([id, text]) => runbookText('en', id, text))
    expect(words.filter((text) => /[ğüşıöç]|Senaryo/i.test(text.replaceAll(/i/gi, '')))).toEqual([])
  })

  it('keep the core’s words where no wording is known', () => {
    expect(runbookText('tr', 'Z9', 'Something new')).toBe('Something new')
  })
})
