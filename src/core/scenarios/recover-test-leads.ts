import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import { isoNow } from '../ports/clock.ts'
import type { TestRecord } from '../ports/stores.ts'
import type { RunDeps, RunRecorder } from '../runs/run-recorder.ts'
import type { LeftBehind } from './clean-up.ts'
import { deleteTestLeads } from './delete-test-leads.ts'
import { idsTried } from './test-lead-custody.ts'
import { isTestDomain } from './test-lead.ts'

interface Deps extends RunDeps {
  readonly connections: TenantConnections
  readonly recorder: RunRecorder
  /** Runs that began since then belong to this very process and are nobody's leftovers. */
  readonly processStartedAt: string
}

type Recovery = { readonly deleted: number; readonly leftBehind: number }

/**
 * After a crash: marks the runs that an earlier process left `running` as interrupted, closes their open attempts (a test lead is never sent
 * again), and deletes in D365 exactly the test leads recorded for runs that are over. A run on PROD carried its permission to its end, and
 * its clean-up is that end. What cannot be reached now stays on the list for the next start.
 */
export async function recoverTestLeads(deps: Deps, signal?: AbortSignal): Promise<Recovery> {
  interruptRuns(deps)
  const { runs } = deps.ports.data
  const open = runs.testRecords({ open: true }).filter(({ runId }) => isOver(runs.get(runId), deps))
  let deleted = 0
  let leftBehind = 0
  for (const records of byTenant(open).values()) {
    const outcome = await recoverTenant(deps, records, signal)
    deleted += outcome.deleted
    leftBehind += outcome.leftBehind
  }
  return { deleted, leftBehind }
}

const byTenant = (records: readonly TestRecord[]): Map<string, readonly TestRecord[]> => {
  const groups = new Map<string, readonly TestRecord[]>()
  for (const record of records) groups.set(record.tenantId, [...(groups.get(record.tenantId) ?? []), record])
  return groups
}

const isOver = (run: Run | null, { processStartedAt }: Pick<Deps, 'processStartedAt'>): boolean =>
  run === null || run.startedAt < processStartedAt || run.status !== 'running'

/** All local and synchronous: done before anybody else gets a turn to resume what the crash cut. */
function interruptRuns(deps: Deps): void {
  const { ports, recorder } = deps
  const { runs, leads, attempts } = ports.data
  const cut = (['scenario', 'check', 'runbook'] as const).flatMap((kind) => runs.list({ kind, status: 'running' }))
  const interrupted = new Set<string>()
  for (const run of cut) {
    if (!isOver(run, deps)) continue
    recorder.finish(run, 'interrupted', run.result)
    if (run.kind === 'scenario') interrupted.add(run.id)
  }
  for (const attempt of attempts.listOpen()) {
    // A lead of the admin's own, pushed by C1 on PROD, is finished like any other push.
    if (interrupted.has(attempt.runId) && isTestDomain(attempt.domain))
      attempts.save({ ...attempt, state: 'failed', finishedAt: isoNow(ports.clock) })
  }
  for (const runId of interrupted) {
    recordIdsTried(deps, runId)
    leads.removeTestLeads(runId)
  }
}

function recordIdsTried({ ports: { data, clock } }: Deps, runId: string): void {
  const known = data.runs.testRecords({ runId })
  const ids = new Set(known.map(({ d365LeadId }) => d365LeadId))
  for (const record of known) {
    for (const d365LeadId of idsTried(data, record)) {
      if (ids.has(d365LeadId)) continue
      data.runs.saveTestRecord({ ...record, d365LeadId, createdAt: isoNow(clock), deletedAt: null })
      ids.add(d365LeadId)
    }
  }
}

async function recoverTenant(
  deps: Deps,
  records: readonly TestRecord[],
  signal: AbortSignal | undefined,
): Promise<Recovery> {
  const { ports, connections, record } = deps
  const [first] = records
  const tenant = first === undefined ? null : ports.data.tenants.get(first.tenantId)
  if (!tenant || tenant.archivedAt !== null) return { deleted: 0, leftBehind: records.length }
  const opened = await connections.open(tenant)
  if (!opened.ok) return unreached(deps, records, opened.failure)
  const who = await opened.value.d365.whoAmI(signal === undefined ? {} : { signal })
  if (!who.ok) return unreached(deps, records, who.failure)

  // A refreshed copy or a reset organisation may hold somebody else's rows under these ids.
  const ofThisOrganization = records.filter(({ organizationId }) => organizationId === who.value.organizationId)
  const { deleted, leftBehind } = await deleteTestLeads(ports, {
    connection: opened.value,
    records: ofThisOrganization,
    doubtful: new Set(),
    domains: new Set(ofThisOrganization.map(({ domain }) => domain)),
    signal,
  })
  const left = leftBehind.length + records.length - ofThisOrganization.length
  record({
    name: 'd365_lead_deleted',
    level: left === 0 ? 'info' : 'warning',
    tenantId: tenant.id,
    message: `Test leads of runs that did not finish: ${String(deleted)} deleted, ${String(left)} left behind.`,
    detail: { deleted, leftBehind: leftBehind.map(linkOf) },
  })
  return { deleted, leftBehind: left }
}

/** What could not even be asked for is told as well, with the ids to look for. */
function unreached({ record }: Deps, records: readonly TestRecord[], { message }: Failure): Recovery {
  const count = records.length
  record({
    name: 'd365_lead_deleted',
    level: 'warning',
    tenantId: records[0]?.tenantId ?? null,
    message: `Test leads of runs that did not finish: ${String(count)} could not be looked for: ${message}`,
    detail: { deleted: 0, leftBehind: records.map(({ d365LeadId, domain }) => ({ d365LeadId, domain })) },
  })
  return { deleted: 0, leftBehind: count }
}

const linkOf = ({ d365LeadId, link, reason }: LeftBehind): Record<string, string> => ({ d365LeadId, link, reason })
