import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { effectiveEnvironment, type Tenant, type TenantView } from '../../shared/model/tenant.ts'
import type { RecordActivity } from '../activity/record-activity.ts'
import type { CoreEventHub } from '../core-events.ts'
import type { TenantConnections, TenantWays } from '../d365/d365-client.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { ConnectionDrafts } from './connection-drafts.ts'
import type { ProdLock } from './prod-lock.ts'
import { refused } from './refused.ts'
import type { TenantSecrets } from './tenant-secrets.ts'

/** What everything done with tenants works with. */
export interface TenantScene {
  readonly ports: CorePorts
  readonly events: CoreEventHub
  readonly record: RecordActivity
  readonly tenantSecrets: TenantSecrets
  readonly prodLock: ProdLock
  readonly connections: TenantConnections & TenantWays
  readonly drafts: ConnectionDrafts
}

export type Outcome<T> = Promise<Result<T, Failure>>

/** By id, else by exact name; an archived tenant is not found by name, and refused by id. */
export async function withTenant<T>(
  { ports }: TenantScene,
  idOrName: string,
  work: (tenant: Tenant) => Outcome<T>,
): Outcome<T> {
  const { tenants } = ports.data
  const tenant = tenants.get(idOrName) ?? tenants.findByName(idOrName)
  if (tenant === null) {
    return fail({ kind: 'NotFound', what: 'tenant', message: `There is no tenant "${idOrName.slice(0, 80)}".` })
  }
  if (tenant.archivedAt !== null) return fail(refused('tenant_archived', `The tenant ${tenant.name} was removed.`))
  return work(tenant)
}

/** The same for what may not be done with the sandbox: its credential, its address and its existence are its own. */
export const withLiveTenant = <T>(
  scene: TenantScene,
  idOrName: string,
  work: (tenant: Tenant) => Outcome<T>,
): Outcome<T> =>
  withTenant(scene, idOrName, (tenant) =>
    tenant.kind === 'sandbox'
      ? Promise.resolve(
          fail(
            refused(
              'sandbox_is_fixed',
              'The sandbox is built in: its credential comes from itself and it cannot be removed.',
            ),
          ),
        )
      : work(tenant),
  )

export async function viewOf({ ports, prodLock, tenantSecrets }: TenantScene, tenant: Tenant): Promise<TenantView> {
  const environment = effectiveEnvironment(tenant)
  return {
    ...tenant,
    effectiveEnvironment: environment,
    secretState: await tenantSecrets.state(tenant),
    hasProxyPassword: tenantSecrets.hasProxyPassword(tenant.id),
    twins: twinsOf(ports, tenant),
    isActive: ports.data.tenants.activeId() === tenant.id,
    unlockedUntil: environment === 'PROD' ? prodLock.unlockedUntil(tenant) : null,
  }
}

/** Names of other tenants that lead to the same organisation, or, before it is known, to the same address. */
export const twinsOf = (
  { data }: Pick<CorePorts, 'data'>,
  { id, organizationId, baseUrl, kind }: Pick<Tenant, 'id' | 'organizationId' | 'baseUrl' | 'kind'>,
): string[] =>
  data.tenants
    .list()
    .filter((other) => other.id !== id && other.kind === kind)
    .filter((other) =>
      organizationId === null || other.organizationId === null
        ? other.baseUrl === baseUrl
        : other.organizationId === organizationId,
    )
    .map(({ name }) => name)

export const view = async (scene: TenantScene, tenant: Tenant): Outcome<TenantView> => ok(await viewOf(scene, tenant))

/** Tells everybody and shows what the tenant is now. */
export function changed(scene: TenantScene, tenant: Tenant): Outcome<TenantView> {
  scene.events.emit({ type: 'tenants-changed' })
  return view(scene, tenant)
}

/** Moves `changedAt`: what was proven with the old profile or credential is stale from here on. Read anew: the keychain took its time. */
export function saveChanged({ ports }: TenantScene, tenant: Tenant, changes: Partial<Tenant> = {}): Tenant {
  const current = ports.data.tenants.get(tenant.id) ?? tenant
  const next = { ...current, ...changes, changedAt: isoNow(ports.clock) }
  ports.data.tenants.save(next)
  return next
}
