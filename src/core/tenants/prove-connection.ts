import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { MappingProfileName } from '../../shared/model/mapping.ts'
import type { ConnectionProof, Tenant } from '../../shared/model/tenant.ts'
import type { RecordActivity } from '../activity/record-activity.ts'
import type { CallContext, TenantConnection, TenantConnections } from '../d365/d365-client.ts'
import { wasCancelled } from '../d365/http/transport-failure.ts'
import { environmentOf } from '../d365/organization-type.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { firstProfile } from './first-profile.ts'
import { refused } from './refused.ts'

interface Deps {
  readonly ports: CorePorts
  readonly record: RecordActivity
  readonly connections: TenantConnections
}

/**
 * Token, WhoAmI, organisation, in this order, over a connection of its own: a cached token would hide a wrong secret. Stops at the first
 * failure and stores nothing then. Success stores which organisation answered, what kind of environment it says it is and, the first time, the
 * mapping profile its columns allow; another
 * organisation than before is refused, because sync state belongs to the old one.
 */
export async function proveConnection(
  deps: Deps,
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<Result<ConnectionProof, Failure>> {
  const opened = await deps.connections.open(tenant, { isFresh: true })
  if (!opened.ok) return opened
  const connection = opened.value
  try {
    const context = signal === undefined ? {} : { signal }
    const proof = await prove(deps, connection, context)
    if (!proof.ok) return proof
    const isFirst = connection.tenant.organizationId === null && connection.tenant.kind === 'live'
    const profile = isFirst ? await firstProfile(connection.d365, context) : null
    return remember(deps, connection.tenant, proof.value, profile)
  } finally {
    connection.close()
  }
}

async function prove(
  deps: Deps,
  { tenant, tokens, d365 }: TenantConnection,
  context: CallContext,
): Promise<Result<ConnectionProof, Failure>> {
  const token = await tokens.acquire(context.signal === undefined ? {} : { signal: context.signal })
  recordToken(deps, tenant, token)
  if (!token.ok) return fail(orCancelled(token.failure))
  const who = await d365.whoAmI(context)
  if (!who.ok) return fail(orCancelled(who.failure))
  const organization = await d365.readOrganization(context)
  if (!organization.ok) return fail(orCancelled(organization.failure))
  // Reading users needs a privilege that a push does not: without it the name is merely unknown.
  const users = await d365.findApplicationUsers(tenant.clientId, context)
  const user = users.ok ? users.value.users.find(({ systemUserId }) => systemUserId === who.value.userId) : undefined
  return ok({
    tokenLength: token.value.accessToken.length,
    tokenExpiresAt: token.value.expiresAt,
    userId: who.value.userId,
    userFullName: user?.fullName ?? null,
    organizationId: who.value.organizationId,
    organizationName: organization.value.friendlyName,
    detectedEnvironment: environmentOf(organization.value.organizationType),
  })
}

function remember(
  deps: Deps,
  tenant: Tenant,
  proof: ConnectionProof,
  profile: MappingProfileName | null,
): Result<ConnectionProof, Failure> {
  const { tenants } = deps.ports.data
  // The profile may have changed while the network was slow; only the two facts learnt are written over it.
  const current = tenants.get(tenant.id) ?? tenant
  if (current.archivedAt !== null) return fail(refused('tenant_archived', `The tenant ${tenant.name} was removed.`))
  if (current.organizationId !== null && current.organizationId !== proof.organizationId) {
    const message = `${tenant.name} answers as organisation ${proof.organizationId}; until now it was ${current.organizationId}.`
    deps.record({ name: 'organization_changed', level: 'error', tenantId: tenant.id, message })
    return fail(refused('organization_changed', message))
  }
  deps.ports.data.transaction(() => {
    tenants.save({
      ...current,
      organizationId: proof.organizationId,
      detectedEnvironment: proof.detectedEnvironment,
      // What the admin chose meanwhile stands; `standard` is what a tenant starts with.
      ...(profile === null || current.mappingProfile !== 'standard' ? {} : { mappingProfile: profile }),
    })
    if (current.organizationId === null) deps.ports.data.leads.adoptScope(tenant.id, proof.organizationId)
  })
  deps.record({
    name: 'tenant_tested',
    tenantId: tenant.id,
    message: `${tenant.name} answers as ${proof.organizationName ?? proof.organizationId}.`,
    detail: { organizationId: proof.organizationId, detectedEnvironment: proof.detectedEnvironment },
  })
  return ok(proof)
}

function recordToken(deps: Deps, tenant: Tenant, token: Result<AcquiredToken, D365Failure>): void {
  if (token.ok) {
    const { accessToken, lifetimeMs, isFromCache } = token.value
    deps.record({
      name: 'd365_token_acquired',
      tenantId: tenant.id,
      message: `A token for ${tenant.name} was issued.`,
      detail: { tokenLength: accessToken.length, lifetimeMs, isFromCache },
    })
    return
  }
  if (wasCancelled(token.failure)) return
  deps.record({
    name: 'd365_token_acquisition_failed',
    level: 'error',
    tenantId: tenant.id,
    requestIds: token.failure.requestIds,
    message: token.failure.message,
    detail: { aadsts: token.failure.kind === 'D365AuthenticationError' ? token.failure.aadsts : null },
  })
}

/** A test that the admin gave up is no finding about the tenant. */
const orCancelled = (failure: D365Failure): Failure =>
  wasCancelled(failure) ? { kind: 'Cancelled', message: 'The test of the connection was cancelled.' } : failure
