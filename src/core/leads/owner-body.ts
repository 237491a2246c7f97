import type { Tenant } from '../../shared/model/tenant.ts'
import type { LeadBody } from '../d365/d365-client.ts'

/**
 * Who shall own a new lead, as a create says it; nothing where the application user does.
 * Source: Microsoft Learn, "Associate table rows on create" (`ownerid@odata.bind`; systemusers or teams).
 */
export function ownerBody({ owner }: Pick<Tenant, 'owner'>): LeadBody {
  if (owner === null) return {}
  return { 'ownerid@odata.bind': `/${owner.kind === 'user' ? 'systemusers' : 'teams'}(${owner.id})` }
}
