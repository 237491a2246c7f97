import { problem } from './entra-error.ts'
import type { EntraProblem } from './entra-error.ts'

/** The form of a token request, with the client's credential wherever it was put. */
export interface TokenRequest {
  readonly grantType: string | undefined
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly assertion: string | undefined
  readonly assertionType: string | undefined
  readonly scope: string | undefined
  readonly correlationId: string | undefined
}

/** Reads the form; HTTP Basic is allowed for the credential (RFC 6749 section 2.3.1). */
export const readTokenRequest = (
  body: string,
  query: ReadonlyMap<string, string>,
  authorization: string | undefined,
): TokenRequest => {
  const form = new URLSearchParams(body)
  const value = (name: string): string | undefined => form.get(name) ?? undefined
  const basic = readBasic(authorization)
  return {
    grantType: value('grant_type'),
    clientId: value('client_id') ?? basic?.id,
    clientSecret: value('client_secret') ?? basic?.secret,
    assertion: value('client_assertion'),
    assertionType: value('client_assertion_type'),
    scope: value('scope') ?? value('resource'),
    correlationId: query.get('client-request-id') ?? value('client-request-id'),
  }
}

const readBasic = (authorization: string | undefined): { id: string; secret: string } | undefined => {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')
  if (!match?.[1]) return undefined
  const [id, secret] = Buffer.from(match[1], 'base64').toString('utf8').split(':').map(formDecode)
  return id !== undefined && secret !== undefined ? { id, secret } : undefined
}

const formDecode = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? text

/** The resource that a scope asks for: its single `…/.default`, without that ending. */
export const resourceOf = (scope: string | undefined): string | EntraProblem => {
  const wanted = (scope ?? '').split(/\s+/).filter((item) => item !== '' && !openIdScopes.has(item))
  const [first, ...others] = wanted
  if (first === undefined) {
    return problem(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'scope'.")
  }
  if (others.length > 0) {
    return problem(
      400,
      'invalid_scope',
      700022,
      'The provided value for the input parameter scope is not valid because it contains more than one resource.',
    )
  }
  if (!first.endsWith('/.default')) {
    return problem(
      400,
      'invalid_scope',
      70011,
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${first.slice(0, 200)} is not valid.`,
    )
  }
  return first.slice(0, -'/.default'.length)
}

const openIdScopes = new Set(['openid', 'profile', 'offline_access', 'email'])
