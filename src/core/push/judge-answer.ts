import type { D365Failure, Failure } from '../../shared/model/failure.ts'

/** What the failed answer to a write means for the row. */
export type AnswerMeaning =
  /** Nothing was written, for certain. */
  | 'refused'
  /** It may have been written: ask by id before anything else. */
  | 'unknown'
  /** The primary key exists: read it. */
  | 'already-there'
  /** Another row holds an alternate key, or a duplicate detection rule hit: a person decides. */
  | 'clash'
  /** The service is throttling and said for how long. */
  | 'throttled'

/** Alternate key, not primary key. Source: Microsoft Learn, "Web service error codes". */
const ALTERNATE_KEY_CLASH = '0x80060892'

/**
 * Reads what a write's failure says about the row. 429 is taken as raised before processing (unconfirmed by the vendor, assumed by every
 * client); should that ever be wrong, the next try meets its own id and finds the row.
 */
export function judgeAnswer(failure: D365Failure): AnswerMeaning {
  if (failure.kind === 'D365DuplicateError') return failure.by === 'key' ? 'already-there' : 'clash'
  if (failure.kind === 'D365RateLimitError') return asksToWait(failure) ? 'throttled' : 'refused'
  return mayHaveArrived(failure) ? 'unknown' : 'refused'
}

type Other = Exclude<D365Failure, { kind: 'D365DuplicateError' | 'D365RateLimitError' }>

function mayHaveArrived(failure: Other): boolean {
  switch (failure.kind) {
    case 'D365APIError':
      return !failure.isDefinite
    case 'D365TimeoutError':
    case 'D365NetworkError':
      return failure.phase === 'answer'
    case 'D365AuthenticationError':
    case 'D365PermissionError':
    case 'D365NotFoundError':
    case 'D365ConcurrencyError':
    case 'D365ValidationError':
      return false
  }
}

export type Throttled = Failure & { kind: 'D365RateLimitError'; retryAfterMs: number }

/** True for a 429 with a `Retry-After` that says anything: zero would only invite a storm. */
export const asksToWait = (failure: Failure): failure is Throttled =>
  failure.kind === 'D365RateLimitError' && failure.retryAfterMs !== null && failure.retryAfterMs > 0

/** An alternate key's clash says nothing about the row under our own id. */
export const isAlternateKeyClash = (failure: D365Failure): boolean =>
  failure.kind === 'D365DuplicateError' && failure.code === ALTERNATE_KEY_CLASH
