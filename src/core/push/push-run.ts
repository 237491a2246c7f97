import type { Failure } from '../../shared/model/failure.ts'
import type { PushedLead, PushResult } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { failureText } from './failure-text.ts'
import { stopsTheRun } from './next-step.ts'
import type { PushEngine } from './push-engine.ts'
import { noOutcomes, tallyOf } from './push-tally.ts'
import { queueLeads, type QueuedLeads } from './queue-leads.ts'
import { isClosing } from './stop.ts'
import { workThrough } from './work-through.ts'

/** Leads on their way at once. Most of them wait (for the lane, for a retry); calls under way are the lane's to limit. */
const MOST_ON_THEIR_WAY = 32

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
  const queued = await queueLeads(deps, connection.tenant, domains)
  const progress = followProgress(input)
  const pushed = new Map<string, PushedLead>()
  const sums = { retries: 0, throttledMs: 0 }
  const halt: { by: Failure | null } = { by: null }
  const goesOn = () => halt.by === null && !signal.aborted
  try {
    await workThrough(domains, { most: MOST_ON_THEIR_WAY, goesOn }, async (domain) => {
      const policy = connection.tenant.existingLeadPolicy
      const report = await deps.engine.push({ connection, domain, runId: run.id, policy, context: { signal } })
      pushed.set(domain, report.lead)
      sums.retries += report.retries
      sums.throttledMs += report.throttledMs
      if (report.failure !== null && stopsTheRun(report.failure)) halt.by = report.failure
      progress.done(report.lead)
    })
  } finally {
    progress.end()
  }
  const leads = domains.map((domain) => pushed.get(domain) ?? notReached(domain, queued, { halted: halt.by, signal }))
  const durationMs = clock.monotonicMs() - begunMs
  const tenant = connection.tenant.name
  return {
    runId: run.id,
    tenant,
    total: leads.length,
    outcomes: tallyOf(leads),
    ...sums,
    durationMs,
    leads,
    unlisted: 0,
  }
}

function notReached(
  domain: string,
  queued: QueuedLeads,
  { halted, signal }: { readonly halted: Failure | null; readonly signal: AbortSignal },
): PushedLead {
  const base = { domain, d365_lead_id: null }
  if (isClosing(signal)) {
    const reason = 'The console was closed; the push goes on at the next start.'
    return { ...base, outcome: 'waiting', status: queued.statusOf(domain), reason }
  }
  const status = queued.giveBack(domain)
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
      state: waitingUntil === null ? ('running' as const) : ('waiting' as const),
      startedAt: run.startedAt,
      wasUnlocked: run.wasUnlocked,
      ratePerSecond: null,
      secondsLeft: null,
      inFlight: 0,
      concurrency: 4,
      waitingFor: waitingUntil === null ? null : ('throttling' as const),
      waitingWhy: null,
      limits: null,
      bulkMode: null,
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
