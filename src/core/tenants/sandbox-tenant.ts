import { SYSTEM_NETWORK } from '../../shared/model/network.ts'
import type { SandboxInfo } from '../../shared/model/sandbox-info.ts'
import { DEFAULT_RETRIES, type Tenant } from '../../shared/model/tenant.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'

type Ports = Pick<CorePorts, 'clock' | 'random' | 'data'>

/** The name under which window and command line offer the built-in tenant; no other tenant may take it. */
export const SANDBOX_NAME = 'sandbox'

/** Not known until the sandbox has run once. */
const NOT_YET = '00000000-0000-0000-0000-000000000000'

/**
 * The built-in tenant of this data directory: found, or created at the first start with an id of its own, enabled, and active when no
 * other tenant is. Starts nothing. Its address and app ids belong to the running sandbox and come with `adoptSandbox`.
 */
export function ensureSandboxTenant(ports: Ports): Tenant {
  const { tenants } = ports.data
  const existing = tenants.list().find(({ kind }) => kind === 'sandbox')
  const tenant = existing ?? newSandboxTenant(ports)
  if (existing === undefined) tenants.save(tenant)
  if (tenants.activeId() === null) tenants.setActive(tenant.id)
  return tenant
}

function newSandboxTenant({ clock, random }: Ports): Tenant {
  const at = isoNow(clock)
  return {
    id: random.uuid(),
    kind: 'sandbox',
    name: SANDBOX_NAME,
    environment: 'DEV',
    cloud: 'public',
    entraTenantId: NOT_YET,
    clientId: NOT_YET,
    baseUrl: 'https://127.0.0.1',
    apiVersion: 'v9.2',
    appId: null,
    credential: 'secret',
    d365Enabled: true,
    mappingProfile: 'hnt',
    ownMapping: null,
    existingLeadPolicy: 'skip',
    maxRetries: DEFAULT_RETRIES,
    matchKeys: ['subject', 'website'],
    linkForm: 'modern',
    owner: null,
    organizationId: null,
    detectedEnvironment: null,
    secretDescription: null,
    secretExpiresAt: null,
    certificate: null,
    network: SYSTEM_NETWORK,
    position: 0,
    changedAt: at,
    createdAt: at,
    archivedAt: null,
  }
}

/**
 * Takes over where the sandbox listens in this session, so that links lead there. A new port changes no evidence; another sandbox (a shared
 * one instead of this directory's own) is another organisation, so what was seen of the old one is no longer evidence and its id is forgotten.
 */
export function adoptSandbox(ports: Ports, stored: Tenant, info: Omit<SandboxInfo, 'clientSecret'>): Tenant {
  const isSameIdentity = stored.entraTenantId === info.tenantId && stored.clientId === info.clientId
  if (isSameIdentity && stored.baseUrl === info.baseUrl) return stored
  const isFirst = stored.entraTenantId === NOT_YET
  const tenant: Tenant = {
    ...stored,
    baseUrl: info.baseUrl,
    entraTenantId: info.tenantId,
    clientId: info.clientId,
    ...(isSameIdentity || isFirst
      ? {}
      : { organizationId: null, detectedEnvironment: null, changedAt: isoNow(ports.clock) }),
  }
  ports.data.tenants.save(tenant)
  return tenant
}
