import type { Pair, Pairs } from './pairs.ts'

const ELEMENT = /<([A-Za-z][\w.-]{0,99})(?:\s[^<>]{0,500})?>([^<]{1,4000})<\/\1>/g
const SETTING = /<add\s([^<>]{1,4000})>/g
const ATTRIBUTE = /([A-Za-z][\w.-]{0,99})\s*=\s*"([^"]*)"/g

/** XrmToolBox's file, flat below each connection (one element, one value), and the settings of an app.config. Null for no XML. */
export function xmlPairs(text: string): Pairs | null {
  if (!/^\s*<[?a-zA-Z]/.test(text)) return null
  const details = text.match(/<ConnectionDetail\b[\s\S]*?<\/ConnectionDetail>/g)
  const first = details?.[0] ?? text
  const elements = [...first.matchAll(ELEMENT)].map(([, word = '', value = '']): Pair => [word, unescapeXml(value)])
  const settings = [...first.matchAll(SETTING)].flatMap(([, attributes = '']) => settingOf(attributes))
  return {
    form: details === null ? 'text' : 'xrmtoolbox',
    pairs: [...elements, ...settings],
    connections: details?.length ?? 1,
  }
}

/** `<add key="…" value="…"/>` or `<add name="…" connectionString="…"/>`. */
function settingOf(attributes: string): readonly Pair[] {
  const given = new Map(
    [...attributes.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, unescapeXml(value)]),
  )
  const word = given.get('key') ?? given.get('name')
  const value = given.get('value') ?? given.get('connectionString')
  return word === undefined || value === undefined ? [] : [[word, value]]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (value: string): string =>
  value.replace(/&(amp|lt|gt|quot|apos);/g, (_whole, name: string) => ENTITIES[name] ?? '').trim()
