const FIRST_MS = 60_000
const LONGEST_MS = 3_600_000
const MOST_JITTER_MS = 10_000
const MOST_ADDED_TO_PAUSE_MS = 1_000
const SHARE_ADDED_TO_PAUSE = 0.02

/**
 * The wait before retry `n` (0-based), in milliseconds: min(60·2^n, 3600) s plus 0–10 s of jitter. `fraction` in [0, 1) is the jitter's
 * chance. The jitter comes on top of the cap. Source: docs/adr/0013-one-owner-of-retries.md; runbook D2; Hunter's retries.
 */
export function retryDelayMs(n: number, fraction: number): number {
  return Math.min(FIRST_MS * 2 ** n, LONGEST_MS) + Math.round(fraction * MOST_JITTER_MS)
}

/**
 * How long a `Retry-After` closes the tenant's lane, in milliseconds: never shorter than asked, at most min(1 s, 2 %) longer, and always
 * a little longer, since a timer may fire early. Source: docs/adr/0013-one-owner-of-retries.md.
 */
export function pauseMs(retryAfterMs: number, fraction: number): number {
  const most = Math.min(MOST_ADDED_TO_PAUSE_MS, retryAfterMs * SHARE_ADDED_TO_PAUSE)
  return Math.ceil(retryAfterMs) + Math.floor(most * (0.5 + fraction / 2))
}
