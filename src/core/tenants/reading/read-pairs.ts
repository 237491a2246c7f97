import { parse } from 'dotenv'
import type { ConnectionDraft } from '../../../shared/model/connection-draft.ts'
import { tryJson } from '../../d365/read-error-body.ts'
import { fieldOfWord } from './connection-words.ts'

/** Word and value as the text has them, in its order. */
export type Pair = readonly [word: string, value: string]

export interface Pairs {
  readonly form: ConnectionDraft['form']
  readonly pairs: readonly Pair[]
  /** How many connections the text holds; the pairs are those of the first. */
  readonly connections: number
}

/** The pairs of a text in whatever form it is; none for a text that only holds loose values. Never throws. */
export function readPairs(text: string): Pairs {
  const readers = [readJson, readXml, readConnectionString, readEnv, readLabels]
  for (const read of readers) {
    const found = read(text)
    if (found !== null) return found
  }
  return { form: /^\s*https?:\/\/\S+\s*$/i.test(text) ? 'url' : 'text', pairs: [], connections: 0 }
}

function readJson(text: string): Pairs | null {
  if (!/^\s*[{[]/.test(text)) return null
  const json = tryJson(text)
  if (typeof json !== 'object' || json === null) return null
  const all = Array.isArray(json) ? (json as unknown[]) : [json]
  return { form: 'json', pairs: flatPairs(all[0], 0), connections: all.length }
}

function flatPairs(value: unknown, depth: number): readonly Pair[] {
  if (typeof value !== 'object' || value === null || depth > 3) return []
  return Object.entries(value).flatMap(([word, one]): readonly Pair[] =>
    typeof one === 'string' ? [[word, one]] : flatPairs(one, depth + 1),
  )
}

/** XrmToolBox's file is flat below each connection: one element, one value. */
function readXml(text: string): Pairs | null {
  if (!/^\s*<[?a-zA-Z]/.test(text)) return null
  const details = text.match(/<ConnectionDetail\b[\s\S]*?<\/ConnectionDetail>/g)
  const first = details?.[0] ?? text
  const pairs = [...first.matchAll(/<([A-Za-z][\w.-]{0,99})>([^<]{1,4000})<\/\1>/g)].map(
    ([, word = '', value = '']): Pair => [word, unescapeXml(value)],
  )
  return { form: 'xrmtoolbox', pairs, connections: details?.length ?? 1 }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (value: string): string =>
  value.replace(/&(amp|lt|gt|quot|apos);/g, (_whole, name: string) => ENTITIES[name] ?? '').trim()

/** `AuthType=ClientSecret;Url=…;ClientId=…;ClientSecret="…;…"`, on one line or several. */
function readConnectionString(text: string): Pairs | null {
  if (!/(?:^|;|["'])\s*(?:AuthType|AuthenticationType)\s*=/im.test(text)) return null
  const bare = text.trim().replace(/^["'](.*)["']$/s, '$1')
  const pairs = [...bare.matchAll(/([A-Za-z][A-Za-z ]{0,40}?)\s*=\s*("[^"]*"|'[^']*'|[^;\r\n]*)/g)].map(
    ([, word = '', value = '']): Pair => [word, unquote(value.trim())],
  )
  const authority = pairs.find(([word]) => /^authority$/i.test(word))?.[1] ?? ''
  const tenant = /^https:\/\/[^/]+\/([0-9a-f-]{36})/i.exec(authority)?.[1]
  return {
    form: 'connection-string',
    pairs: [...pairs, ...(tenant === undefined ? [] : [['TenantId', tenant] as const])],
    connections: 1,
  }
}

const unquote = (value: string): string => value.replace(/^(["'])([\s\S]*)\1$/, '$2')

/** At least one line assigns one of the words; comments and quotes as dotenv reads them. */
function readEnv(text: string): Pairs | null {
  if (!/^\s*(?:export\s+|set\s+|\$env:)?[A-Za-z_][\w.]*\s*=/m.test(text)) return null
  const plain = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/^[ \t]*(?:set[ \t]+|\$env:)/gim, '')
  const pairs = Object.entries(parse(plain)).flatMap(([word, value]): readonly Pair[] =>
    fieldOfWord(word) === null ? [] : [[word, value.trim()]],
  )
  return pairs.length === 0 ? null : { form: 'env', pairs, connections: 1 }
}

/** A portal page as copied: a word and its value behind a colon or a tab, or on the next line. */
function readLabels(text: string): Pairs | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const pairs = lines.flatMap((line, index): readonly Pair[] => {
    const apart = /^(.{2,60}?)\s*(?:[:=\t]|\s{2,})\s*(\S.*)$/.exec(line)
    if (apart !== null && fieldOfWord(apart[1] ?? '') !== null) return [[apart[1] ?? '', (apart[2] ?? '').trim()]]
    const next = lines[index + 1]
    const word = line.replace(/[:\s]+$/, '')
    return next !== undefined && word.length <= 60 && fieldOfWord(word) !== null
      ? [[word, next.replace(/^:\s*/, '')]]
      : []
  })
  return pairs.length === 0 ? null : { form: 'text', pairs, connections: 1 }
}
