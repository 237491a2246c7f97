import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attempt } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { isoNow } from '../ports/clock.ts'
import type { RunRecorder } from '../runs/run-recorder.ts'
import type { ActiveRuns } from './active-runs.ts'
import { isAbsence } from './failure-text.ts'
import type { PushDeps } from './push-deps.ts'
import { tallyOf } from './push-tally.ts'
import type { BegunRun, RunStarter } from './start-run.ts'

export interface Recovering {
  readonly deps: PushDeps
  readonly active: ActiveRuns
  readonly recorder: RunRecorder
  readonly starter: RunStarter
  /** Ends a run that was cancelled while its process was ending. */
  readonly finishCancelled: (run: Run) => Promise<void>
  readonly signal?: AbortSignal
}

/**
 * Finishes what an earlier process left. A run goes on from its queue, under its own id and with the permission it was started with, so a PROD
 * tenant need not be unlocked again; one that was paused waits for the admin. Lost answers of runs that are over are asked about in a run of their
 * own. A flag that is off or a removed tenant leaves everything as it is.
 * Source: spec.md sections 6 (step 6) and 8 (PROD guard).
 */
export async function recoverPushes(input: Recovering): Promise<Result<{ readonly settled: number }, Failure>> {
  const { deps, active, recorder, finishCancelled } = input
  const { data } = deps.ports
  const left = data.runs.list({ kind: 'push', status: 'running' }).filter(({ id }) => !active.isActive(id))
  const queued = left.filter(({ id }) => data.pushQueue.info(id) !== null)
  const isLeft = new Set(queued.map(({ id }) => id))
  // Read before any run goes on, which opens attempts of its own.
  const lost = data.attempts.listOpen().filter(({ runId }) => !isLeft.has(runId) && !active.isActive(runId))
  // Of runs made before there were queues only their attempts are left.
  for (const run of left) if (!isLeft.has(run.id)) recorder.finish(run, 'interrupted', null)
  let settled = 0
  // In the order they were started.
  for (const run of [...queued].reverse()) {
    if (isOver(input)) break
    if (data.pushQueue.info(run.id)?.isCancelled === true) await finishCancelled(run)
    else settled += await takeUp(input, run)
  }
  for (const tenantId of new Set(lost.map((attempt) => attempt.tenantId))) {
    if (isOver(input)) break
    settled += await askAboutLost(
      input,
      tenantId,
      lost.filter((attempt) => attempt.tenantId === tenantId),
    )
  }
  return ok({ settled })
}

const isOver = ({ signal }: Recovering): boolean => signal?.aborted === true

function writableTenant({ deps }: Recovering, tenantId: string): Tenant | null {
  const tenant = deps.ports.data.tenants.get(tenantId)
  return tenant === null || tenant.archivedAt !== null || !tenant.d365Enabled ? null : tenant
}

async function takeUp(input: Recovering, run: Run): Promise<number> {
  const { deps, starter } = input
  const { pushQueue } = deps.ports.data
  const tenant = writableTenant(input, run.tenantId)
  if (tenant === null || pushQueue.info(run.id)?.isPaused === true) return 0
  const begun = await starter.takeUp(tenant, run)
  if (!begun.ok) return mustWait(input, tenant, begun.failure)
  const { toDo } = tallyOf(pushQueue, run.id)
  return finish(input, begun.value, tenant, { leads: toDo, interrupted: [run.id] })
}

/** Leads whose answer got lost under a run that is over. Test leads belong to their scenario's run and are asked about only. */
async function askAboutLost(input: Recovering, tenantId: string, attempts: readonly Attempt[]): Promise<number> {
  const { deps, starter } = input
  const { leads } = deps.ports.data
  const tenant = writableTenant(input, tenantId)
  if (tenant === null) return 0
  const isOfTest = ({ domain }: Attempt): boolean => leads.get(domain) === null || leads.ownerOf(domain) !== null
  const settled = await askAboutTestLeads(deps, tenant, attempts.filter(isOfTest))
  const domains = [...new Set(attempts.filter((attempt) => !isOfTest(attempt)).map(({ domain }) => domain))]
  if (domains.length === 0) return settled
  const begun = await starter.begin(tenant, { domains })
  if (!begun.ok) return settled + mustWait(input, tenant, begun.failure)
  return settled + (await finish(input, begun.value, tenant, { leads: domains.length, interrupted: [] }))
}

function mustWait({ deps }: Recovering, { name }: Tenant, { message }: Failure): number {
  deps.ports.log.write('warning', 'pushes of an earlier start must wait', { tenant: name, message })
  return 0
}

async function finish(
  { deps, starter, signal }: Recovering,
  begun: BegunRun,
  tenant: Tenant,
  detail: { readonly leads: number; readonly interrupted: string[] },
): Promise<number> {
  deps.record({
    name: 'd365_push_recovered',
    tenantId: tenant.id,
    runId: begun.run.id,
    message: `${detail.leads} pushes of an earlier start are finished.`,
    detail,
  })
  const { total, outcomes } = await starter.carryOut(begun, { signal })
  return Math.min(detail.leads, total - outcomes.waiting - outcomes.unknown)
}

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
