/** Longest wait the console accepts from a server: one hour. What was asked beyond that is shown, not obeyed. */
export const MAX_RETRY_AFTER_MS = 3_600_000

export interface RetryAfter {
  /** Milliseconds to wait; null when there is no usable value. */
  readonly ms: number | null
  /** Said only where the header was odd: capped or unreadable, with its original text. */
  readonly note: string | null
}

/**
 * Reads `Retry-After`: seconds (also with a thousands comma or decimals, as Dataverse formats its other counters) or an HTTP date, which is
 * counted from the answer's own `Date` so that a wrong local clock does no harm.
 * Source: RFC 9110, section 10.2.3; Microsoft Learn, "Service protection API limits".
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>, nowMs: number): RetryAfter {
  const text = headers['retry-after']?.trim() ?? ''
  if (text === '') return { ms: null, note: null }
  const ms = /^[\d,]+(?:\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) * 1000 : untilDate(text, headers, nowMs)
  if (ms === null || !Number.isFinite(ms)) return { ms: null, note: `Retry-After "${shown(text)}" is not usable.` }
  if (ms > MAX_RETRY_AFTER_MS) {
    return { ms: MAX_RETRY_AFTER_MS, note: `Retry-After "${shown(text)}" was cut to one hour.` }
  }
  return { ms: Math.ceil(ms), note: null }
}

function untilDate(text: string, headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  // Date.parse takes nearly anything for a date ("-5", "1"); an HTTP date begins with the day's name.
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null
  const at = Date.parse(text)
  if (Number.isNaN(at)) return null
  const answeredAt = Date.parse(headers['date'] ?? '')
  return Math.max(0, at - (Number.isNaN(answeredAt) ? nowMs : answeredAt))
}

const shown = (text: string): string => text.slice(0, 80)
