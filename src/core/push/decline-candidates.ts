import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { generationsToAsk, isGuid, leadIdFor } from '../leads/lead-id.ts'
import { keyOf, noLead, noTenant, scopeOf } from '../leads/lead-key.ts'
import type { RunDeps } from '../runs/run-recorder.ts'

/**
 * The admin's choice for a lead in conflict: none of the records shown is it. The lead is out of conflict; its next push looks past them and
 * creates under the lead's own id. D365 is neither asked nor changed. Refused where a record lies under that id itself: no push could create there.
 */
export function declineCandidates(
  { ports, events, record }: RunDeps,
  choice: { readonly tenantId: string; readonly domain: string },
): Result<{ readonly domain: string }, Failure> {
  const { tenants, leads } = ports.data
  const tenant = tenants.get(choice.tenantId)
  if (tenant === null) return fail(noTenant(choice.tenantId))
  const lead = leads.get(keyOf(choice.domain))
  if (lead === null) return fail(noLead(choice.domain))
  const { domain, hunterId } = lead
  const scope = scopeOf(tenant)
  const state = leads.syncState(scope, domain)
  const declined = state.candidates.map(({ d365LeadId }) => d365LeadId.toLowerCase())
  if (state.status !== 'conflict' || declined.length === 0) return fail(NOTHING_TO_DECLINE)
  if (ownIds(scope.organizationId, domain, state.generation).some((id) => declined.includes(id)))
    return fail(UNDER_OWN_ID)

  const notOurs = [...new Set([...state.notOurs, ...declined])]
  ports.data.transaction(() => {
    leads.saveSyncState(scope, domain, { ...state, status: null, error: null, candidates: [], notOurs })
    record({
      name: 'd365_candidates_declined',
      tenantId: tenant.id,
      domain,
      leadId: hunterId,
      message: 'The admin said that none of the records found is this lead.',
      detail: { declined },
    })
  })
  events.emit({ type: 'lead-changed', tenantId: tenant.id, domain })
  return ok({ domain })
}

const ownIds = (organizationId: string, domain: string, highest: number): readonly string[] =>
  isGuid(organizationId)
    ? generationsToAsk(highest).map((generation) => leadIdFor(organizationId, domain, generation))
    : []

const refusal = (message: string): Failure => ({
  kind: 'InvalidInput',
  message,
  fields: [{ field: 'domain', message }],
})
const NOTHING_TO_DECLINE = refusal('The lead is not in conflict with any record; look again.')
const UNDER_OWN_ID = refusal(
  'The record lies under the id of this domain itself, so no other can be created there: adopt it, or mend it in D365 and look again.',
)
