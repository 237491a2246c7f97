import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attempt, PushResult } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { RunRecorder } from '../runs/run-recorder.ts'
import type { PushRecovery } from '../services.ts'
import type { ActiveRuns } from './active-runs.ts'
import { askAboutLost } from './ask-about-lost.ts'
import { objectionTo } from './carried-permission.ts'
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
  readonly options: PushRecovery
  /** Told the result of every run that went on. */
  readonly onEnd: (tenant: Tenant, result: PushResult) => void
}

/**
 * Finishes what an earlier process left, each tenant for itself. A run goes on from its queue, under its own id and with the permission it was
 * started with, so a PROD tenant need not be unlocked again; one that was paused waits for the admin. Of runs that are over, a create without an
 * answer is a lead that was accepted: it is pushed, under its run's permission. An update without one is only asked about, since what the lead
 * holds now was never accepted. A flag that is off or a removed tenant leaves everything as it is.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export async function recoverPushes(input: Recovering): Promise<Result<{ readonly settled: number }, Failure>> {
  const { deps, active, recorder, options } = input
  const { data } = deps.ports
  const isMeant = ({ tenantId }: { readonly tenantId: string }): boolean =>
    options.tenantId === undefined || options.tenantId === tenantId
  const left = data.runs
    .list({ kind: 'push', status: 'running' })
    .filter((run) => isMeant(run) && !active.isActive(run.id))
  const queued = left.filter(({ id }) => data.pushQueue.info(id) !== null)
  const isLeft = new Set(queued.map(({ id }) => id))
  // Read before any run goes on, which opens attempts of its own. What a run left that goes on itself may be thousands.
  const lost = data.attempts
    .listOpen([...isLeft])
    .filter((attempt) => isMeant(attempt) && !active.isActive(attempt.runId))
  // Of runs made before there were queues only their attempts are left.
  for (const run of left) if (!isLeft.has(run.id)) recorder.finish(run, 'interrupted', null)
  const tenantIds = [...new Set([...queued, ...lost].map(({ tenantId }) => tenantId))]
  const settled = await Promise.all(
    tenantIds.map((tenantId) => {
      const isOfTenant = (one: { readonly tenantId: string }): boolean => one.tenantId === tenantId
      return recoverTenant(input, tenantId, { queued: queued.filter(isOfTenant), lost: lost.filter(isOfTenant) })
    }),
  )
  return ok({ settled: settled.reduce((sum, count) => sum + count, 0) })
}

interface LeftWork {
  /** Newest first. */
  readonly queued: readonly Run[]
  readonly lost: readonly Attempt[]
}

async function recoverTenant(input: Recovering, tenantId: string, { queued, lost }: LeftWork): Promise<number> {
  const { pushQueue } = input.deps.ports.data
  let settled = 0
  // In the order they were started.
  for (const run of [...queued].reverse()) {
    if (isOver(input)) break
    if (pushQueue.info(run.id)?.isCancelled === true) await input.finishCancelled(run)
    else settled += await takeUp(input, run)
  }
  return isOver(input) ? settled : settled + (await settleLost(input, tenantId, lost))
}

const isOver = ({ options }: Recovering): boolean => options.signal?.aborted === true

function writableTenant({ deps }: Recovering, tenantId: string): Tenant | null {
  const tenant = deps.ports.data.tenants.get(tenantId)
  return tenant === null || tenant.archivedAt !== null || !tenant.d365Enabled ? null : tenant
}

async function takeUp(input: Recovering, run: Run): Promise<number> {
  const { deps, starter } = input
  const { pushQueue } = deps.ports.data
  const tenant = writableTenant(input, run.tenantId)
  if (tenant === null || pushQueue.info(run.id)?.isPaused === true) return 0
  const objection = objectionTo(deps, tenant, run)
  if (objection !== null) return mustWait(input, tenant, objection)
  const begun = await starter.takeUp(tenant, run)
  if (!begun.ok) return mustWait(input, tenant, begun.failure)
  const tally = tallyOf(pushQueue, run.id)
  return finish(input, { ...begun.value, tally }, tenant, { leads: tally.toDo, interrupted: [run.id] })
}

/** Writes without an answer under runs that are over. */
async function settleLost(input: Recovering, tenantId: string, attempts: readonly Attempt[]): Promise<number> {
  const { deps, starter } = input
  const tenant = writableTenant(input, tenantId)
  if (tenant === null) return 0
  // Those of another organisation belong to its leads; here nobody can say what became of them.
  const here = attempts.filter(({ organizationId: id }) => id === '' || id === tenant.organizationId)
  const asked = await askAboutLost(
    deps,
    tenant,
    here.filter((attempt) => isOnlyAskedAbout(deps, attempt)),
    input.options.signal,
  )
  const accepted = here.filter((attempt) => !isOnlyAskedAbout(deps, attempt))
  const permitted = accepted.filter(({ runId }) => objectionTo(deps, tenant, deps.ports.data.runs.get(runId)) === null)
  if (permitted.length < accepted.length) mustWait(input, tenant, { message: `${tenant.name} is locked.` })
  const domains = [...new Set([...asked.found, ...permitted].map(({ domain }) => domain))]
  if (domains.length === 0 || isOver(input)) return asked.settled
  const begun = await starter.begin(tenant, { domains })
  if (!begun.ok) return asked.settled + mustWait(input, tenant, begun.failure)
  return asked.settled + (await finish(input, begun.value, tenant, { leads: domains.length, interrupted: [] }))
}

/** A test lead belongs to its scenario's run, and what was cancelled is not sent again. */
function isOnlyAskedAbout({ ports }: PushDeps, { domain, operation, runId }: Attempt): boolean {
  const { leads, runs } = ports.data
  if (operation === 'update' || leads.get(domain) === null || leads.ownerOf(domain) !== null) return true
  return runs.get(runId)?.status === 'cancelled'
}

function mustWait({ deps }: Recovering, { name }: Tenant, { message }: Pick<Failure, 'message'>): number {
  deps.ports.log.write('warning', 'pushes of an earlier start must wait', { tenant: name, message })
  return 0
}

async function finish(
  { deps, starter, options, onEnd }: Recovering,
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
  const result = await starter.carryOut(begun, options)
  onEnd(tenant, result)
  const { total, outcomes } = result
  return Math.min(detail.leads, total - outcomes.waiting - outcomes.unknown)
}
