import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import { failureOfTransport } from '../d365/http/transport-failure.ts'
import type { Transport } from '../d365/http/transport.ts'
import type { Clock } from '../ports/clock.ts'
import type { KnownSecrets } from '../ports/known-secrets.ts'
import type { Random } from '../ports/random.ts'
import { createEntraNetwork, type EntraNetwork } from './entra-network.ts'
import { holdToken, isDue, isGood, leftMs, type HeldToken } from './held-token.ts'
import { requestToken, type AppIdentity } from './request-token.ts'
import { readClaims } from './token-claims.ts'
import type { AcquiredToken, TokenProvider } from './token-provider.ts'
import { createTokenRenewal } from './token-renewal.ts'

export interface TokenProviderDeps {
  readonly identity: AppIdentity
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly knownSecrets: KnownSecrets
}

/** While a renewal fails and the old token is still good, callers are not kept waiting for another try more often than this. */
const RENEWAL_PAUSE_MS = 30_000

/**
 * Tokens of one app in one organisation. One request at a time however many callers wait; renewed ahead of expiry; the last good token is kept
 * while a renewal fails for reasons that pass. Secret and tokens are made known to the redaction the moment they exist.
 */
export function createTokenProvider(deps: TokenProviderDeps): TokenProvider {
  const { clock } = deps
  const network = createEntraNetwork(deps.transport, deps.identity.authority)
  let held: HeldToken | null = null
  /** No renewal before this monotonic time; see RENEWAL_PAUSE_MS. */
  let renewNotBeforeMs = Number.NEGATIVE_INFINITY
  const { credential } = deps.identity
  deps.knownSecrets.add(credential.kind === 'secret' ? credential.secret : credential.privateKeyPem)

  const renew = createTokenRenewal(deps, async () => {
    const asked = await askForToken(deps, network)
    if (asked.ok) held = asked.value
    return asked
  })

  /** What may be used without asking; read anew each time, since a 401 may have discredited it meanwhile. */
  const goodToken = (): HeldToken | null => (held !== null && isGood(held, clock) ? held : null)
  const isRenewalWanted = (token: HeldToken): boolean => isDue(token, clock) && clock.monotonicMs() >= renewNotBeforeMs

  const acquire: TokenProvider['acquire'] = async ({ signal, asksAnew = false } = {}) => {
    const token = goodToken()
    if (token !== null && !isRenewalWanted(token)) return ok(handOut(token, true, clock))
    const renewed = await unlessAborted(renew({ asksAnew }), signal)
    if (renewed.ok) return ok(handOut(renewed.value, false, clock))
    const fallback = isPassing(renewed.failure) ? goodToken() : null
    if (fallback === null) return renewed
    renewNotBeforeMs = clock.monotonicMs() + RENEWAL_PAUSE_MS
    return ok(handOut(fallback, true, clock))
  }

  return {
    acquire,
    invalidate: () => {
      held = null
    },
    networkCalls: network.calls,
  }
}

async function askForToken(deps: TokenProviderDeps, network: EntraNetwork): Promise<Result<HeldToken, D365Failure>> {
  const { clock, random, knownSecrets } = deps
  const begun = { monotonicMs: clock.monotonicMs(), ms: clock.now() }
  const issued = await requestToken(deps.identity, network, clock, random.uuid())
  if (!issued.ok) return fail({ ...issued.failure, message: knownSecrets.redact(issued.failure.message) })
  knownSecrets.add(issued.value.accessToken)
  return ok(holdToken(issued.value, begun))
}

function handOut(token: HeldToken, isFromCache: boolean, clock: Clock): AcquiredToken {
  const left = leftMs(token, clock)
  return {
    accessToken: token.accessToken,
    expiresAt: new Date(clock.now() + left).toISOString(),
    isFromCache,
    lifetimeMs: Math.round(left),
    claims: readClaims(token.accessToken),
  }
}

/** Trouble of the network or of Entra ID, not of the credential. */
const isPassing = (failure: D365Failure): boolean => failure.kind !== 'D365AuthenticationError'

/** A caller that gives up leaves the request to those who still wait for it. */
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
