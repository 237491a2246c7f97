import { X509Certificate } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { authorityOf } from '../entra/authority.ts'
import { createTokenProvider } from '../entra/msal-token-provider.ts'
import type { AppCredential } from '../entra/request-token.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { ProxyHop, SystemProxy } from '../ports/system-proxy.ts'
import { refused } from '../tenants/refused.ts'
import { adoptSandbox } from '../tenants/sandbox-tenant.ts'
import type { TenantSecrets } from '../tenants/tenant-secrets.ts'
import { judgeBaseUrl } from './base-url.ts'
import { createD365Client } from './create-d365-client.ts'
import type { TenantConnection, TenantConnections, TenantWays } from './d365-client.ts'
import { createTransport, type TransportOptions } from './http/axios-transport.ts'
import { findWay, type FindProxy } from './http/proxy-route.ts'
import type { Transport } from './http/transport.ts'

interface Deps {
  readonly ports: CorePorts
  readonly tenantSecrets: TenantSecrets
  /** Told of every request to a tenant, sign-ins included. */
  readonly onRequest?: (tenantId: string) => void
}

type OpenOptions = NonNullable<Parameters<TenantConnections['open']>[1]>

/** Everything a connection is made of; the secret is asked for last, when all rules have passed. */
interface Destination {
  readonly tenant: Tenant
  readonly origin: string
  readonly authority: string
  readonly clientId: string
  readonly readCredential: () => Promise<Result<AppCredential, Failure>>
  readonly transport: TransportOptions
}

interface Kept {
  readonly key: string
  readonly opening: Promise<Result<TenantConnection, Failure>>
  transport: Transport | null
}

/**
 * Opens tenants: base URL rule, credential, trust, transport, in that order, so that no token is asked for an address that is not judged.
 * One connection per tenant is kept and shared; a changed profile or a restarted sandbox gets a new one and the old one ends with its calls.
 */
export function createTenantConnections(deps: Deps): TenantConnections & TenantWays {
  const kept = new Map<string, Kept>()

  const drop = (tenantId: string): void => {
    const entry = kept.get(tenantId)
    kept.delete(tenantId)
    entry?.transport?.retire()
  }

  const openKept = async (destination: Destination): Promise<Result<TenantConnection, Failure>> => {
    const { tenant } = destination
    const key = `${tenant.changedAt} ${destination.origin} ${destination.clientId}`
    const entry = kept.get(tenant.id)
    if (entry?.key === key) return entry.opening
    drop(tenant.id)
    const fresh: Kept = {
      key,
      transport: null,
      opening: connect(deps, destination, (transport) => {
        fresh.transport = transport
      }),
    }
    kept.set(tenant.id, fresh)
    const opened = await fresh.opening
    if (!opened.ok && kept.get(tenant.id) === fresh) kept.delete(tenant.id)
    return opened
  }

  const open: TenantConnections['open'] = async (tenant, options = {}) => {
    const destination = await findDestination(deps, tenant, options)
    if (!destination.ok) return destination
    const isOwn =
      options.isFresh === true ||
      [options.secret, options.credential, options.clientId, options.proxyPassword].some((given) => given !== undefined)
    const opened = isOwn ? await connect(deps, destination.value, () => undefined) : await openKept(destination.value)
    // A kept connection may be older than a change that needs no new one (the flag, the organisation's id).
    return opened.ok ? ok({ ...opened.value, tenant: destination.value.tenant }) : opened
  }

  return {
    open,
    way: (tenant) => findWayTo(deps, tenant),
    openBeside: (tenant) => createTransport(transportOf(deps, tenant)),
    drop,
    cut: () => {
      for (const { transport } of kept.values()) transport?.cut()
    },
    close: () => {
      for (const { transport } of kept.values()) transport?.close()
      kept.clear()
    },
  }
}

async function findWayTo(deps: Deps, tenant: Tenant): ReturnType<TenantWays['way']> {
  const found = await findDestination(deps, tenant, {})
  if (!found.ok) return found
  const { authority, origin, transport } = found.value
  return ok({
    entra: new URL(authority).origin,
    organization: origin,
    findProxy: (to) => findWay(to, transport.findProxy),
    transport: createTransport(transport),
  })
}

async function findDestination(
  deps: Deps,
  tenant: Tenant,
  options: OpenOptions,
): Promise<Result<Destination, Failure>> {
  if (tenant.archivedAt !== null) return fail(refused('tenant_archived', `The tenant ${tenant.name} was removed.`))
  return tenant.kind === 'sandbox' ? findSandbox(deps, tenant, options) : findLive(deps, tenant, options)
}

async function findSandbox(
  { ports }: Deps,
  stored: Tenant,
  options: OpenOptions,
): Promise<Result<Destination, Failure>> {
  const found = await ports.sandbox.info()
  if (!found.ok) return found
  const info = found.value
  const judged = judgeBaseUrl(info.baseUrl, { kind: 'sandbox' })
  if (!judged.ok) return judged
  const authority = judgeBaseUrl(info.authority, { kind: 'sandbox', sandboxOrigin: judged.value.origin })
  if (!authority.ok) return authority
  return ok({
    tenant: adoptSandbox(ports, stored, info),
    origin: judged.value.origin,
    authority: `${judged.value.origin}/${info.tenantId}`,
    clientId: options.clientId ?? info.clientId,
    readCredential: () => Promise.resolve(ok({ kind: 'secret', secret: options.secret ?? info.clientSecret })),
    transport: {
      trust: { caPem: info.caPem, fingerprint256: new X509Certificate(info.caPem).fingerprint256 },
    },
  })
}

function findLive({ ports, tenantSecrets }: Deps, tenant: Tenant, options: OpenOptions): Result<Destination, Failure> {
  const judged = judgeBaseUrl(tenant.baseUrl, { kind: 'live', cloud: tenant.cloud })
  if (!judged.ok) return judged
  return ok({
    tenant,
    origin: judged.value.origin,
    authority: authorityOf(tenant.cloud, tenant.entraTenantId),
    clientId: options.clientId ?? tenant.clientId,
    readCredential: () => readCredential(tenantSecrets, tenant, options),
    transport: transportOf({ ports, tenantSecrets }, tenant, options.proxyPassword),
  })
}

const transportOf = ({ ports, tenantSecrets }: Deps, tenant: Tenant, proxyPassword?: string): TransportOptions => ({
  findProxy: proxyFinder(
    ports.systemProxy,
    proxyPassword === undefined
      ? () => tenantSecrets.readProxyPassword(tenant.id)
      : () => Promise.resolve(ok(proxyPassword)),
    tenant,
  ),
  ...(tenant.network.extraCa === null ? {} : { extraCa: tenant.network.extraCa.pem }),
})

const watched = (transport: Transport, onRequest: () => void): Transport => ({
  ...transport,
  send: (request) => {
    onRequest()
    return transport.send(request)
  },
})

/** The tenant's own proxy with its password, what the system says, or none. */
function proxyFinder(
  system: SystemProxy,
  readPassword: () => ReturnType<TenantSecrets['readProxyPassword']>,
  { network: { proxy } }: Tenant,
): FindProxy {
  if (proxy.mode === 'none') return () => Promise.resolve(null)
  const user = proxy.user ?? null
  const login = async (): Promise<Pick<ProxyHop, 'user' | 'password'>> => {
    // Without its password the proxy itself says that it wants one.
    const password = user === null ? ok(null) : await readPassword()
    return { user, password: password.ok ? password.value : null }
  }
  if (proxy.mode === 'manual') return async () => ({ url: proxy.url, ...(await login()) })
  return async (origin) => {
    const hop = await system.find(origin)
    return hop === null || user === null ? hop : { url: hop.url, ...(await login()) }
  }
}

/** What was given for this connection alone, else what is kept. */
async function readCredential(
  tenantSecrets: TenantSecrets,
  tenant: Tenant,
  { secret, credential }: OpenOptions,
): Promise<Result<AppCredential, Failure>> {
  if (credential !== undefined) return ok(credential)
  if (secret !== undefined) return ok({ kind: 'secret', secret })
  const kept = await tenantSecrets.read(tenant)
  if (!kept.ok) return kept
  const { certificate } = tenant
  if (tenant.credential === 'secret') return ok({ kind: 'secret', secret: kept.value })
  return certificate === null
    ? fail(refused('secret_missing', `The certificate of ${tenant.name} is missing.`))
    : ok({ kind: 'certificate', certificate, privateKeyPem: kept.value })
}

async function connect(
  { ports, onRequest }: Deps,
  destination: Destination,
  onTransport: (transport: Transport) => void,
): Promise<Result<TenantConnection, Failure>> {
  const credential = await destination.readCredential()
  if (!credential.ok) return credential
  if (credential.value.kind === 'secret' && credential.value.secret === '') {
    return fail(refused('secret_missing', `The client secret of ${destination.tenant.name} is empty.`))
  }
  const { clock, random, knownSecrets } = ports
  const transport = watched(createTransport(destination.transport), () => onRequest?.(destination.tenant.id))
  onTransport(transport)
  const tokens = createTokenProvider({
    identity: {
      authority: destination.authority,
      clientId: destination.clientId,
      credential: credential.value,
      scope: `${destination.origin}/.default`,
    },
    transport,
    clock,
    random,
    knownSecrets,
  })
  const { origin, tenant } = destination
  const d365 = createD365Client({
    origin,
    apiVersion: tenant.apiVersion,
    tokens,
    transport,
    clock,
    random,
    knownSecrets,
  })
  return ok({ tenant, tokens, d365, sockets: transport.sockets, close: transport.close })
}
