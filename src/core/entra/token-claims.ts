import { isRecord, tryJson } from '../d365/read-error-body.ts'

/**
 * The claims of a JWT's payload, unverified: Dataverse verifies, this only shows. Empty for anything that is no JWT.
 * Source: RFC 7519, section 7.2; Microsoft Learn, "Access token claims reference".
 */
export function readClaims(token: string): Readonly<Record<string, unknown>> {
  const payload = token.split('.')[1]
  if (payload === undefined) return {}
  const claims = tryJson(Buffer.from(payload, 'base64url').toString('utf8'))
  return isRecord(claims) ? claims : {}
}
