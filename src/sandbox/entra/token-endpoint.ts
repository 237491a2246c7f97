import { randomBytes } from 'node:crypto'
import { jsonReply } from '../dataverse/operation.ts'
import { checkCredential } from './check-credential.ts'
import { problem, problemReply } from './entra-error.ts'
import { signToken } from './json-web-token.ts'
import { serviceTroubles, tooManyRequests } from './service-troubles.ts'
import { makeIdentifier } from './token-identifier.ts'
import { readTokenRequest, resourceOf } from './token-request.ts'
import type { Reply } from '../dataverse/operation.ts'
import type { EntraProblem, ProblemContext } from './entra-error.ts'
import type { EntraTenant } from './entra-tenant.ts'
import type { TokenRequest } from './token-request.ts'

export interface TokenCall {
  readonly tenantName: string
  readonly body: string
  readonly query: ReadonlyMap<string, string>
  readonly authorization: string | undefined
  readonly origin: string
}

/**
 * `POST /{tenant}/oauth2/v2.0/token` for the client-credentials grant.
 * Source: "OAuth 2.0 client credentials flow", "Access token claims reference".
 */
export const tokenEndpoint = async (tenant: EntraTenant, call: TokenCall): Promise<Reply> => {
  const request = readTokenRequest(call.body, call.query, call.authorization)
  const context = { nowMs: tenant.now(), correlationId: request.correlationId, origin: call.origin }
  if (tenant.isStorming()) return refusalReply(tooManyRequests, context)
  const resource = judge(tenant, call, request)
  if (typeof resource !== 'string') return refusalReply(resource, context)
  return issue(tenant, resource, request.clientSecret === undefined ? '2' : '1')
}

/** The pause of a throttled endpoint is documented ("MSAL.NET throttling"): 60 seconds. */
export const refusalReply = (what: EntraProblem, context: ProblemContext): Reply => {
  const reply = problemReply(what, context)
  return what.status === 429 ? { ...reply, headers: { ...reply.headers, 'Retry-After': '60' } } : reply
}

/** The resource to issue for, or the first thing that is wrong, in the order in which Entra looks. */
const judge = (tenant: EntraTenant, call: TokenCall, request: TokenRequest): string | EntraProblem => {
  if (tenant.settings.service !== 'ok') return serviceTroubles[tenant.settings.service]
  const wrongTenant = checkTenant(tenant, call.tenantName)
  if (wrongTenant) return wrongTenant
  if (request.grantType !== 'client_credentials') {
    return problem(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${(request.grantType ?? '').slice(0, 100)}'.`,
    )
  }
  const resource = resourceOf(request.scope)
  if (typeof resource !== 'string') return resource
  const wrongCredential = checkCredential(tenant, request, call.origin)
  if (wrongCredential) return wrongCredential
  if (!tenant.isKnownResource(resource)) return unknownResource(tenant, resource)
  return resource
}

const unknownResource = (tenant: EntraTenant, resource: string): EntraProblem =>
  problem(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${resource.slice(0, 200)} was not found in the tenant named ${tenant.identity.tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  )

const checkTenant = (tenant: EntraTenant, name: string): EntraProblem | undefined => {
  // Both refusals fit both names; which one Entra chooses is unconfirmed.
  if (name === 'consumers') {
    return problem(
      400,
      'invalid_request',
      90_124,
      'The resource is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
    )
  }
  if (name === 'common' || name === 'organizations') {
    return problem(
      400,
      'invalid_request',
      9001023,
      `The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.`,
    )
  }
  return tenant.isTenant(name) ? undefined : unknownTenant(name, 'invalid_request')
}

/** `invalid_request` at the token endpoint, `invalid_tenant` at the discovery document. */
export const unknownTenant = (name: string, error: 'invalid_request' | 'invalid_tenant'): EntraProblem =>
  problem(
    400,
    error,
    90002,
    `Tenant '${name.slice(0, 100)}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  )

const issue = async (tenant: EntraTenant, resource: string, appidacr: '1' | '2'): Promise<Reply> => {
  const key = await tenant.keys.get()
  const { identity, settings } = tenant
  const nowSeconds = Math.floor(tenant.now() / 1000)
  const lifetime = settings.lifetimeSeconds
  const claims = {
    aud: resource,
    iss: `https://sts.windows.net/${identity.tenantId}/`,
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + lifetime,
    aio: randomBytes(24).toString('base64'),
    appid: identity.clientId,
    appidacr,
    idp: `https://sts.windows.net/${identity.tenantId}/`,
    oid: identity.servicePrincipalId,
    rh: `0.${randomBytes(24).toString('base64url')}.`,
    sub: identity.servicePrincipalId,
    tid: identity.tenantId,
    uti: makeIdentifier(tenant.generation),
    ver: '1.0',
  }
  return jsonReply(
    200,
    {
      token_type: 'Bearer',
      expires_in: lifetime,
      ext_expires_in: lifetime,
      ...(settings.refreshInSeconds === undefined ? {} : { refresh_in: settings.refreshInSeconds }),
      access_token: signToken(claims, key),
    },
    { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' },
  )
}
