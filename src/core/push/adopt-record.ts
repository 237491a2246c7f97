import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { PushedLead } from '../../shared/model/push.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import { isGuid } from '../leads/lead-id.ts'
import { mapLead } from '../leads/map-lead.ts'
import { columnsOfTenant } from '../leads/mapping-profiles.ts'
import { keyOf, noLead, noTenant } from '../leads/lead-key.ts'
import { isoNow } from '../ports/clock.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { isAbsence } from './failure-text.ts'
import { columnsOf, columnsToRead, differencesFrom, textsOf } from './push-scene.ts'
import { compareOrganization } from './know-organization.ts'

interface Choice {
  readonly tenantId: string
  readonly domain: string
  readonly d365LeadId: string
}

/** The admin's choice for a lead in conflict: this record is the one. It is read first; nothing is written to D365. */
export async function adoptRecord(
  deps: RunDeps & { readonly connections: TenantConnections },
  choice: Choice,
): Promise<Result<PushedLead, Failure>> {
  const { ports, events, record } = deps
  const { tenants, leads } = ports.data
  const tenant = tenants.get(choice.tenantId)
  if (tenant === null) return fail(noTenant(choice.tenantId))
  const lead = leads.get(keyOf(choice.domain))
  if (lead === null) return fail(noLead(choice.domain))
  const d365LeadId = choice.d365LeadId.toLowerCase()
  if (!isGuid(d365LeadId)) return fail(noSuchRecord('The id is not a GUID.'))
  const connection = await deps.connections.open(tenant)
  if (!connection.ok) return connection
  const organization = await compareOrganization(deps, connection.value)
  if (!organization.ok) return organization
  const scope = { tenantId: tenant.id, organizationId: organization.value }
  const state = leads.syncState(scope, lead.domain)
  const scene = { mapped: mapLead(lead, columnsOfTenant(tenant), state), request: { connection: connection.value } }
  const found = await connection.value.d365.readLead(d365LeadId, columnsToRead(scene))
  if (!found.ok) return fail(isAbsence(found.failure) ? noSuchRecord(`D365 has no lead ${d365LeadId}.`) : found.failure)

  const differs = differencesFrom(scene, found.value)
  const adopted = { status: 'synced', d365LeadId, lastAt: isoNow(ports.clock), error: null } as const
  leads.saveSyncState(scope, lead.domain, { ...state, ...adopted, warnings: textsOf(differs), candidates: [] })
  record({
    name: 'd365_lead_adopted',
    tenantId: tenant.id,
    domain: lead.domain,
    leadId: lead.hunterId,
    d365LeadId,
    requestIds: found.value.requestIds,
    message: 'The admin chose this record for the lead.',
    detail: { matchedBy: 'admin', replaces: state.d365LeadId, differs: columnsOf(differs) },
  })
  events.emit({ type: 'lead-changed', tenantId: tenant.id, domain: lead.domain })
  return ok({ domain: lead.domain, outcome: 'adopted', status: 'synced', reason: null, d365_lead_id: d365LeadId })
}

const noSuchRecord = (message: string): Failure => ({ kind: 'NotFound', what: 'd365 lead', message })
