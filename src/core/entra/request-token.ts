import { ConfidentialClientApplication, LogLevel } from '@azure/msal-node'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Certificate } from '../../shared/model/credential.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import { failureOfTransport } from '../d365/http/transport-failure.ts'
import { isRecord, tryJson } from '../d365/read-error-body.ts'
import type { Clock } from '../ports/clock.ts'
import type { EntraNetwork } from './entra-network.ts'
import { readEntraFailure } from './read-entra-failure.ts'

/** What an app proves itself with: the value of a client secret, or the private key of a certificate that Entra ID knows. */
export type AppCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificate: Certificate; readonly privateKeyPem: string }

export interface AppIdentity {
  readonly authority: string
  readonly clientId: string
  readonly credential: AppCredential
  /** `<origin of the organisation>/.default`. */
  readonly scope: string
}

export interface IssuedToken {
  readonly accessToken: string
  readonly lifetimeMs: number
}

/**
 * One token from Entra ID by the client credentials grant. A new application object each time, on purpose: msal-node keeps a cache and, after a
 * 429 or 5xx, a block of its own in that object and then fails without asking; both are this console's to decide.
 * Source: Microsoft Learn, "OAuth 2.0 client credentials flow"; @azure/msal-node 7.2.
 */
export async function requestToken(
  identity: AppIdentity,
  network: EntraNetwork,
  clock: Clock,
  correlationId: string,
): Promise<Result<IssuedToken, D365Failure>> {
  network.begin()
  try {
    const application = newApplication(identity, network)
    const answer = await application.acquireTokenByClientCredential({ scopes: [identity.scope], correlationId })
    const accessToken = answer?.accessToken ?? ''
    if (accessToken !== '') return ok({ accessToken, lifetimeMs: lifetimeOf(network) })
    // The library resolves with an empty token for bodies without one, whatever their status.
    return fail(failureSeen(network, clock, correlationId, 'Entra ID answered without a token.'))
  } catch (error) {
    return fail(failureSeen(network, clock, correlationId, error instanceof Error ? error.message : String(error)))
  }
}

const newApplication = (identity: AppIdentity, network: EntraNetwork): ConfidentialClientApplication =>
  new ConfidentialClientApplication({
    auth: {
      clientId: identity.clientId,
      authority: identity.authority,
      ...credentialOf(identity.credential),
      // Keeps the library from asking Microsoft whether the sandbox's host is an authority; host:port, exactly.
      knownAuthorities: [new URL(identity.authority).host],
    },
    system: {
      networkClient: network.client,
      disableInternalRetries: true,
      loggerOptions: { piiLoggingEnabled: false, logLevel: LogLevel.Error, loggerCallback: () => undefined },
    },
  })

/** The library signs with PS256 under the SHA-256 thumbprint; the certificates themselves are not sent. */
const credentialOf = (credential: AppCredential) =>
  credential.kind === 'secret'
    ? { clientSecret: credential.secret }
    : {
        clientCertificate: {
          thumbprintSha256: credential.certificate.thumbprintSha256,
          privateKey: credential.privateKeyPem,
        },
      }

/** The answer on the wire says more than the library's error: status, AADSTS number, Retry-After. Its own words are the last resort. */
function failureSeen(network: EntraNetwork, clock: Clock, correlationId: string, words: string): D365Failure {
  const last = network.last()
  if (last !== null && !last.ok) return failureOfTransport(last.failure, { client: correlationId, service: [] })
  if (last !== null && (last.answer.status !== 200 || !isDiscovery(last.answer.body))) {
    return readEntraFailure(last.answer, correlationId, clock.now())
  }
  return {
    kind: 'D365AuthenticationError',
    message: `The sign-in could not be made: ${words}`,
    httpStatus: null,
    code: null,
    requestIds: { client: correlationId, service: [] },
    aadsts: null,
  }
}

const isDiscovery = (body: string): boolean => {
  const json = tryJson(body)
  return isRecord(json) && 'token_endpoint' in json
}

/** `expires_in` in seconds, a number or a numeric string; the wall clock, which may be wrong, has no part in it. */
function lifetimeOf(network: EntraNetwork): number {
  const last = network.last()
  const json = last?.ok === true ? tryJson(last.answer.body) : null
  const seconds = isRecord(json) ? Number(json['expires_in']) : Number.NaN
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0
}
