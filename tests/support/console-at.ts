import { createD365Client } from '../../src/core/d365/create-d365-client.ts'
import type { D365Client } from '../../src/core/d365/d365-client.ts'
import type { Transport } from '../../src/core/d365/http/transport.ts'
import { createTokenProvider } from '../../src/core/entra/msal-token-provider.ts'
import type { TokenProvider } from '../../src/core/entra/token-provider.ts'
import { createKnownSecrets } from '../../src/core/ports/known-secrets.ts'
import { ok } from '../../src/shared/lib/result.ts'
import { createManualClock } from './manual-clock.ts'
import { createSeededRandom } from './seeded-random.ts'

export const BEARER = 'canary-bearer-token'
export const SECRET = 'canary~client~secret'

const surroundings = () => ({
  clock: createManualClock(),
  random: createSeededRandom(),
  knownSecrets: createKnownSecrets(),
})

/** The console's client of an organisation at this origin, signed in with BEARER. */
export function clientAt(origin: string, transport: Transport): D365Client {
  const token = { accessToken: BEARER, expiresAt: '', isFromCache: true, lifetimeMs: 1, claims: {} }
  const tokens = {
    acquire: () => Promise.resolve(ok(token)),
    invalidate: () => undefined,
    networkCalls: () => 0,
  }
  return createD365Client({ origin, apiVersion: 'v9.2', tokens, transport, ...surroundings() })
}

/** The console's sign-in at an authority of this origin, with SECRET. */
export function signInAt(origin: string, transport: Transport): TokenProvider {
  const identity = {
    authority: `${origin}/99999999-8888-4777-8666-555555555555`,
    clientId: '11111111-2222-4333-8444-555555555555',
    credential: { kind: 'secret', secret: SECRET } as const,
    scope: `${origin}/.default`,
  }
  return createTokenProvider({ identity, transport, ...surroundings() })
}

/** What an authority says of itself; `over` names other endpoints. */
export const discoveryOf = (authority: string, over: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    ...over,
  })
