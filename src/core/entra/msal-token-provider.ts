import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import { failureOfTransport, wasCancelled } from '../d365/http/transport-failure.ts'
import type { Transport } from '../d365/http/transport.ts'
import type { Clock } from '../ports/clock.ts'
import type { KnownSecrets } from '../ports/known-secrets.ts'
import type { Random } from '../ports/random.ts'
import { createEntraNetwork } from './entra-network.ts'
import { requestToken, type AppIdentity } from './request-token.ts'
import { readClaims } from './token-claims.ts'
import type { AcquiredToken, TokenProvider } from './token-provider.ts'

export interface TokenProviderDeps {
  readonly identity: AppIdentity
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly knownSecrets: KnownSecrets
}

interface HeldToken {
  readonly accessToken: string
  /** Monotonic and wall time at which it ends; the earlier one counts, since either clock may stand still or jump. */
  readonly endsAtMonotonicMs: number
  readonly endsAtMs: number
  readonly lifetimeMs: number
  isUsable: boolean
}

/** Renewed this long before it ends, or in the last fifth of a short life. */
const RENEW_AHEAD_MS = 5 * 60_000
/** Less than this left is as good as nothing: the request would arrive with an expired token. */
const LAST_USE_MS = 5_000
/** After a refusal by configuration (wrong secret), the same question is not asked again for so long. */
const REFUSAL_HOLD_MS = 60_000
/** While a renewal fails and the old token is still good, callers are not kept waiting for another try more often than this. */
const RENEWAL_PAUSE_MS = 30_000
const RETRY_PAUSES_MS = [500, 1_500] as const

/**
 * Tokens of one app in one organisation. One request at a time however many callers wait; renewed ahead of expiry; the last good token is kept
 * while a renewal fails for reasons that pass. Secret and tokens are made known to the redaction the moment they exist.
 */
export function createTokenProvider(deps: TokenProviderDeps): TokenProvider {
  const { clock, random, knownSecrets } = deps
  const network = createEntraNetwork(deps.transport, deps.identity.authority)
  let held: HeldToken | null = null
  let running: Promise<Result<HeldToken, D365Failure>> | null = null
  let hold: { readonly untilMonotonicMs: number; readonly failure: D365Failure } | null = null
  let renewNotBeforeMs = Number.NEGATIVE_INFINITY
  knownSecrets.add(deps.identity.clientSecret)

  const leftMs = (token: HeldToken): number =>
    Math.min(token.endsAtMonotonicMs - clock.monotonicMs(), token.endsAtMs - clock.now())

  const isGood = (token: HeldToken | null): token is HeldToken =>
    token?.isUsable === true && leftMs(token) > LAST_USE_MS

  const isDue = (token: HeldToken): boolean =>
    leftMs(token) <= renewAhead(token) && clock.monotonicMs() >= renewNotBeforeMs

  const askOnce = async (): Promise<Result<HeldToken, D365Failure>> => {
    const begunAtMonotonicMs = clock.monotonicMs()
    const begunAtMs = clock.now()
    const issued = await requestToken(deps.identity, network, clock, random.uuid())
    if (!issued.ok) return fail({ ...issued.failure, message: knownSecrets.redact(issued.failure.message) })
    const { accessToken, lifetimeMs } = issued.value
    knownSecrets.add(accessToken)
    return ok({
      accessToken,
      endsAtMonotonicMs: begunAtMonotonicMs + lifetimeMs,
      endsAtMs: begunAtMs + lifetimeMs,
      lifetimeMs,
      isUsable: true,
    })
  }

  const ask = async (): Promise<Result<HeldToken, D365Failure>> => {
    let last = await askOnce()
    for (const pauseMs of RETRY_PAUSES_MS) {
      if (last.ok || !isWorthAskingAgain(last.failure)) break
      await clock.sleep(pauseMs * (1 + random.fraction()))
      last = await askOnce()
    }
    hold = last.ok ? null : holdAfter(last.failure, clock.monotonicMs())
    if (last.ok) held = last.value
    return last
  }

  /** One request however many ask; a caller that gives up leaves the request to the others. */
  const renew = (): Promise<Result<HeldToken, D365Failure>> => {
    if (hold !== null && clock.monotonicMs() < hold.untilMonotonicMs) {
      return Promise.resolve(fail(stillHeld(hold.failure, hold.untilMonotonicMs - clock.monotonicMs())))
    }
    running ??= ask().finally(() => {
      running = null
    })
    return running
  }

  const handOut = (token: HeldToken, isFromCache: boolean): AcquiredToken => {
    const left = Math.max(0, leftMs(token))
    return {
      accessToken: token.accessToken,
      expiresAt: new Date(clock.now() + left).toISOString(),
      isFromCache,
      lifetimeMs: left,
      claims: readClaims(token.accessToken),
    }
  }

  const acquire: TokenProvider['acquire'] = async (options = {}) => {
    const { signal, isForced = false } = options
    const token = held
    if (!isForced && isGood(token) && !isDue(token)) return ok(handOut(token, true))
    const renewed = await unlessAborted(renew(), signal)
    if (renewed.ok) return ok(handOut(renewed.value, false))
    if (isForced || !isGood(token) || !isPassing(renewed.failure)) return renewed
    renewNotBeforeMs = clock.monotonicMs() + RENEWAL_PAUSE_MS
    return ok(handOut(token, true))
  }

  return {
    acquire,
    invalidate: () => {
      if (held !== null) held.isUsable = false
    },
    networkCalls: network.calls,
  }
}

const renewAhead = ({ lifetimeMs }: HeldToken): number => Math.min(RENEW_AHEAD_MS, lifetimeMs / 5)

/** Trouble of the network or of Entra ID, not of the credential. */
const isPassing = (failure: D365Failure): boolean => failure.kind !== 'D365AuthenticationError'

function isWorthAskingAgain(failure: D365Failure): boolean {
  if (failure.kind === 'D365APIError') return failure.isTransient && (failure.httpStatus ?? 0) >= 500
  return failure.kind === 'D365NetworkError' && !failure.isTls && !wasCancelled(failure)
}

function holdAfter(
  failure: D365Failure,
  nowMonotonicMs: number,
): { untilMonotonicMs: number; failure: D365Failure } | null {
  if (failure.kind === 'D365AuthenticationError') return { untilMonotonicMs: nowMonotonicMs + REFUSAL_HOLD_MS, failure }
  if (failure.kind !== 'D365RateLimitError' || failure.retryAfterMs === null) return null
  return { untilMonotonicMs: nowMonotonicMs + failure.retryAfterMs, failure }
}

const stillHeld = (failure: D365Failure, leftMs: number): D365Failure =>
  failure.kind === 'D365RateLimitError' ? { ...failure, retryAfterMs: Math.ceil(leftMs) } : failure

function unlessAborted<T>(
  work: Promise<Result<T, D365Failure>>,
  signal: AbortSignal | undefined,
): Promise<Result<T, D365Failure>> {
  if (signal === undefined) return work
  const cancelled = fail(failureOfTransport({ kind: 'cancelled', phase: 'connect' }, null))
  if (signal.aborted) return Promise.resolve(cancelled)
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(cancelled)
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
