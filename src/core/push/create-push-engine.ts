import type { Failure } from '../../shared/model/failure.ts'
import type { Lead } from '../../shared/model/lead.ts'
import type { PushedLead } from '../../shared/model/push.ts'
import type { CallContext } from '../d365/d365-client.ts'
import { mapLead } from '../leads/map-lead.ts'
import type { Clock } from '../ports/clock.ts'
import type { SyncScope } from '../ports/stores.ts'
import { createOrganizationGuard } from './know-organization.ts'
import { createLeadQueue } from './lead-queue.ts'
import { createPushCalls } from './push-calls.ts'
import type { PushEngine, PushReport, PushRequest } from './push-engine.ts'
import { createPushJournal, type JournalDeps } from './push-journal.ts'
import { pushLead } from './push-lead.ts'
import { failureText } from './failure-text.ts'
import { previewLead } from './preview-lead.ts'
import type { PushScene } from './push-scene.ts'
import { noteThrottled } from './send-lead.ts'
import { callSignalOf, neverStops } from './stop.ts'
import { createTenantLane, type TenantLane } from './tenant-lane.ts'

/** Calls under way per tenant: low, since a new tenant's limits are unknown. The lane asks for it at every entry. */
const FIRST_CONCURRENCY = 4

/** The engine that brings leads into D365 exactly once; see `PushEngine`. One per process: the lanes and the order per lead live in it. */
export function createPushEngine(deps: JournalDeps): PushEngine {
  const { ports } = deps
  // By clock, then tenant: a scenario's compressed time must not close the lane of real pushes.
  const lanes = new WeakMap<Clock, Map<string, TenantLane>>()
  const inOrder = createLeadQueue()
  const knowOrganization = createOrganizationGuard(deps)

  const laneOf = (clock: Clock, tenantId: string): TenantLane => {
    const ofClock = lanes.get(clock) ?? new Map<string, TenantLane>()
    lanes.set(clock, ofClock)
    const lane = ofClock.get(tenantId) ?? createTenantLane(clock, () => FIRST_CONCURRENCY)
    ofClock.set(tenantId, lane)
    return lane
  }

  const scopeOf = ({ connection: { tenant } }: PushRequest): SyncScope => ({
    tenantId: tenant.id,
    organizationId: ports.data.tenants.get(tenant.id)?.organizationId ?? tenant.organizationId ?? '',
  })

  /** Everything one push works with; null when the lead is not here. A dry run leaves no trace, not even of a pause. */
  const prepare = (request: PushRequest, isDryRun: boolean) => {
    const { tenant } = request.connection
    const lead = ports.data.leads.get(request.domain)
    if (lead === null) return null
    const clock = request.clock ?? ports.clock
    const signal = request.context.signal ?? neverStops()
    const callSignal = callSignalOf(signal)
    const journal = createPushJournal(deps, {
      tenantId: tenant.id,
      runId: request.runId,
      lead,
      scope: scopeOf(request),
    })
    const calls = createPushCalls({
      lane: laneOf(clock, tenant.id),
      random: ports.random,
      signal,
      onThrottled: (failure, delayMs) => {
        if (!isDryRun) noteThrottled({ journal }, failure, delayMs)
      },
    })
    const context: CallContext = { ...request.context, signal: callSignal.signal }
    const mapped = mapLead(lead, tenant.mappingProfile, journal.state())
    const scene: PushScene = { request, lead, mapped, calls, journal, context, knowOrganization }
    return { scene, clock, signal, release: callSignal.release }
  }

  const pushNow = async (request: PushRequest): Promise<PushReport> => {
    const prepared = prepare(request, false)
    if (prepared === null) return notHere(request.domain)
    const { scene, clock, signal, release } = prepared
    try {
      const end = await pushLead({ scene, clock, signal, random: ports.random })
      return { ...end, attempts: scene.journal.attempts(), throttledMs: end.throttledMs + scene.calls.throttledMs() }
    } finally {
      release()
    }
  }

  const previewNow = async (request: PushRequest): Promise<PushedLead> => {
    const prepared = prepare(request, true)
    if (prepared === null) return notHere(request.domain).lead
    const { scene, release } = prepared
    try {
      const { calls, context } = scene
      const who = await knowOrganization(request.connection, request.runId, { calls, context, isDryRun: true })
      return who.ok ? await previewLead(scene, who.value) : cannotPreview(scene.lead, who.failure)
    } finally {
      release()
    }
  }

  return {
    push: (request) => inOrder(`${request.connection.tenant.id}/${request.domain}`, () => pushNow(request)),
    preview: previewNow,
    closedForMs: (tenantId) => lanes.get(ports.clock)?.get(tenantId)?.closedForMs() ?? 0,
  }
}

function notHere(domain: string): PushReport {
  const message = `There is no lead ${domain} here; import it first.`
  return {
    lead: { domain, outcome: 'rejected', status: null, reason: message, d365_lead_id: null },
    failure: { kind: 'NotFound', what: 'lead', message },
    attempts: [],
    retries: 0,
    throttledMs: 0,
  }
}

const cannotPreview = (lead: Lead, failure: Failure): PushedLead => ({
  domain: lead.domain,
  outcome: failure.kind === 'Refused' ? 'refused' : 'failed',
  status: null,
  reason: failure.kind === 'Refused' ? failure.reason : failureText(failure),
  d365_lead_id: null,
})
