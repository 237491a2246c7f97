import { fieldOfWord } from './connection-words.ts'
import type { Pair } from './pairs.ts'

const ASSIGNMENT = /([A-Za-z][A-Za-z0-9 ]{0,40}?)\s*=\s*("[^"]*"|'[^']*'|[^;\r\n]*)/g
const QUOTED = /"((?:[^"\\\r\n]|\\.)*)"|'([^'\r\n]*)'/g

/**
 * The pairs of `AuthType=ClientSecret;Url=…;ClientId=…;ClientSecret="…;…"`, on one line or several, bare or in quotes inside other text;
 * null where none is. Source: Microsoft Learn, "Use connection strings in XRM tooling to connect to Microsoft Dataverse".
 */
export function connectionStringPairs(text: string): readonly Pair[] | null {
  const bare = quotedConnectionString(text) ?? (isConnectionString(text) ? text : null)
  if (bare === null) return null
  const pairs = [...bare.matchAll(ASSIGNMENT)].map(([, word = '', value = '']): Pair => [word, unquote(value.trim())])
  const authority = pairs.find(([word]) => /^authority$/i.test(word))?.[1] ?? ''
  const tenant = /^https:\/\/[^/]+\/([0-9a-f-]{36})/i.exec(authority)?.[1]
  return tenant === undefined ? pairs : [...pairs, ['TenantId', tenant]]
}

function quotedConnectionString(text: string): string | null {
  for (const [, double, single] of text.matchAll(QUOTED)) {
    const inside = (double ?? single ?? '').replace(/\\(.)/g, '$1')
    if (isConnectionString(inside)) return inside
  }
  return null
}

/** It names its way to sign in at the front of a segment, or puts two known words into one line. */
function isConnectionString(text: string): boolean {
  if (/(?:^|;)\s*(?:AuthType|AuthenticationType)\s*=/im.test(text)) return true
  return text.split(/\r?\n/).some((line) => line.split(';').filter(assignsKnownWord).length > 1)
}

function assignsKnownWord(segment: string): boolean {
  const word = /^\s*([A-Za-z][A-Za-z ]{0,40})=/.exec(segment)?.[1]
  return word !== undefined && fieldOfWord(word) !== null
}

const unquote = (value: string): string => value.replace(/^(["'])([\s\S]*)\1$/, '$2')
