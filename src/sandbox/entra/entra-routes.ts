import { jsonReply, textReply } from '../dataverse/operation.ts'
import { problemReply } from './entra-error.ts'
import { tokenEndpoint, unknownTenant } from './token-endpoint.ts'
import type { Reply, RequestHeaders } from '../dataverse/operation.ts'
import type { EntraTenant } from './entra-tenant.ts'

export interface EntraRequest {
  readonly method: string
  readonly path: string
  readonly query: ReadonlyMap<string, string>
  readonly headers: RequestHeaders
  readonly body: Buffer
  readonly origin: string
}

const discoveryPath = '/common/discovery/instance'

const plain = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'max-age=86400, private' }

/**
 * Everything under the login host: instance discovery, openid-configuration, keys, token.
 * Answers `undefined` for paths that are not Entra's.
 */
export const entraRoute = (tenant: EntraTenant, request: EntraRequest): Promise<Reply> | undefined => {
  if (request.path === discoveryPath) return Promise.resolve(instanceDiscovery(request))
  const found = below(request.path)
  return found?.resource(tenant, found.tenantName, request)
}

/** Whether Entra answers below this path, be it a refusal. */
export const isEntraPath = (path: string): boolean => path === discoveryPath || below(path) !== undefined

const below = (path: string): { readonly tenantName: string; readonly resource: Resource } | undefined => {
  const [, tenantName, rest] = /^\/([^/]+)(\/.*)$/.exec(path) ?? []
  const resource = resources.get(rest ?? '')
  return tenantName !== undefined && resource ? { tenantName, resource } : undefined
}

type Resource = (tenant: EntraTenant, tenantName: string, request: EntraRequest) => Promise<Reply>

/** As it was meant; what is no encoded text stays as it came, and is nobody's name. */
const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

const token: Resource = (tenant, tenantName, request) => {
  if (request.method !== 'POST') return Promise.resolve(textReply(405, ''))
  return tokenEndpoint(tenant, {
    tenantName: decoded(tenantName),
    body: request.body.toString('utf8'),
    query: request.query,
    authorization: request.headers.get('authorization'),
    origin: request.origin,
  })
}

const instanceDiscovery = (request: EntraRequest): Reply => {
  const host = new URL(request.origin).host
  return jsonReply(
    200,
    {
      tenant_discovery_endpoint: `${request.origin}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
    plain,
  )
}

const openIdConfiguration = (tenant: EntraTenant, tenantName: string, request: EntraRequest): Reply => {
  if (!tenant.isTenant(tenantName)) {
    return problemReply(unknownTenant(tenantName, 'invalid_tenant'), {
      nowMs: tenant.now(),
      correlationId: undefined,
      origin: request.origin,
    })
  }
  const base = `${request.origin}/${tenant.identity.tenantId}`
  return jsonReply(
    200,
    {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      tenant_region_scope: null,
      cloud_instance_name: 'microsoftonline.com',
    },
    plain,
  )
}

const keys: Resource = async (tenant) => {
  const key = await tenant.keys.get()
  return jsonReply(
    200,
    {
      keys: [
        {
          ...key.publicJwk,
          use: 'sig',
          kid: key.id,
          x5t: key.id,
          alg: 'RS256',
          issuer: `https://sts.windows.net/${tenant.identity.tenantId}/`,
        },
      ],
    },
    plain,
  )
}

const discovery: Resource = (tenant, tenantName, request) =>
  Promise.resolve(openIdConfiguration(tenant, tenantName, request))

/** What lies below a tenant's name; the v1.0 forms are still in use by older clients. */
const resources: ReadonlyMap<string, Resource> = new Map([
  ['/.well-known/openid-configuration', discovery],
  ['/v2.0/.well-known/openid-configuration', discovery],
  ['/discovery/keys', keys],
  ['/discovery/v2.0/keys', keys],
  ['/oauth2/token', token],
  ['/oauth2/v2.0/token', token],
])
