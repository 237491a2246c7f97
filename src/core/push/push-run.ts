import type { Failure } from '../../shared/model/failure.ts'
import type { SyncStatus } from '../../shared/model/lead.ts'
import type { PushedLead, PushResult } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import { scopeOf } from '../leads/lead-key.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { failureText } from './failure-text.ts'
import { stopsTheRun } from './next-step.ts'
import type { PushEngine, PushReport } from './push-engine.ts'
import { noOutcomes, tallyOf } from './push-tally.ts'
import { isClosing } from './stop.ts'

/** Leads on their way at once. Most of them wait (for the lane, for a retry); calls under way are the lane's to limit. */
const MOST_ON_THEIR_WAY = 32
const QUEUED_AT_ONCE = 500

export interface PushRun {
  readonly deps: RunDeps & { readonly engine: PushEngine }
  readonly run: Run
  readonly connection: TenantConnection
  readonly domains: readonly string[]
  readonly signal: AbortSignal
}

/** Pushes the leads of one run, some at a time, and says how it went. Trouble that would meet every lead ends the run early. */
export async function pushAll(input: PushRun): Promise<PushResult> {
  const { deps, run, connection, domains, signal } = input
  const { clock } = deps.ports
  const begunMs = clock.monotonicMs()
  const restore = queue(input)
  const reports: (PushReport | undefined)[] = []
  const progress = followProgress(input)
  let halted: Failure | null = null
  let next = 0

  const work = async (): Promise<void> => {
    for (let at = next++; at < domains.length; at = next++) {
      const domain = domains[at]
      if (domain === undefined || halted !== null || signal.aborted) return
      const policy = connection.tenant.existingLeadPolicy
      const report = await deps.engine.push({ connection, domain, runId: run.id, policy, context: { signal } })
      reports[at] = report
      if (report.failure !== null && stopsTheRun(report.failure)) halted = report.failure
      progress.done(report.lead)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(MOST_ON_THEIR_WAY, domains.length) }, work))
  } finally {
    progress.end()
  }
  const leads = domains.map((domain, at) => reports[at]?.lead ?? notReached(domain, halted, signal, restore))
  const sum = (value: (report: PushReport) => number) =>
    reports.reduce((total, report) => total + (report === undefined ? 0 : value(report)), 0)
  return {
    runId: run.id,
    tenant: connection.tenant.name,
    total: leads.length,
    outcomes: tallyOf(leads),
    retries: sum(({ retries }) => retries),
    throttledMs: sum(({ throttledMs }) => throttledMs),
    durationMs: clock.monotonicMs() - begunMs,
    leads,
  }
}

/** Shows what waits for its turn. The answer puts a lead back that never had one, and tells its status. */
function queue({ deps, connection, domains }: PushRun): (domain: string) => SyncStatus | null {
  const { data } = deps.ports
  // Asked anew each time: the first push of all finds out which organisation this is.
  const scope = () => scopeOf(data.tenants.get(connection.tenant.id) ?? connection.tenant)
  const before = new Map<string, SyncStatus | null>()
  for (let from = 0; from < domains.length; from += QUEUED_AT_ONCE) {
    data.transaction(() => {
      for (const domain of domains.slice(from, from + QUEUED_AT_ONCE)) {
        if (data.leads.get(domain) === null) continue
        const state = data.leads.syncState(scope(), domain)
        if (state.status === 'synced' || state.status === 'unknown') continue
        before.set(domain, state.status === 'queued' || state.status === 'in_progress' ? 'pending' : state.status)
        data.leads.saveSyncState(scope(), domain, { ...state, status: 'queued' })
      }
    })
  }
  deps.events.emit({ type: 'leads-changed' })
  return (domain) => {
    const status = before.get(domain)
    const state = data.leads.syncState(scope(), domain)
    if (status === undefined || state.status !== 'queued') return state.status
    data.leads.saveSyncState(scope(), domain, { ...state, status })
    deps.events.emit({ type: 'lead-changed', tenantId: connection.tenant.id, domain })
    return status
  }
}

function notReached(
  domain: string,
  halted: Failure | null,
  signal: AbortSignal,
  restore: (domain: string) => SyncStatus | null,
): PushedLead {
  const base = { domain, d365_lead_id: null }
  if (isClosing(signal)) {
    return {
      ...base,
      outcome: 'waiting',
      status: 'queued',
      reason: 'The console was closed; the push goes on at the next start.',
    }
  }
  const status = restore(domain)
  if (halted === null) return { ...base, outcome: 'failed', status, reason: 'Cancelled before its turn.' }
  if (halted.kind === 'Refused') return { ...base, outcome: 'refused', status, reason: halted.reason }
  return { ...base, outcome: 'failed', status, reason: `The run stopped: ${failureText(halted)}` }
}

/** Counts for the window: after every lead, and when D365 asks for a pause. */
function followProgress({ deps, run, connection, domains }: PushRun) {
  const { engine, events, ports } = deps
  const outcomes = noOutcomes()
  let done = 0
  const tell = () => {
    const closedForMs = engine.closedForMs(connection.tenant.id)
    const waitingUntil = closedForMs === 0 ? null : new Date(ports.clock.now() + closedForMs).toISOString()
    const progress = {
      runId: run.id,
      tenantId: connection.tenant.id,
      total: domains.length,
      done,
      outcomes: { ...outcomes },
      waitingUntil,
    }
    events.emit({ type: 'push-progress', progress })
  }
  const end = events.subscribe((event) => {
    if (event.type === 'activity' && event.event.runId === run.id && event.event.name === 'd365_rate_limit_retry')
      tell()
  })
  tell()
  return {
    done: ({ outcome }: PushedLead) => {
      done += 1
      outcomes[outcome] += 1
      tell()
    },
    end,
  }
}
