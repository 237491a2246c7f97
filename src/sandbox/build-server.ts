import { EntraTenant } from './entra/entra-tenant.ts'
import { BearerVerifier } from './entra/verify-bearer.ts'
import { SandboxControl } from './faults/sandbox-control.ts'
import { ServiceLimits } from './limits/service-limits.ts'
import { Affinity } from './server/affinity.ts'
import { SandboxServer } from './server/sandbox-server.ts'
import { WebApiPart } from './server/web-api-part.ts'
import type { Organisation } from './dataverse/organisation.ts'
import type { RequestLog } from './server/request-log.ts'
import type { SandboxOptions } from './sandbox-types.ts'

/** What has been made before the server listens. */
export interface ServerGround {
  readonly organisation: Organisation
  readonly log: RequestLog
  readonly port: number
  readonly controlPath: string | null
}

export interface BuiltServer {
  readonly server: SandboxServer
  readonly control: SandboxControl
}

/**
 * Everything that answers requests. It is two thirds of the sandbox's code and loaded after the sandbox listens, because a start has
 * no use for it.
 */
export const buildServer = (ground: ServerGround, options: SandboxOptions): BuiltServer => {
  const { organisation, log, port, controlPath } = ground
  const entra = new EntraTenant({
    identity: organisation.identity,
    settings: organisation.settings,
    now: organisation.now,
    isOrganisationOrigin: (origin) => isOwnOrigin(origin, port),
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
  const control = new SandboxControl({ organisation, entra, bearers, limits, serverTime, log })
  const webApi = new WebApiPart(organisation, bearers)
  const affinity = new Affinity(organisation.identity.organizationId)
  const parts = { organisation, entra, webApi, limits, serverTime, affinity, log, control, controlPath }
  return { server: new SandboxServer(parts), control }
}

/** Any loopback name with the sandbox's own port, the `.api.` alias among them. */
const isOwnOrigin = (origin: string, port: number): boolean => {
  const match = /^https:\/\/(127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost):(\d+)$/i.exec(origin)
  return match !== null && Number(match[2]) === port
}
