import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { badgeOf } from '../../shared/model/lead.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { recordLink } from '../d365/record-link.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { LeadDetail, LeadService, PushService } from '../services.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import { sweepForDuplicates } from './duplicate-radar.ts'
import { eraseLead } from './erase-lead.ts'
import { exportFailed } from './export/export-failed.ts'
import { exportLeads } from './export/export-leads.ts'
import { forecast } from './forecast-of-selection.ts'
import { importLeads, type ImportInput } from './import-leads.ts'
import { previewImport } from './preview-import.ts'
import { isGuid, NIL_ID } from './lead-id.ts'
import { resolveConflicts } from './resolve-conflicts.ts'
import { ownerBody } from './owner-body.ts'
import { mapLead } from './map-lead.ts'
import { columnsOfTenant } from './mapping-profiles.ts'
import { keyOf, noLead, noTenant, scopeOf } from './lead-key.ts'

const MOST_EVENTS = 200

export type LeadDeps = RunDeps & {
  readonly push: Pick<PushService, 'leads' | 'adopt'>
  readonly connections: TenantConnections
}

/** Leads as the window and the command line see them, and the way they get in. */
export function createLeadService(deps: LeadDeps): LeadService {
  const { ports } = deps
  const { leads, tenants, attempts, activity } = ports.data

  const withTenant = async <T>(
    tenantId: string,
    work: (tenant: Tenant) => Result<T, Failure> | Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> => {
    const tenant = tenants.get(tenantId)
    return tenant === null ? fail(noTenant(tenantId)) : work(tenant)
  }

  const detailOf = (tenant: Tenant, domain: string): LeadDetail | null => {
    const lead = leads.get(domain)
    if (lead === null) return null
    const sync = leads.syncState(scopeOf(tenant), lead.domain)
    const id = sync.d365LeadId
    const mapped = mapLead(lead, columnsOfTenant(tenant), sync)
    return {
      lead,
      sync,
      badge: badgeOf(sync.status),
      link: id === null || id === NIL_ID || !isGuid(id) ? null : recordLink(tenant, id),
      // A lead that is there keeps its owner.
      payload: { ...mapped.body, ...(id === null ? ownerBody(tenant) : {}) },
      faults: mapped.faults,
      attempts: attempts.listFor(tenant.id, lead.domain),
      events: activity.list({ tenantId: tenant.id, domain: lead.domain, limit: MOST_EVENTS }),
    }
  }

  return {
    page: (tenantId, query) => withTenant(tenantId, (tenant) => ok(leads.page(scopeOf(tenant), query))),
    detail: (tenantId, domain) =>
      withTenant(tenantId, (tenant) => {
        const detail = detailOf(tenant, keyOf(domain))
        return detail === null ? fail(noLead(domain)) : ok(detail)
      }),
    exportTo: (tenantId, request, file) => withTenant(tenantId, (tenant) => exportLeads(deps, tenant, request, file)),
    exportFailed: (runId, file) => exportFailed(deps, runId, file),
    forecast: (tenantId, selection) => withTenant(tenantId, (tenant) => forecast(ports, tenant, selection)),
    radar: (tenantId, signal) => withTenant(tenantId, (tenant) => sweepForDuplicates(deps.connections, tenant, signal)),
    resolveConflicts: (tenantId, rule, options) =>
      withTenant(tenantId, (tenant) => resolveConflicts(deps, tenant, rule, options)),
    erase: (domain) => Promise.resolve(eraseLead(deps, domain)),
    hunterWriteBackState: (tenantId) => withTenant(tenantId, (tenant) => ok(leads.writeBackState(scopeOf(tenant)))),
    previewImport,
    importFile: (fileName, bytes, options) => importFile(deps, { fileName, bytes }, options),
  }
}

async function importFile(
  { ports, events, record }: RunDeps,
  file: Pick<ImportInput, 'fileName' | 'bytes'>,
  { isDryRun = false, signal = new AbortController().signal, map = {} }: Parameters<LeadService['importFile']>[2] = {},
): ReturnType<LeadService['importFile']> {
  const imported = await importLeads({ ...file, isDryRun, signal, leads: ports.data.leads, map })
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
}
