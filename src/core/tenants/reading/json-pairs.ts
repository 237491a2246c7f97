import { tryJson } from '../../d365/read-error-body.ts'
import type { Pair, Pairs } from './pairs.ts'

const MAX_DEPTH = 4

/** Every text in a JSON document under its name; of a list of connections the first. Null for no JSON. */
export function jsonPairs(text: string): Pairs | null {
  if (!/^\s*[{[]/.test(text)) return null
  const json = tryJson(text)
  if (typeof json !== 'object' || json === null) return null
  const all: readonly unknown[] = Array.isArray(json) ? json : [json]
  // Azure App Service exports its settings as a list of names and values: one connection, not many.
  const isSettings = all.every((one) => settingOf(one) !== null)
  return {
    form: 'json',
    pairs: flatPairs(isSettings ? all : all[0], 0),
    connections: isSettings ? 1 : all.length,
  }
}

function flatPairs(value: unknown, depth: number): readonly Pair[] {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return []
  const setting = settingOf(value)
  if (setting !== null) return [setting]
  return Object.entries(value).flatMap(([word, one]): readonly Pair[] =>
    typeof one === 'string' ? [[word, one]] : flatPairs(one, depth + 1),
  )
}

function settingOf(value: unknown): Pair | null {
  if (typeof value !== 'object' || value === null || !('name' in value && 'value' in value)) return null
  return typeof value.name === 'string' && typeof value.value === 'string' ? [value.name, value.value] : null
}
