import type { PushSelection } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { LocalData } from '../ports/stores.ts'
import { pagesOf } from '../push/select-leads.ts'
import { scopeOf } from './lead-key.ts'
import { mapLead } from './map-lead.ts'
import { columnsOfTenant } from './mapping-profiles.ts'

/** More would keep a window waiting. */
const MOST_LOOKED_AT = 5_000

/**
 * How many leads of a selection a push would reject without asking D365, by their own values and the tenant's profile, or because they are not
 * here; null where there are too many to look at one by one. A lead with an id is D365's to judge under policy `skip`.
 */
export function refusedBeforehand(
  data: Pick<LocalData, 'leads' | 'runs' | 'pushQueue'>,
  tenant: Tenant,
  selection: PushSelection,
  count: number,
): number | null {
  if (count > MOST_LOOKED_AT) return null
  const scope = scopeOf(tenant)
  const columns = columnsOfTenant(tenant)
  let refused = 0
  for (const domains of pagesOf(data, scope, selection)) {
    for (const domain of domains) {
      const lead = data.leads.get(domain)
      const sync = data.leads.syncState(scope, domain)
      const isJudged = tenant.existingLeadPolicy === 'update' || sync.d365LeadId === null
      if (lead === null || (isJudged && mapLead(lead, columns, sync).faults.length > 0)) refused += 1
    }
  }
  return refused
}
