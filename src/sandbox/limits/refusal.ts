/** The three service protection limits. Source: "Service protection API limits". */
export type Facet = 'requests' | 'time' | 'concurrent'

/** A wait that a user was told on one web server, and that lasts until he has kept it. */
export interface Refusal {
  readonly facet: Facet
  /** When this wait's first refusal was given. */
  readonly sinceMs: number
  readonly untilMs: number
  /** The longest `Retry-After` told so far. */
  readonly seconds: number
}

/** Requests already on their way when the first refusal is given are no insistence. */
const graceMs = 1_000

/**
 * The refusal of a request at `nowMs`, and the `Retry-After` it tells. Whoever was on his way already is told what is left of the
 * wait; whoever comes back before it is over insists, and is told more than ever before, up to `longestSeconds`.
 */
export const refuseAgain = (
  previous: Refusal | undefined,
  broken: { readonly facet: Facet; readonly waitMs: number; readonly nowMs: number },
  growth: { readonly growthSeconds: number; readonly longestSeconds: number },
): { readonly refusal: Refusal; readonly retryAfterSeconds: number } => {
  const { facet, nowMs } = broken
  const base = Math.max(1, Math.ceil(broken.waitMs / 1_000))
  if (!previous || nowMs >= previous.untilMs) return told(facet, nowMs, nowMs, base)
  if (facet === previous.facet && nowMs - previous.sinceMs <= graceMs) {
    return { refusal: previous, retryAfterSeconds: Math.ceil((previous.untilMs - nowMs) / 1_000) }
  }
  const longer = Math.min(previous.seconds + growth.growthSeconds, growth.longestSeconds)
  return told(facet, previous.sinceMs, nowMs, Math.max(base, longer))
}

const told = (facet: Facet, sinceMs: number, nowMs: number, seconds: number) => ({
  refusal: { facet, sinceMs, untilMs: nowMs + seconds * 1_000, seconds },
  retryAfterSeconds: seconds,
})
