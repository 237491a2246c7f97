import type { Failure } from '../../shared/model/failure.ts'
import type { PushedLead } from '../../shared/model/push.ts'
import { noLead } from '../leads/lead-key.ts'
import type { Clock } from '../ports/clock.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { failureText } from './failure-text.ts'
import { isUnjudged, judgeByTenant } from './judge-by-tenant.ts'
import { createOrganizationGuard } from './know-organization.ts'
import { createLeadQueue } from './lead-queue.ts'
import { openBulk, type BulkPusher } from './open-bulk.ts'
import { createImmediatePen, type Pen } from './pen.ts'
import { preparePush, type Prepared } from './prepare-push.ts'
import { previewLead } from './preview-lead.ts'
import type { PushEngine } from './push-engine.ts'
import type { PushReport, PushRequest } from './push-request.ts'
import { pushLead } from './push-lead.ts'
import { createTenantLane, type TenantLane } from './tenant-lane.ts'

/** The engine that brings leads into D365 exactly once; see `PushEngine`. One per process: the lanes and the order per lead live in it. */
export function createPushEngine(deps: RunDeps): PushEngine {
  const { ports } = deps
  const lanes = createLanes()
  const inOrder = createLeadQueue()
  const pens = createPens()
  const knowOrganization = createOrganizationGuard(deps)
  const prepare = (request: PushRequest, isDryRun: boolean): Prepared | null =>
    preparePush({ deps, request, laneOf: lanes.of, knowOrganization, isDryRun })

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
      const who = await scene.knowOrganization(request.connection, request.runId, { calls, context, isDryRun: true })
      if (!who.ok) return cannotPreview(request.domain, who.failure)
      return await previewLead(isUnjudged(scene) ? await judgeByTenant(scene) : scene, who.value)
    } finally {
      release()
    }
  }

  const laneOf = (tenantId: string): TenantLane => lanes.of(ports.clock, tenantId)
  const push: PushEngine['push'] = (request) =>
    inOrder(`${request.connection.tenant.id}/${request.domain}`, () =>
      pens.afterAllBut(request.pen ?? request.bulk?.pen, () => pushNow(request)),
    )
  return {
    push,
    openBulk: (input) => pens.whileOpen(input.pen, openBulk(input, laneOf(input.connection.tenant.id), push)),
    openPreview: (input) => {
      const pen = createImmediatePen(ports.data)
      return openBulk({ ...input, ...TRACELESS, pen }, laneOf(input.connection.tenant.id), previewNow)
    },
    preview: previewNow,
    laneOf,
  }
}

const TRACELESS = { patience: { maxWaitMs: 0, isAttended: false }, isDryRun: true }

/** The pens of runs that go on: what they hold back nobody else can read. */
function createPens() {
  const open = new Set<Pen>()
  return {
    whileOpen: (pen: Pen, bulk: BulkPusher): BulkPusher => {
      open.add(pen)
      return {
        ...bulk,
        close: () => {
          open.delete(pen)
          bulk.close()
        },
      }
    },
    /** Does the work when it can read what all pens but this one wrote: at once where there is none, since a run sets many leads off in one turn. */
    afterAllBut: async <T>(own: Pen | undefined, work: () => Promise<T>): Promise<T> => {
      const others = [...open].filter((pen) => pen !== own)
      if (others.length === 0) return work()
      // Not at once: the caller may be in the middle of reading, where nothing may be written.
      await Promise.resolve()
      await Promise.all(others.map((pen) => pen.stored()))
      return work()
    },
  }
}

/** By clock, then tenant: a scenario's compressed time must not close the lane of real pushes. */
function createLanes() {
  const lanes = new WeakMap<Clock, Map<string, TenantLane>>()
  return {
    of: (clock: Clock, tenantId: string): TenantLane => {
      const ofClock = lanes.get(clock) ?? new Map<string, TenantLane>()
      lanes.set(clock, ofClock)
      const lane = ofClock.get(tenantId) ?? createTenantLane(clock)
      ofClock.set(tenantId, lane)
      return lane
    },
  }
}

function notHere(domain: string): PushReport {
  const failure = noLead(domain)
  return {
    lead: { domain, outcome: 'rejected', status: null, reason: failure.message, d365_lead_id: null },
    failure,
    attempts: [],
    retries: 0,
    throttledMs: 0,
  }
}

const cannotPreview = (domain: string, failure: Failure): PushedLead => ({
  domain,
  outcome: failure.kind === 'Refused' ? 'refused' : 'failed',
  status: null,
  reason: failure.kind === 'Refused' ? failure.reason : failureText(failure),
  d365_lead_id: null,
})
