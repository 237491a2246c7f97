import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { effectiveEnvironment, type ProvenTenant, type Tenant } from '../../shared/model/tenant.ts'
import { proveOnly, rememberProof, type Proven } from './prove-connection.ts'
import { refused } from './refused.ts'
import { twinsOf, viewOf, type Outcome, type TenantScene } from './tenant-scene.ts'

export interface Acceptance {
  /** The id that was shown. */
  readonly organizationId: string
  /** On PROD the tenant's name, typed. */
  readonly typedName: string | null
}

/**
 * The admin's word that the organisation that answers now is meant; it must still be the one that was shown. From then on pushes go on under
 * the new one: sync states of the old organisation stay with it, and evidence made with it is stale.
 */
export async function acceptOrganization(
  scene: TenantScene,
  tenant: Tenant,
  acceptance: Acceptance,
): Outcome<ProvenTenant> {
  const proven = await proveOnly(scene, tenant)
  if (!proven.ok) return proven
  const judged = judge(proven.value, tenant, acceptance)
  if (!judged.ok) return judged
  const { proof } = proven.value
  const remembered = rememberProof(scene, proven.value, { isOrganizationAccepted: true })
  if (!remembered.ok) return remembered
  if (tenant.organizationId !== proof.organizationId) endRunsOfOldOrganization(scene, tenant)
  // An unlock was given for the organisation that was known then.
  scene.prodLock.lock(tenant.id)
  scene.connections.drop(tenant.id)
  scene.record({
    name: 'tenant_changed',
    level: 'warning',
    tenantId: tenant.id,
    message: `${tenant.name} now means organisation ${proof.organizationId}; what was known of the old one stays with the old one.`,
    detail: { before: tenant.organizationId, organizationId: proof.organizationId },
  })
  scene.events.emit({ type: 'tenants-changed' })
  const stored = scene.ports.data.tenants.get(tenant.id) ?? tenant
  return ok({ tenant: await viewOf(scene, stored), proof, twins: twinsOf(scene.ports, stored) })
}

/** What is left of them was accepted for the old organisation, never for the new one. Those that go on stop when they learn of the change. */
function endRunsOfOldOrganization({ ports: { data } }: TenantScene, { id }: Tenant): void {
  for (const run of data.runs.list({ tenantId: id, kind: 'push', status: 'running' }))
    data.pushQueue.setCancelled(run.id)
}

function judge({ proof }: Proven, tenant: Tenant, { organizationId, typedName }: Acceptance): Result<null, Failure> {
  const { name } = tenant
  if (proof.organizationId.toLowerCase() !== organizationId.toLowerCase()) {
    return fail({
      ...refused('organization_changed', `${name} answers as ${proof.organizationId}, not as ${organizationId}.`),
      organization: { before: tenant.organizationId ?? organizationId, now: proof.organizationId },
    })
  }
  // Whichever of the two organisations is production: the old one's rule holds until the new one has taken its place.
  const isProd = [tenant.detectedEnvironment, proof.detectedEnvironment].some(
    (detectedEnvironment) => effectiveEnvironment({ ...tenant, detectedEnvironment }) === 'PROD',
  )
  if (isProd && typedName !== name) {
    return fail(
      refused(
        'unlock_name_differs',
        `${name} is a PROD tenant: its name must be typed to accept this (command line: --unlock NAME).`,
      ),
    )
  }
  return ok(null)
}
