import type { PushedLead, PushResult } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { scopeOf } from '../leads/lead-key.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { tallyOf } from './push-tally.ts'

/** A result is stored with its run and sent to the window; whoever wants every lead of a large run pages through the queue. */
export const MOST_LISTED = 500

/** What a run did, read from its queue; leads that are not over count as waiting. */
export function resultOf({ ports }: Pick<RunDeps, 'ports'>, run: Run, tenant: Tenant): PushResult {
  const { pushQueue } = ports.data
  const { total, toDo, outcomes } = tallyOf(pushQueue, run.id)
  const over = pushQueue.listed(run.id, total, MOST_LISTED)
  const leads = [...over, ...waitingLeads({ ports }, run, tenant, MOST_LISTED - over.length)]
  const { retries, throttledMs, workedMs } = pushQueue.info(run.id) ?? { retries: 0, throttledMs: 0, workedMs: 0 }
  return {
    runId: run.id,
    tenant: tenant.name,
    total,
    outcomes: { ...outcomes, waiting: outcomes.waiting + toDo },
    retries,
    throttledMs,
    durationMs: workedMs,
    leads,
    unlisted: total - leads.length,
  }
}

function waitingLeads(
  { ports }: Pick<RunDeps, 'ports'>,
  run: Run,
  tenant: Tenant,
  most: number,
): readonly PushedLead[] {
  if (most <= 0) return []
  const { pushQueue, leads, tenants } = ports.data
  const scope = scopeOf(tenants.get(tenant.id) ?? tenant)
  return pushQueue.next(run.id, null, most).map(({ domain }) => ({
    domain,
    outcome: 'waiting',
    status: leads.syncState(scope, domain).status,
    reason: 'The console was closed; the push goes on at the next start.',
    d365_lead_id: null,
  }))
}
