import type { EventName } from '../../shared/model/activity-event.ts'
import type { Refused } from '../../shared/model/failure.ts'
import type { PushResult } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { scopeOf } from '../leads/lead-key.ts'
import type { RunDeps, RunRecorder } from '../runs/run-recorder.ts'
import { tallyOf } from './push-tally.ts'

interface Refusing {
  readonly deps: RunDeps
  readonly recorder: RunRecorder
  readonly tenant: Tenant
  readonly domains: readonly string[]
  readonly refusal: Refused
}

/** A run that a rule forbids: nothing is sent or changed, every lead says why, and the refusal is on the record. */
export function refuseAll({ deps, recorder, tenant, domains, refusal }: Refusing): PushResult {
  const run = recorder.begin({ kind: 'push', tenant, parentId: null, wasUnlocked: false })
  const name: EventName =
    refusal.reason === 'd365_disabled' || refusal.reason === 'prod_locked' ? refusal.reason : 'd365_push_failed'
  deps.record({
    name,
    level: 'warning',
    tenantId: tenant.id,
    runId: run.id,
    domain: domains.length === 1 ? (domains[0] ?? null) : null,
    message: refusal.message,
    detail: { leads: domains.length, reason: refusal.reason },
  })
  const result = refusedResult({ deps, tenant, domains, refusal }, run.id)
  recorder.finish(run, 'failed', result)
  return result
}

/** The same as a result alone, for a dry run. */
export function refusedResult(
  { deps, tenant, domains, refusal }: Omit<Refusing, 'recorder'>,
  runId: string,
): PushResult {
  const leads = domains.map((domain) => {
    const { status, d365LeadId } = deps.ports.data.leads.syncState(scopeOf(tenant), domain)
    return { domain, outcome: 'refused' as const, status, reason: refusal.reason, d365_lead_id: d365LeadId }
  })
  return {
    runId,
    tenant: tenant.name,
    total: leads.length,
    outcomes: tallyOf(leads),
    retries: 0,
    throttledMs: 0,
    durationMs: 0,
    leads,
    unlisted: 0,
  }
}
