import type { Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { SyncScope } from '../ports/stores.ts'
import { normaliseDomain } from './normalise-domain.ts'

/** Which D365 a tenant's sync states belong to now. */
export const scopeOf = (tenant: Pick<Tenant, 'id' | 'organizationId'>): SyncScope => ({
  tenantId: tenant.id,
  organizationId: tenant.organizationId ?? '',
})

/** The key under which a lead is stored, for whatever a person typed; what is no domain is looked for as it stands. */
export function keyOf(typed: string): string {
  const domain = normaliseDomain(typed)
  return domain.ok ? domain.value : typed
}

export const noTenant = (tenantId: string): Failure => ({
  kind: 'NotFound',
  what: 'tenant',
  message: `There is no tenant with the id ${tenantId.slice(0, 80)}.`,
})

export const noLead = (domain: string): Failure => ({
  kind: 'NotFound',
  what: 'lead',
  message: `There is no lead ${domain.slice(0, 120)} here; import it first.`,
})
