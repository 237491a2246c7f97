import type { D365Client } from '../d365/d365-client.ts'
import type { CallContext } from '../d365/d365-call.ts'
import type { LeadColumn } from '../d365/metadata-reader.ts'
import type { MappingProfileName } from '../../shared/model/mapping.ts'
import { isTypeUnknown, type Tenant } from '../../shared/model/tenant.ts'
import { judgeMapping, neededByProfile } from '../leads/judge-mapping.ts'
import { MAPPING_PROFILES } from '../leads/mapping-profiles.ts'
import { targetColumns } from '../leads/target-columns.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { leadsToSamePlace } from './remember-type.ts'

/**
 * The profile a tenant gets at its first connection: `hnt` where every one of its columns would take what a push sends, else `standard`, which
 * every organisation can take. Metadata that cannot be read says nothing for `hnt`.
 */
export async function firstProfile(
  d365: Pick<D365Client, 'metadata'>,
  context: CallContext,
): Promise<MappingProfileName> {
  const read = await d365.metadata.readLeadColumns(context)
  return read.ok ? profileFor(read.value.columns) : 'standard'
}

function profileFor(columns: readonly LeadColumn[]): MappingProfileName {
  const findings = judgeMapping(neededByProfile(MAPPING_PROFILES.hnt), targetColumns(columns))
  return findings.every(({ blocks }) => !blocks) ? 'hnt' : 'standard'
}

/** Nobody met the tenant yet: neither what it is nor which organisation answers is known. */
export const isNew = (tenant: Tenant): boolean => isTypeUnknown(tenant) && tenant.organizationId === null

/** A new tenant as it will be under the profile that these columns allow; any other as it is. */
export const withFirstProfile = (tenant: Tenant, columns: readonly LeadColumn[]): Tenant =>
  isNew(tenant) && tenant.mappingProfile === 'standard' ? { ...tenant, mappingProfile: profileFor(columns) } : tenant

/** The same where a check or a push is what meets a new tenant first: keeps the choice, and answers the tenant as it is stored. */
export function keepFirstProfile(
  { ports, events, record }: Pick<RunDeps, 'ports' | 'events' | 'record'>,
  asked: Tenant,
  columns: readonly LeadColumn[],
): Tenant {
  const current = ports.data.tenants.get(asked.id) ?? asked
  if (!isNew(asked) || !leadsToSamePlace(asked, current)) return current
  const { mappingProfile } = withFirstProfile({ ...asked, mappingProfile: current.mappingProfile }, columns)
  if (mappingProfile === current.mappingProfile) return current
  const chosen = { ...current, mappingProfile }
  ports.data.tenants.save(chosen)
  const message = `${current.name} now uses the mapping profile ${mappingProfile}.`
  record({ name: 'tenant_changed', tenantId: current.id, message, detail: { mappingProfile } })
  events.emit({ type: 'tenants-changed' })
  return chosen
}
