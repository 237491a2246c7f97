import type { CallContext } from '../d365/d365-client.ts'
import { mapLead } from '../leads/map-lead.ts'
import { scopeOf } from '../leads/lead-key.ts'
import { columnsOfTenant } from '../leads/mapping-profiles.ts'
import type { Clock } from '../ports/clock.ts'
import type { SyncScope } from '../ports/stores.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { KnowOrganization } from './know-organization.ts'
import { SingleCarrier } from './lead-carrier.ts'
import { isLasting } from './next-step.ts'
import { createImmediatePen, type Pen } from './pen.ts'
import { PushCalls } from './push-calls.ts'
import type { PushRequest } from './push-request.ts'
import { PushJournal } from './push-journal.ts'
import type { PushScene } from './push-scene.ts'
import { noteThrottledQuestion } from './send-lead.ts'
import { callSignalsOf, neverStops, type CallSignals } from './stop.ts'
import type { TenantLane } from './tenant-lane.ts'

export interface Preparing {
  readonly deps: RunDeps
  readonly request: PushRequest
  readonly laneOf: (clock: Clock, tenantId: string) => TenantLane
  readonly knowOrganization: KnowOrganization
  /** A dry run leaves no trace, not even of a pause. */
  readonly isDryRun: boolean
}

export interface Prepared {
  readonly scene: PushScene
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Lets go of the caller's signal. */
  readonly release: () => void
}

/** Everything one push works with; null when the lead is not here. */
export function preparePush({ deps, request, laneOf, knowOrganization, isDryRun }: Preparing): Prepared | null {
  const { ports } = deps
  const { bulk } = request
  const { tenant } = request.connection
  const lead = ports.data.leads.get(request.domain)
  if (lead === null) return null
  const clock = request.clock ?? ports.clock
  const signal = request.context.signal ?? neverStops()
  const callSignals = callSignalsFor(request, signal, clock)
  const scope = scopeNow(ports, request, isDryRun)
  const pen = penOf(request, ports)
  const journal = new PushJournal(deps, { tenantId: tenant.id, runId: request.runId, lead, scope, pen })
  const lane = laneOf(clock, tenant.id)
  const calls = new PushCalls({
    lane,
    pen,
    signIn: bulk?.signIn,
    pause: bulk?.pause,
    random: ports.random,
    signal,
    settling: callSignals.settling,
    onThrottled: (failure, delayMs) => {
      if (!isDryRun) noteThrottledQuestion({ journal }, failure, delayMs)
    },
  })
  const context: CallContext = { ...request.context, signal: callSignals.calls, onHints: lane.note }
  const single = new SingleCarrier({ d365: () => request.connection.d365, calls, context })
  const carrier = bulk?.carrierOf(single) ?? single
  const mapped = mapLead(lead, bulk?.columns.known() ?? columnsOfTenant(tenant), journal.state())
  const scene: PushScene = {
    request,
    lead,
    mapped,
    calls,
    carrier,
    journal,
    context,
    knowOrganization: toldOf(knowOrganization, request, pen),
  }
  return { scene, clock, signal, release: callSignals.release }
}

/** A single push writes at once; several together share a pen. */
const penOf = ({ pen, bulk }: PushRequest, { data }: RunDeps['ports']): Pen =>
  pen ?? bulk?.pen ?? createImmediatePen(data)

/** A dry run adopts no organisation: what is known of its leads is still where it was. */
function scopeNow({ data }: RunDeps['ports'], { connection, bulk }: PushRequest, isDryRun: boolean): SyncScope {
  const { tenant } = connection
  const organizationId = isDryRun ? null : (bulk?.organization() ?? null)
  if (organizationId !== null) return { tenantId: tenant.id, organizationId }
  return scopeOf(data.tenants.get(tenant.id) ?? tenant)
}

/** The run learns from its first lead which organisation this is, or that nobody can say. */
const toldOf =
  (know: KnowOrganization, { bulk }: PushRequest, { stored }: Pen): KnowOrganization =>
  async (connection, runId, via) => {
    const known = await know(connection, runId, { ...via, stored })
    if (known.ok) bulk?.reached(known.value)
    else if (isLasting(known.failure)) bulk?.unreachable(known.failure)
    return known
  }

const callSignalsFor = ({ bulk }: PushRequest, signal: AbortSignal, clock: Clock): CallSignals =>
  bulk === undefined ? callSignalsOf(signal, clock) : { ...bulk.callSignals, release: () => undefined }
