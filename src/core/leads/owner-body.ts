import type { Owner, Tenant } from '../../shared/model/tenant.ts'
import type { LeadBody } from '../d365/d365-client.ts'

/** The column by which a create says who shall own the lead. */
export const OWNER = 'ownerid'

/** The column in which a row says who owns it; `ownerid` itself can only be written. */
export const OWNER_COLUMN = '_ownerid_value'

/**
 * Who shall own a new lead, as a create says it; nothing where the application user does.
 * Source: Microsoft Learn, "Associate table rows on create" (`ownerid@odata.bind`; systemusers or teams).
 */
export function ownerBody({ owner }: Pick<Tenant, 'owner'>): LeadBody {
  if (owner === null) return {}
  return { [`${OWNER}@odata.bind`]: `/${owner.kind === 'user' ? 'systemusers' : 'teams'}(${owner.id})` }
}

/** In a sentence, that a new lead belongs to somebody else than it was given to (an assignment rule, a plug-in); null where it does not. */
export function otherOwner(owner: Owner | null, columns: Readonly<Record<string, unknown>>): string | null {
  const found = columns[OWNER_COLUMN]
  if (owner === null || typeof found !== 'string' || found.toLowerCase() === owner.id.toLowerCase()) return null
  return `${OWNER}: given to the ${owner.kind} ${owner.name}, in D365 it belongs to ${found}.`
}
