import { randomBytes } from 'node:crypto'
import { Organisation } from './dataverse/organisation.ts'
import { seedOrganisation } from './dataverse/seed/seed-organisation.ts'
import { seedDefaultRules } from './dataverse/seed/seed-rules.ts'
import { seedLeads } from './dataverse/seed/seed-leads.ts'
import { EntraTenant } from './entra/entra-tenant.ts'
import { BearerVerifier } from './entra/verify-bearer.ts'
import { SandboxControl } from './faults/sandbox-control.ts'
import { ServiceLimits } from './limits/service-limits.ts'
import { Affinity } from './server/affinity.ts'
import { BodyBudget } from './server/body-budget.ts'
import { listen } from './server/https-listener.ts'
import { RequestLog } from './server/request-log.ts'
import { SandboxServer } from './server/sandbox-server.ts'
import { WebApiPart } from './server/web-api-part.ts'
import { SandboxStore } from './store/sandbox-store.ts'
import { ensureCertificate } from './tls/certificate-files.ts'
import type { Exchange } from './server/exchange.ts'
import type { ServerParts } from './server/sandbox-server.ts'
import type { RunningSandbox, SandboxInfo, SandboxOptions } from './sandbox-types.ts'

/**
 * Starts a sandbox tenant in this process: a simulated Entra ID and Dataverse over HTTPS on loopback.
 *
 * @throws StoreHeldError when another process holds the store; RangeError for a host that is not loopback; the socket's error
 *   (`EADDRINUSE`) for a port that is taken.
 */
export const startSandbox = async (options: SandboxOptions): Promise<RunningSandbox> => {
  const now = options.now ?? Date.now
  const host = options.host ?? '127.0.0.1'
  const store = SandboxStore.open(options.storeDir)
  try {
    const organisation = new Organisation(store, { now, reset: options.reset ?? false, profile: options.profile })
    store.transaction(() => {
      seedOrganisation(organisation)
      seedDefaultRules(organisation)
    })
    if (options.seed !== undefined) seedLeads(organisation, options.seed)
    return await open(organisation, options, host)
  } catch (error) {
    store.close()
    throw error
  }
}

const open = async (organisation: Organisation, options: SandboxOptions, host: string): Promise<RunningSandbox> => {
  const certificate = ensureCertificate(options.storeDir, organisation.now())
  // Clients send tokens for the address they know, which is only settled once the port is.
  let port = 0
  const parts = build(organisation, options, (origin) => isOwnOrigin(origin, port))
  const { controlPath } = parts
  const server = new SandboxServer(parts)
  const serve = (exchange: Exchange): Promise<void> => server.serve(exchange)
  const { port: wantedPort = 0, patienceMs = 60_000, mostConnections } = options
  const listener = await listen({
    certificate,
    host,
    port: wantedPort,
    patienceMs,
    mostConnections,
    budget: new BodyBudget(options.mostBytesHeld),
    serve,
    onRefused: (seen) => parts.log.addRefused({ ...seen, at: new Date(organisation.now()).toISOString() }),
  })
  port = listener.port
  return {
    info: describe(organisation, { host, port, caPath: certificate.caPath, controlPath }),
    fingerprint256: certificate.fingerprint256,
    control: options.control ? parts.control : null,
    close: async () => {
      await listener.close()
      organisation.close()
      certificate.remove()
    },
  }
}

const build = (
  organisation: Organisation,
  options: SandboxOptions,
  isOrganisationOrigin: (origin: string) => boolean,
): ServerParts => {
  const entra = new EntraTenant({
    identity: organisation.identity,
    settings: organisation.settings,
    now: organisation.now,
    isOrganisationOrigin,
  })
  if (options.tokenLifetimeSeconds !== undefined) entra.settings.lifetimeSeconds = options.tokenLifetimeSeconds
  const bearers = new BearerVerifier(entra)
  const limits = new ServiceLimits(organisation.now)
  Object.assign(limits.settings, options.limits)
  const serverTime = {
    latencyMs: options.latencyMs ?? 0,
    baseMs: options.serverTime?.baseMs ?? 0,
    perRowMs: options.serverTime?.perRowMs ?? 0,
  }
  const log = new RequestLog()
  return {
    organisation,
    entra,
    webApi: new WebApiPart(organisation, bearers),
    limits,
    serverTime,
    affinity: new Affinity(organisation.identity.organizationId),
    log,
    control: new SandboxControl({ organisation, entra, bearers, limits, serverTime, log }),
    controlPath: options.control ? unguessableControlPath() : null,
  }
}

/** Every program on this machine reaches loopback; only who was given the announced line may play with the sandbox. */
const unguessableControlPath = (): string => `/control/${randomBytes(16).toString('hex')}`

/** Any loopback name with the sandbox's own port, the `.api.` alias among them. */
const isOwnOrigin = (origin: string, port: number): boolean => {
  const match = /^https:\/\/(127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost):(\d+)$/i.exec(origin)
  return match !== null && Number(match[2]) === port
}

const describe = (
  organisation: Organisation,
  place: { host: string; port: number; caPath: string; controlPath: string | null },
): SandboxInfo => {
  const { identity } = organisation
  const baseUrl = `https://${place.host === '::1' ? '[::1]' : place.host}:${place.port}`
  return {
    baseUrl,
    authority: `${baseUrl}/${identity.tenantId}`,
    tenantId: identity.tenantId,
    clientId: identity.clientId,
    clientSecret: identity.clientSecret,
    caPath: place.caPath,
    controlUrl: place.controlPath === null ? null : `${baseUrl}${place.controlPath}`,
  }
}

export type { RunningSandbox, SandboxOptions } from './sandbox-types.ts'
