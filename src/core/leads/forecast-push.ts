import type { PushForecast } from '../../shared/model/forecast.ts'
import type { PushResult } from '../../shared/model/push.ts'
import { MOST_PER_QUESTION, MOST_PER_REQUEST } from '../push/bulk-carrier.ts'
import { FEWEST_TOGETHER } from '../push/open-bulk.ts'

/** Requests per user and web server. Source: Microsoft Learn, "Service protection API limits"; organisations with 8,000 were seen (unconfirmed). */
const LIMIT = { requests: 6_000, windowSeconds: 300 } as const

/** Of one new lead that goes alone: its two own ids, the match keys, the create, the read-back. */
const REQUESTS_PER_LEAD = 5
/** Who the application user is, and which organisation this; what its lead table takes. */
const REQUESTS_PER_RUN = 2
/** How rows may travel, asked once by a run whose leads travel together. */
const REQUESTS_FOR_THE_WAY = 1

/**
 * Requests of a push of new leads. Few go one by one. Of many the first goes ahead alone, and the rest shares its questions, its writes and the
 * read-back of each write, whether D365 takes the rows by CreateMultiple or in a `$batch`. Leads that are there already need no write, and one
 * that is refused makes its request be divided: the count holds for a push of good new leads.
 */
export function requestsOf(leads: number): number {
  if (leads === 0) return 0
  if (leads < FEWEST_TOGETHER) return REQUESTS_PER_RUN + leads * REQUESTS_PER_LEAD
  const rest = leads - 1
  const writes = Math.ceil(rest / MOST_PER_REQUEST)
  const together = Math.ceil(rest / MOST_PER_QUESTION) + 2 * writes
  return REQUESTS_PER_RUN + REQUESTS_PER_LEAD + REQUESTS_FOR_THE_WAY + together
}

export interface ForecastInput {
  readonly leads: number
  /** Those that will not leave; null where nobody looked. */
  readonly refused: number | null
  readonly nowMs: number
  /** Leads per second, from an earlier push. */
  readonly pacePerSecond: number | null
  readonly ownerName: string | null
}

/** Requests, pauses and end of a push. Pure. A pause comes only where the pace crosses the limit; without a pace the limit itself sets it. */
export function forecastPush({ leads, refused, nowMs, pacePerSecond, ownerName }: ForecastInput): PushForecast {
  const leaving = leads - (refused ?? 0)
  const requests = requestsOf(leaving)
  const pauses = pausesOf(requests, pacePerSecond === null ? null : leaving / pacePerSecond)
  const seconds = Math.ceil((pacePerSecond === null ? 0 : leaving / pacePerSecond) + pauses * LIMIT.windowSeconds)
  return {
    leads,
    refused,
    requests,
    pauses,
    pacePerSecond,
    seconds,
    finishAt: new Date(nowMs + seconds * 1000).toISOString(),
    limit: LIMIT,
    ownerName,
  }
}

/** A pause of the request limit comes only where the requests cross it within its window. */
function pausesOf(requests: number, workSeconds: number | null): number {
  const windows = workSeconds === null ? 0 : workSeconds / LIMIT.windowSeconds
  const isBelowLimit = requests <= LIMIT.requests || requests / windows <= LIMIT.requests
  return isBelowLimit ? 0 : Math.ceil(requests / LIMIT.requests) - 1
}

/** Fewer leads say little about the pace of many. */
const FEWEST_FOR_A_PACE = 20

type Paced = Pick<PushResult, 'total' | 'durationMs'> & {
  readonly outcomes: Pick<PushResult['outcomes'], 'created' | 'updated'>
}

/**
 * Leads per second of the newest push that was large enough to have a pace and that wrote most of its leads: what was skipped or refused says
 * nothing of it. Throttling is part of it. `results` newest first.
 */
export function paceOf(results: readonly Paced[]): number | null {
  const written = ({ outcomes }: Paced): number => outcomes.created + outcomes.updated
  const telling = results.find(
    (result) => written(result) >= FEWEST_FOR_A_PACE && written(result) * 2 > result.total && result.durationMs > 0,
  )
  return telling === undefined ? null : written(telling) / (telling.durationMs / 1000)
}
