import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attempt } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { scopeOf } from '../leads/lead-key.ts'
import { isoNow } from '../ports/clock.ts'
import type { RunRecorder } from '../runs/run-recorder.ts'
import type { ActiveRuns } from './active-runs.ts'
import { isAbsence } from './failure-text.ts'
import type { PushDeps } from './push-deps.ts'
import type { RunStarter } from './start-run.ts'

export interface Recovering {
  readonly deps: PushDeps
  readonly active: ActiveRuns
  readonly recorder: RunRecorder
  readonly starter: RunStarter
  readonly signal?: AbortSignal
}

interface Leftovers {
  readonly tenant: Tenant
  readonly runs: readonly Run[]
  readonly attempts: readonly Attempt[]
}

/**
 * Finishes what an earlier process left: an open attempt is a lost answer, so D365 is asked by id and the push goes on from there. A run carries its
 * permission to its end, so a PROD tenant need not be unlocked again; a flag that is off or a removed tenant leaves everything as it is.
 * Source: spec.md sections 6 (step 6) and 8 (PROD guard).
 */
export async function recoverPushes(input: Recovering): Promise<Result<{ readonly settled: number }, Failure>> {
  let settled = 0
  for (const leftovers of findLeftovers(input)) {
    if (input.signal?.aborted === true) break
    if (leftovers.tenant.archivedAt !== null || !leftovers.tenant.d365Enabled) continue
    settled += await recoverTenant(input, leftovers)
  }
  return ok({ settled })
}

function findLeftovers({ deps, active }: Recovering): readonly Leftovers[] {
  const { data } = deps.ports
  const runs = data.runs.list({ kind: 'push', status: 'running' }).filter(({ id }) => !active.isActive(id))
  const attempts = data.attempts.listOpen().filter(({ runId }) => !active.isActive(runId))
  const tenants = new Set([...runs.map(({ tenantId }) => tenantId), ...attempts.map(({ tenantId }) => tenantId)])
  return [...tenants].flatMap((id) => {
    const tenant = data.tenants.get(id)
    if (tenant === null) return []
    const isOfTenant = (item: { readonly tenantId: string }) => item.tenantId === id
    return [{ tenant, runs: runs.filter(isOfTenant), attempts: attempts.filter(isOfTenant) }]
  })
}

async function recoverTenant(input: Recovering, leftovers: Leftovers): Promise<number> {
  const { deps, recorder, starter } = input
  const { data } = deps.ports
  const { tenant, runs, attempts } = leftovers
  const ofTests = attempts.filter(
    ({ domain }) => data.leads.get(domain) === null || data.leads.ownerOf(domain) !== null,
  )
  const settled = await askAboutTestLeads(deps, tenant, ofTests)
  const domains = domainsToFinish(deps, leftovers, new Set(ofTests))
  if (domains.length === 0) {
    for (const run of runs) recorder.finish(run, 'interrupted', null)
    return settled
  }
  const begun = await starter.begin(tenant, domains, { wasUnlocked: runs.some((run) => run.wasUnlocked) })
  if (!begun.ok) {
    const { message } = begun.failure
    deps.ports.log.write('warning', 'pushes of an earlier start must wait', { tenant: tenant.name, message })
    return settled
  }
  for (const run of runs) recorder.finish(run, 'interrupted', null)
  deps.record({
    name: 'd365_push_recovered',
    tenantId: tenant.id,
    runId: begun.value.run.id,
    message: `${domains.length} pushes of an earlier start are finished.`,
    detail: { leads: domains.length, interrupted: runs.map(({ id }) => id) },
  })
  const result = await starter.carryOut(begun.value, input.signal)
  return settled + result.leads.filter(({ outcome }) => outcome !== 'waiting' && outcome !== 'unknown').length
}

/** Leads of open attempts, and what an interrupted run had queued but not begun. A status without such a run is nobody's wish to push. */
function domainsToFinish(
  { ports }: PushDeps,
  leftovers: Leftovers,
  testLeads: ReadonlySet<Attempt>,
): readonly string[] {
  const scope = scopeOf(leftovers.tenant)
  const begun = leftovers.attempts.filter((attempt) => !testLeads.has(attempt)).map(({ domain }) => domain)
  const statuses = ['queued', 'in_progress', 'unknown']
  const queued = leftovers.runs.length === 0 ? [] : ports.data.leads.domains(scope, { statuses })
  return [...new Set([...begun, ...queued])]
}

/** Test leads belong to their scenario's run, which deletes them: they are asked about, never sent again. */
async function askAboutTestLeads(deps: PushDeps, tenant: Tenant, attempts: readonly Attempt[]): Promise<number> {
  if (attempts.length === 0) return 0
  const { clock, data } = deps.ports
  const connection = await deps.connections.open(tenant)
  if (!connection.ok) return 0
  let settled = 0
  for (const attempt of attempts) {
    const answer = await connection.value.d365.readLead(attempt.d365LeadId, ['subject'])
    if (!answer.ok && !isAbsence(answer.failure)) continue
    data.attempts.save({ ...attempt, state: answer.ok ? 'created' : 'failed', finishedAt: isoNow(clock) })
    settled += 1
  }
  return settled
}
