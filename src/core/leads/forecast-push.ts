import type { PushForecast } from '../../shared/model/forecast.ts'

/** Requests per user and web server. Source: Microsoft Learn, "Service protection API limits"; organisations with 8,000 were seen (unconfirmed). */
const LIMIT = { requests: 6_000, windowSeconds: 300 } as const

/**
 * What a push asks for one new lead: its two own ids, the match keys, the create, the read-back. In bulk one request carries many leads, so this
 * is the most it can come to, and the forecast errs to the late side.
 */
const MOST_REQUESTS_PER_LEAD = 5

export interface ForecastInput {
  readonly leads: number
  readonly nowMs: number
  /** Leads per second, from an earlier push. */
  readonly pacePerSecond: number | null
  readonly ownerName: string | null
}

/** Requests, pauses and end of a push. Pure. A pause comes only where the pace crosses the limit; without a pace the limit itself sets it. */
export function forecastPush({ leads, nowMs, pacePerSecond, ownerName }: ForecastInput): PushForecast {
  const requests = leads * MOST_REQUESTS_PER_LEAD
  const pauses = pausesOf(requests, pacePerSecond)
  const seconds = Math.ceil((pacePerSecond === null ? 0 : leads / pacePerSecond) + pauses * LIMIT.windowSeconds)
  return {
    leads,
    requests,
    pauses,
    pacePerSecond,
    seconds,
    finishAt: new Date(nowMs + seconds * 1000).toISOString(),
    limit: LIMIT,
    ownerName,
  }
}

function pausesOf(requests: number, pacePerSecond: number | null): number {
  const requestsPerSecond = pacePerSecond === null ? Infinity : pacePerSecond * MOST_REQUESTS_PER_LEAD
  const isBelowLimit = requests <= LIMIT.requests || requestsPerSecond <= LIMIT.requests / LIMIT.windowSeconds
  return isBelowLimit ? 0 : Math.ceil(requests / LIMIT.requests) - 1
}

/** Fewer leads say little about the pace of many. */
const FEWEST_FOR_A_PACE = 20

/** Leads per second of the newest push that was large enough to have a pace; `results` newest first. */
export function paceOf(results: readonly { readonly total: number; readonly durationMs: number }[]): number | null {
  const telling = results.find(({ total, durationMs }) => total >= FEWEST_FOR_A_PACE && durationMs > 0)
  return telling === undefined ? null : telling.total / (telling.durationMs / 1000)
}
