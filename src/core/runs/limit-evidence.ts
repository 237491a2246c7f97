import { isJsonObject, type Json } from './json-value.ts'

/** One piece of evidence is kept up to this many characters of JSON: enough for any scenario, little enough to open at once. */
export const MOST_EVIDENCE_CHARS = 512 * 1024

/** How many of the last exchanges stay when a list of them must be cut: the end tells how it ended. */
const LAST_KEPT = 5

/**
 * The body within the limit. Of a list of exchanges the middle is left out and counted in `cutExchanges`; anything else that is too long keeps
 * its beginning as text under `cut`. What is left out is always said.
 */
export function limitEvidence(body: Json, most: number = MOST_EVIDENCE_CHARS): Json {
  const text = JSON.stringify(body)
  if (text.length <= most) return body
  const exchanges = isJsonObject(body) ? body['exchanges'] : undefined
  if (isJsonObject(body) && Array.isArray(exchanges)) {
    const rest = JSON.stringify({ ...body, exchanges: [] }).length
    const kept = keepEnds(exchanges, most - rest)
    if (kept.length > 0) return { ...body, exchanges: kept, cutExchanges: exchanges.length - kept.length }
  }
  return { cut: { characters: text.length, kept: most }, text: text.slice(0, most) }
}

function keepEnds(exchanges: readonly Json[], room: number): Json[] {
  const last = exchanges.slice(-LAST_KEPT)
  let left = room - sizeOf(last)
  if (left < 0) return []
  const first: Json[] = []
  for (const exchange of exchanges.slice(0, -LAST_KEPT)) {
    left -= sizeOf(exchange)
    if (left < 0) break
    first.push(exchange)
  }
  return [...first, ...last]
}

/** With the comma that would follow it. */
const sizeOf = (value: Json | readonly Json[]): number => JSON.stringify(value).length + 1
