import { fail, ok } from '../../shared/lib/result.ts'
import { badgeOf } from '../../shared/model/lead.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { recordLink } from '../d365/record-link.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { LeadDetail, LeadService } from '../services.ts'
import { importLeads } from './import-leads.ts'
import { isGuid, NIL_ID } from './lead-id.ts'
import { mapLead } from './map-lead.ts'
import { columnsOfTenant } from './mapping-profiles.ts'
import { keyOf, noLead, noTenant, scopeOf } from './lead-key.ts'

const MOST_EVENTS = 200

/** Leads as the window and the command line see them, and the way they get in. */
export function createLeadService({ ports, events, record }: RunDeps): LeadService {
  const { leads, tenants, attempts, activity } = ports.data

  const detailOf = (tenant: Tenant, domain: string): LeadDetail | null => {
    const lead = leads.get(domain)
    if (lead === null) return null
    const sync = leads.syncState(scopeOf(tenant), lead.domain)
    const id = sync.d365LeadId
    return {
      lead,
      sync,
      badge: badgeOf(sync.status),
      link: id === null || id === NIL_ID || !isGuid(id) ? null : recordLink(tenant, id),
      payload: mapLead(lead, columnsOfTenant(tenant), sync).body,
      attempts: attempts.listFor(tenant.id, lead.domain),
      events: activity.list({ tenantId: tenant.id, domain: lead.domain, limit: MOST_EVENTS }),
    }
  }

  return {
    page: (tenantId, query) => {
      const tenant = tenants.get(tenantId)
      return Promise.resolve(tenant === null ? fail(noTenant(tenantId)) : ok(leads.page(scopeOf(tenant), query)))
    },
    detail: (tenantId, domain) => {
      const tenant = tenants.get(tenantId)
      if (tenant === null) return Promise.resolve(fail(noTenant(tenantId)))
      const detail = detailOf(tenant, keyOf(domain))
      return Promise.resolve(detail === null ? fail(noLead(domain)) : ok(detail))
    },
    importCsv: async (fileName, bytes, { isDryRun = false, signal = new AbortController().signal } = {}) => {
      const imported = await importLeads({ fileName, bytes, isDryRun, signal, leads })
      if (isDryRun) return imported
      events.emit({ type: 'leads-changed' })
      if (!imported.ok) return imported
      const { rows, imported: added, updated, rejected } = imported.value
      record({
        name: 'leads_imported',
        level: rejected.length === 0 ? 'info' : 'warning',
        message: `${added} leads imported, ${updated} updated, ${rejected.length} lines rejected.`,
        detail: { rows, imported: added, updated, rejected: rejected.length },
      })
      return imported
    },
  }
}
