import { X509Certificate, createHash } from 'node:crypto'
import { decodeToken, isSignedBy, isSignedWithPssBy } from './json-web-token.ts'
import { problem } from './entra-error.ts'
import type { EntraProblem } from './entra-error.ts'
import type { EntraTenant } from './entra-tenant.ts'
import type { Claims, DecodedToken } from './json-web-token.ts'
import type { TokenRequest } from './token-request.ts'

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Judges a certificate assertion: type, signature by a registered certificate (PS256, or RS256 as older clients sign), subject,
 * audience and time.
 * Source: "OAuth 2.0 client credentials flow"; RFC 7523 section 3; "Microsoft identity platform application authentication certificate credentials".
 */
export const checkAssertion = (
  tenant: EntraTenant,
  request: TokenRequest,
  origin: string,
): EntraProblem | undefined => {
  if (request.assertionType !== jwtBearer) {
    return invalid(
      7000216,
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    )
  }
  const token = decodeToken(request.assertion ?? '')
  if (!token) return invalid(50027, 'JWT token is invalid or malformed.')
  return checkSignature(tenant, token) ?? checkClaims(tenant, token.claims, origin)
}

const invalid = (number: number, text: string): EntraProblem => problem(401, 'invalid_client', number, text)

const checkClaims = (tenant: EntraTenant, claims: Claims, origin: string): EntraProblem | undefined => {
  if (claims['iss'] !== tenant.identity.clientId || claims['sub'] !== tenant.identity.clientId) {
    return invalid(700021, 'Client assertion application identifier does not match the client_id parameter.')
  }
  if (!isOurAudience(tenant, claims['aud'], origin)) {
    return invalid(700023, 'Client assertion audience claim does not match Realm issuer. Review the documentation.')
  }
  const nowSeconds = tenant.now() / 1000
  const isInTime = Number(claims['exp']) > nowSeconds && Number(claims['nbf'] ?? 0) <= nowSeconds + 300
  return isInTime ? undefined : invalid(700024, 'Client assertion is not within its valid time range.')
}

const checkSignature = (tenant: EntraTenant, token: DecodedToken): EntraProblem | undefined => {
  if (tenant.certificates.length === 0) return invalid(700_026, 'The client application has no configured keys.')
  const named = tenant.certificates.map((pem) => new X509Certificate(pem)).filter((one) => isNamedBy(token.header, one))
  if (named.length === 0) {
    return invalid(
      700_027,
      'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]',
    )
  }
  if (named.some(({ publicKey }) => isSignedWithPssBy(token, publicKey) || isSignedBy(token, publicKey)))
    return undefined
  return invalid(
    700_027,
    'Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value.]',
  )
}

/** RFC 7515 sections 4.1.7 and 4.1.8; an assertion that names no certificate may be signed by any of them. */
const isNamedBy = (header: Claims, certificate: X509Certificate): boolean => {
  const digest = (hash: string): string => createHash(hash).update(certificate.raw).digest('base64url')
  const { x5t, 'x5t#S256': x5tSha256 } = header
  return (x5t === undefined || x5t === digest('sha1')) && (x5tSha256 === undefined || x5tSha256 === digest('sha256'))
}

/** Clients whose authority is fixed reach the sandbox through a proxy, and name Entra ID's own address. */
const PLAYED = 'https://login.microsoftonline.com'

const isOurAudience = (tenant: EntraTenant, audience: unknown, origin: string): boolean =>
  [origin, PLAYED]
    .map((host) => `${host}/${tenant.identity.tenantId}`)
    .flatMap((base) => [`${base}/oauth2/v2.0/token`, `${base}/v2.0`, `${base}/oauth2/token`])
    .some((known) => known === audience)
