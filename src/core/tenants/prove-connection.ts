import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { MappingProfileName } from '../../shared/model/mapping.ts'
import type { ConnectionProof, Tenant } from '../../shared/model/tenant.ts'
import type { Happening, RecordActivity } from '../activity/record-activity.ts'
import type { CallContext, TenantConnection, TenantConnections } from '../d365/d365-client.ts'
import { wasCancelled } from '../d365/http/transport-failure.ts'
import { environmentOf } from '../d365/organization-type.ts'
import type { AppCredential } from '../entra/request-token.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { firstProfile } from './first-profile.ts'
import { adoptRest } from './adopt-states.ts'
import { organizationChanged } from './organization-changed.ts'
import { refused } from './refused.ts'
import { leadsToSamePlace } from './remember-type.ts'

interface Deps {
  readonly ports: CorePorts
  readonly record: RecordActivity
  readonly connections: TenantConnections
}

/** The same where what happens need not be written down at once. */
type TellingDeps = Omit<Deps, 'record'> & { readonly record: (happening: Happening) => unknown }

/** `profile`: the mapping profile that a first connection allows; null when nothing is to be chosen. */
export interface Proven {
  readonly tenant: Tenant
  readonly proof: ConnectionProof
  readonly profile: MappingProfileName | null
}

/**
 * Token, WhoAmI, organisation, in this order, over a connection of its own: a cached token would hide a wrong secret. Stops at the first
 * failure. Stores nothing; the tenant need not be stored. `credential` and `proxyPassword` are tried in the place of what is kept.
 */
export async function proveOnly(
  deps: TellingDeps,
  tenant: Tenant,
  options: {
    readonly signal?: AbortSignal | undefined
    readonly credential?: AppCredential
    readonly proxyPassword?: string | undefined
  } = {},
): Promise<Result<Proven, Failure>> {
  const { signal, credential, proxyPassword } = options
  const opened = await deps.connections.open(tenant, {
    isFresh: true,
    ...(credential === undefined ? {} : { credential }),
    ...(proxyPassword === undefined ? {} : { proxyPassword }),
  })
  if (!opened.ok) return opened
  const connection = opened.value
  try {
    const context = signal === undefined ? {} : { signal }
    const proof = await prove(deps, connection, context)
    if (!proof.ok) return proof
    const isFirst = connection.tenant.organizationId === null && connection.tenant.kind === 'live'
    const profile = isFirst ? await firstProfile(connection.d365, context) : null
    return ok({ tenant: connection.tenant, proof: proof.value, profile })
  } finally {
    connection.close()
  }
}

/**
 * The same for a stored tenant. Success stores which organisation answered, what kind of environment it says it is and, the first time, the
 * mapping profile its columns allow; another organisation than before is refused, because sync state belongs to the old one.
 */
export async function proveConnection(
  deps: Deps,
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<Result<ConnectionProof, Failure>> {
  const proven = await proveOnly(deps, tenant, { signal })
  return proven.ok ? rememberProof(deps, proven.value) : proven
}

async function prove(
  deps: TellingDeps,
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

/** Stores what a proof showed. `isOrganizationAccepted`: another organisation than before is what the admin means. */
export function rememberProof(
  deps: Pick<Deps, 'ports' | 'record'>,
  { tenant, proof, profile }: Proven,
  { isOrganizationAccepted = false } = {},
): Result<ConnectionProof, Failure> {
  const { tenants } = deps.ports.data
  // The profile may have changed while the network was slow; only the two facts learnt are written over it.
  const current = tenants.get(tenant.id) ?? tenant
  if (current.archivedAt !== null) return fail(refused('tenant_archived', `The tenant ${tenant.name} was removed.`))
  if (!leadsToSamePlace(tenant, current)) {
    return fail({ kind: 'Cancelled', message: `${tenant.name} was changed while it was tested; test it again.` })
  }
  const other = organizationChanged(current, proof.organizationId)
  if (other !== null && !isOrganizationAccepted) {
    deps.record({ name: 'organization_changed', level: 'error', tenantId: tenant.id, message: other.message })
    return fail(other)
  }
  deps.ports.data.transaction(() => {
    tenants.save({
      ...current,
      organizationId: proof.organizationId,
      detectedEnvironment: proof.detectedEnvironment,
      // What the admin chose meanwhile stands; `standard` is what a tenant starts with.
      // What was seen of another organisation is no evidence about this one.
      ...(other === null ? {} : { changedAt: isoNow(deps.ports.clock) }),
      ...(profile === null || current.mappingProfile !== 'standard' ? {} : { mappingProfile: profile }),
    })
    if (current.organizationId === null) adoptRest(deps.ports.data, tenant.id, proof.organizationId)
  })
  deps.record({
    name: 'tenant_tested',
    tenantId: tenant.id,
    message: `${tenant.name} answers as ${proof.organizationName ?? proof.organizationId}.`,
    detail: { organizationId: proof.organizationId, detectedEnvironment: proof.detectedEnvironment },
  })
  return ok(proof)
}

function recordToken(deps: TellingDeps, tenant: Tenant, token: Result<AcquiredToken, D365Failure>): void {
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
