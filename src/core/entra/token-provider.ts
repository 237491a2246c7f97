import type { Result } from '../../shared/lib/result.ts'
import type { D365Failure } from '../../shared/model/failure.ts'

/** A token and what its claims say; the token itself never leaves the core. */
export interface AcquiredToken {
  readonly accessToken: string
  readonly expiresAt: string
  readonly isFromCache: boolean
  /** Milliseconds of validity left when it was handed out. */
  readonly lifetimeMs: number
  /** Claims of the JWT's payload, unverified (Dataverse verifies); empty when it cannot be read. */
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * One per tenant connection: single flight, renewal ahead of expiry, last good token kept.
 * Failures: D365AuthenticationError (with the AADSTS number), D365RateLimitError, D365NetworkError, D365TimeoutError, D365APIError.
 */
export interface TokenProvider {
  readonly acquire: (options?: {
    readonly signal?: AbortSignal
    /** Somebody began something: a refusal of before, which may be mended since, is not taken for an answer. */
    readonly asksAnew?: boolean
  }) => Promise<Result<AcquiredToken, D365Failure>>
  /** After a 401: the cached token is not used again. */
  readonly invalidate: () => void
  /** Requests sent to Entra ID so far; evidence that the cache works. */
  readonly networkCalls: () => number
}
