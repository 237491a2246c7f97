import type { Tenant } from '../../shared/model/tenant.ts'
import type { Organization } from '../d365/d365-client.ts'
import { environmentOf } from '../d365/organization-type.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { organizationChanged } from './organization-changed.ts'

/**
 * Keeps what kind of environment the organisation says it is, wherever it was read, and answers the tenant as it is stored. Nothing is kept of
 * another organisation than the one known, nor of an address that is the tenant's no more.
 */
export function rememberType(
  { ports, events }: Pick<RunDeps, 'ports' | 'events'>,
  asked: Tenant,
  { organizationId, organizationType }: Pick<Organization, 'organizationId' | 'organizationType'>,
): Tenant {
  const current = ports.data.tenants.get(asked.id) ?? asked
  const detectedEnvironment = environmentOf(organizationType)
  const isNews = current.archivedAt === null && current.detectedEnvironment !== detectedEnvironment
  if (!isNews || organizationChanged(current, organizationId) !== null || !leadsToSamePlace(asked, current))
    return current
  const known = { ...current, detectedEnvironment }
  ports.data.tenants.save(known)
  events.emit({ type: 'tenants-changed' })
  return known
}

type Place = Pick<Tenant, 'baseUrl' | 'entraTenantId' | 'clientId'>

/** Whether what was learnt by the one connection holds for the other. */
export const leadsToSamePlace = (one: Place, other: Place): boolean =>
  one.baseUrl === other.baseUrl && one.entraTenantId === other.entraTenantId && one.clientId === other.clientId
