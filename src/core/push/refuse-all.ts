import type { EventName } from '../../shared/model/activity-event.ts'
import type { Refused } from '../../shared/model/failure.ts'
import type { PushedLead, PushResult, PushSelection } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { scopeOf } from '../leads/lead-key.ts'
import type { RunDeps, RunRecorder } from '../runs/run-recorder.ts'
import { noOutcomes } from './push-tally.ts'
import { MOST_LISTED } from './run-result.ts'
import { pagesOf } from './select-leads.ts'

interface Refusing {
  readonly deps: RunDeps
  readonly recorder: RunRecorder
  readonly tenant: Tenant
  readonly selection: PushSelection
  readonly refusal: Refused
}

/** A run that a rule forbids: nothing is sent or changed, every lead says why, and the refusal is on the record. */
export function refuseAll({ deps, recorder, tenant, selection, refusal }: Refusing): PushResult {
  const run = recorder.begin({ kind: 'push', tenant, parentId: null, wasUnlocked: false })
  const name: EventName =
    refusal.reason === 'd365_disabled' || refusal.reason === 'prod_locked' ? refusal.reason : 'd365_push_failed'
  const result = refusedResult({ deps, tenant, selection, refusal }, run.id)
  const domain = result.total === 1 ? (result.leads[0]?.domain ?? null) : null
  deps.record({
    name,
    level: 'warning',
    tenantId: tenant.id,
    runId: run.id,
    domain,
    leadId: domain === null ? null : (deps.ports.data.leads.get(domain)?.hunterId ?? null),
    message: refusal.message,
    detail: { leads: result.total, reason: refusal.reason },
  })
  recorder.finish(run, 'failed', result)
  return result
}

/** The same as a result alone, for a dry run. */
export function refusedResult(
  { deps, tenant, selection, refusal }: Omit<Refusing, 'recorder'>,
  runId: string,
): PushResult {
  const { data } = deps.ports
  const scope = scopeOf(tenant)
  const leads: PushedLead[] = []
  let total = 0
  for (const domains of pagesOf(data, scope, selection)) {
    total += domains.length
    for (const domain of domains.slice(0, MOST_LISTED - leads.length)) {
      const { status, d365LeadId } = data.leads.syncState(scope, domain)
      leads.push({ domain, outcome: 'refused', status, reason: refusal.reason, d365_lead_id: d365LeadId })
    }
  }
  return {
    runId,
    tenant: tenant.name,
    total,
    outcomes: { ...noOutcomes(), refused: total },
    retries: 0,
    throttledMs: 0,
    durationMs: 0,
    leads,
    unlisted: total - leads.length,
  }
}
