import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { BulkMode } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { CallContext, TenantConnection, TenantConnections } from '../d365/d365-client.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { Pause } from './active-runs.ts'
import { writesInStock } from './lane-places.ts'
import { createBulkCarrier, leadsPerQuestion, MOST_PER_REQUEST, type BulkCarrier } from './bulk-carrier.ts'
import { PushCalls } from './push-calls.ts'
import type { Pen } from './pen.ts'
import type { Bulk, PushReport, PushRequest } from './push-request.ts'
import { createSignInKeeper, type Patience } from './sign-in-keeper.ts'
import { callSignalsOf } from './stop.ts'
import { createTenantColumns } from './tenant-columns.ts'
import type { TenantLane } from './tenant-lane.ts'

/** One run's way into D365. */
export interface BulkPusher<R = PushReport> {
  readonly push: (domain: string) => Promise<R>
  /** How many leads there are; few go one by one. */
  readonly expect: (total: number) => void
  /** Leads that may be on their way at once now. */
  readonly most: () => number
  /** Called when `most` may have grown: the organisation is known, and leads travel together from here on; the tenant takes more at once. */
  readonly onMore: (listener: () => void) => void
  readonly mode: () => BulkMode | null
  /** Why no further lead is to set off: which organisation this is cannot be known. */
  readonly haltedBy: () => Failure | null
  readonly close: () => void
}

export interface OpenBulk {
  readonly deps: RunDeps & { readonly connections: TenantConnections }
  readonly connection: TenantConnection
  readonly run: Pick<Run, 'id'>
  readonly signal: AbortSignal
  readonly pen: Pen
  readonly patience: Patience
  /** Nothing leaves while it is on, except the questions that settle what is under way. */
  readonly pause?: Pause
  /** Leaves no trace, not even of a pause. */
  readonly isDryRun?: boolean
  /** The run began in an earlier process. */
  readonly isTakenUp?: boolean
}

/** Below this a request of many saves nothing worth the less detailed evidence. */
export const FEWEST_TOGETHER = 10
/** Leads of a small run on their way at once; calls under way are the lane's to limit. */
const MOST_ONE_BY_ONE = 32

export function openBulk<R>(
  { deps, connection, run, signal, pen, patience, pause, isDryRun = false, isTakenUp = false }: OpenBulk,
  lane: TenantLane,
  push: (request: PushRequest) => Promise<R>,
): BulkPusher<R> {
  const keeper = createSignInKeeper({ deps, runId: run.id, first: connection, lane, signal, pen, patience, isDryRun })
  const callSignals = callSignalsOf(signal, deps.ports.clock)
  const calls = new PushCalls({
    lane,
    random: deps.ports.random,
    signal,
    settling: callSignals.settling,
    signIn: keeper,
    pen,
    pause,
    onThrottled: (failure, delayMs) => {
      if (!isDryRun) pen.write(() => noteThrottled({ deps, connection, run }, failure, delayMs))
    },
  })
  const context: CallContext = { signal: callSignals.calls, onHints: lane.note }
  const isBusy = (): boolean => lane.state().inFlight >= lane.state().concurrency
  const way = { calls, d365: () => keeper.connection.d365, context }
  const carrier = createBulkCarrier({ ...way, isBusy, concurrency: () => lane.state().concurrency })
  const { bulk, leave, ...company } = createCompany(carrier, lane, {
    pen,
    pause,
    columns: createTenantColumns({ ...way, ports: deps.ports, tenant: connection.tenant, isTakenUp }),
    signIn: keeper,
    callSignals,
  })
  const request = {
    connection: keeper.connection,
    runId: run.id,
    policy: connection.tenant.existingLeadPolicy,
    context: { signal },
    bulk,
  }
  return {
    push: (domain) => push({ ...request, domain }),
    ...company,
    close: () => {
      leave()
      keeper.close()
      callSignals.release()
    },
  }
}

/** Whether leads travel together yet, and how many. */
function createCompany(
  carrier: BulkCarrier,
  lane: TenantLane,
  shared: Pick<Bulk, 'pen' | 'pause' | 'columns' | 'signIn' | 'callSignals'>,
) {
  let known: string | null = null
  let haltedBy: Failure | null = null
  let isTogether = false
  let onMore = (): void => undefined
  const tellMore = (): void => onMore()
  const unlisten = lane.onGrowth(tellMore)
  const bulk: Bulk = {
    ...shared,
    reached: (organizationId) => {
      if (known !== null) return
      known = organizationId
      shared.signIn.reached()
      tellMore()
      if (!isTogether) return
      carrier.reached(organizationId)
      // A bug in it is thrown to the leads that wait for it.
      shared.columns.ask().then(tellMore, tellMore)
    },
    unreachable: (failure) => void (haltedBy ??= failure),
    organization: () => known,
    carrierOf: (single) => (isTogether ? carrier.carrierOf(single) : single),
  }
  return {
    bulk,
    // The first lead goes ahead alone: it finds out whether there is a token, and which organisation this is. Those that set off before the columns
    // are known would wait for them, and then go on all in one turn.
    most: () => {
      if (!isTogether) return MOST_ONE_BY_ONE
      if (known === null || shared.columns.known() === null) return 1
      const { concurrency } = lane.state()
      // In writes, waiting for a write, and as many as fill a question of each kind; each takes memory.
      return MOST_PER_REQUEST * (concurrency + writesInStock(concurrency)) + 2 * leadsPerQuestion(concurrency)
    },
    expect: (total: number) => void (isTogether = total >= FEWEST_TOGETHER),
    onMore: (listener: () => void) => void (onMore = listener),
    leave: unlisten,
    haltedBy: () => haltedBy,
    mode: () => (isTogether ? carrier.mode() : ('single' as const)),
  }
}

function noteThrottled(
  { deps, connection, run }: Pick<OpenBulk, 'deps' | 'connection' | 'run'>,
  { message, requestIds }: D365Failure,
  delayMs: number,
): void {
  deps.record({
    name: 'd365_rate_limit_retry',
    level: 'warning',
    tenantId: connection.tenant.id,
    runId: run.id,
    requestIds,
    message: `D365 asked for a pause of ${Math.round(delayMs / 1000)} s. ${message}`,
    detail: { delayMs, usesRetry: false },
  })
}
