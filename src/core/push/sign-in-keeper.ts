import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnection, TenantConnections } from '../d365/d365-client.ts'
import { isoNow } from '../ports/clock.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { isMissingPrivilege, isOfEveryRequest } from './next-step.ts'
import type { Pen } from './pen.ts'
import { slept } from './stop.ts'
import { latch } from './lane-gate.ts'
import type { TenantLane } from './tenant-lane.ts'

/**
 * Keeps a run signed in: while no token is to be had, or D365 refuses the application user as such, its tenant's lane is held, and the run stands
 * still instead of failing lead by lead.
 */
export interface SignInKeeper {
  /** The run's connection; the same object for the run's whole life, whatever it leads through. */
  readonly connection: TenantConnection
  /** A token is at hand. Fails at once where none ever was: then it is the set-up that is wrong. */
  readonly ready: () => Promise<Result<null, D365Failure>>
  /** D365 answered the application user, and took a write of it. */
  readonly reached: () => void
  readonly wrote: () => void
  /** After a failed call: true = it was the sign-in or a right that was taken away, and it is worth another try. */
  readonly mended: (failure: Failure) => Promise<boolean>
  readonly close: () => void
}

/** How long a run stands still before it gives up. */
export interface Patience {
  /** Milliseconds one standstill may last; null = as long as it takes. */
  readonly maxWaitMs: number | null
  /** Somebody can give a new credential meanwhile. */
  readonly isAttended: boolean
}

export interface SignInKeeperInput {
  readonly deps: RunDeps & { readonly connections: TenantConnections }
  readonly runId: string
  readonly first: TenantConnection
  readonly lane: TenantLane
  readonly signal: AbortSignal
  readonly pen: Pick<Pen, 'write'>
  readonly patience: Patience
  /** Leaves no trace. */
  readonly isDryRun: boolean
}

/** A refused credential is tried again once a minute, and at once when the tenant changes; a busy token endpoint more often. */
const AGAIN_MS = { credential: 60_000, permission: 60_000, 'sign-in': 15_000 } as const

type Trouble = keyof typeof AGAIN_MS

export function createSignInKeeper(input: SignInKeeperInput): SignInKeeper {
  const { deps, first, signal } = input
  let current = first
  const seen: Seen = { token: false, answer: false, write: false }
  let mending: Promise<boolean> | null = null
  let isFirst = true
  let tenantChanged = latch()
  const stop = deps.events.subscribe((event) => {
    if (event.type !== 'tenants-changed') return
    tenantChanged.end()
    tenantChanged = latch()
  })

  const tell = tokenTeller(input)
  const acquire = async (asksAnew = false) => tell(await current.tokens.acquire({ signal, asksAnew }))
  /** Through a new connection where the tenant's profile or credential is another one now. */
  const tryAnew = async (last: Failure): Promise<Result<null, Failure>> => {
    const tenant = deps.ports.data.tenants.get(first.tenant.id)
    const opened = tenant === null ? ok(current) : await deps.connections.open(tenant)
    if (!opened.ok) return opened
    current = opened.value
    const token = await acquire()
    if (!token.ok) return token
    const answer = kindOf(last) === 'permission' ? await current.d365.whoAmI({ signal }) : ok(null)
    return answer.ok || !isOfEveryRequest(answer.failure) ? ok(null) : answer
  }

  const mend = async (failure: Failure): Promise<boolean> => {
    const release = input.lane.hold(kindOf(failure), failure.message)
    note(input, failure)
    try {
      return await tryUntilMended(input, failure, { tryAnew, changed: () => tenantChanged.over })
    } finally {
      release()
    }
  }
  const mendOnce = (failure: Failure): Promise<boolean> => (mending ??= mend(failure).finally(() => (mending = null)))

  return {
    connection: liveConnection(first.tenant, () => current),
    ready: async () => {
      const asksAnew = isFirst
      isFirst = false
      const token = await acquire(asksAnew)
      if (token.ok) seen.token = true
      if (token.ok || signal.aborted) return ok(null)
      return seen.token && (await mendOnce(token.failure)) ? ok(null) : fail(token.failure)
    },
    reached: () => void (seen.answer = true),
    wrote: () => void (seen.write = true),
    mended: async (failure) => hasWorked(seen, failure) && !signal.aborted && mendOnce(failure),
    close: stop,
  }
}

/** What this run has had of its tenant so far. */
interface Seen {
  token: boolean
  answer: boolean
  write: boolean
}

/** It is trouble of this kind, and what it concerns worked before in this run: else it is the set-up that is wrong. */
function hasWorked(seen: Seen, failure: Failure): boolean {
  if (failure.kind === 'D365AuthenticationError') return seen.token
  return isOfEveryRequest(failure) ? seen.answer : isMissingPrivilege(failure) && seen.write
}

async function tryUntilMended(
  { deps, lane, signal, patience }: SignInKeeperInput,
  failure: Failure,
  {
    tryAnew,
    changed,
  }: { readonly tryAnew: (last: Failure) => Promise<Result<null, Failure>>; readonly changed: () => Promise<void> },
): Promise<boolean> {
  const { clock } = deps.ports
  const begunMs = clock.monotonicMs()
  let last = failure
  for (;;) {
    const againMs = AGAIN_MS[kindOf(last)]
    if (!isWorthWaiting(patience, kindOf(last), clock.monotonicMs() - begunMs + againMs)) return false
    const enough = new AbortController()
    await Promise.race([slept(clock, againMs, AbortSignal.any([signal, enough.signal])), changed()])
    enough.abort()
    if (signal.aborted) return false
    const anew = await tryAnew(last)
    if (anew.ok) return true
    last = anew.failure
    lane.hold(kindOf(last), last.message)
  }
}

function kindOf(failure: Failure): Trouble {
  if (isOfEveryRequest(failure) || isMissingPrivilege(failure)) return 'permission'
  return failure.kind === 'D365AuthenticationError' || failure.kind === 'Refused' ? 'credential' : 'sign-in'
}

function note({ deps, runId, first, pen }: SignInKeeperInput, failure: Failure): void {
  const aadsts = failure.kind === 'D365AuthenticationError' ? failure.aadsts : null
  const at = isoNow(deps.ports.clock)
  pen.write(() => {
    deps.record({
      name: kindOf(failure) === 'permission' ? 'd365_api_error_retry' : 'd365_token_acquisition_failed',
      level: 'error',
      tenantId: first.tenant.id,
      runId,
      message: failure.message,
      requestIds: 'requestIds' in failure ? failure.requestIds : null,
      detail: { kind: failure.kind, aadsts, runWaits: true },
      at,
    })
  })
}

/** Each new token becomes one event, however many calls waited for it. */
function tokenTeller({ deps, runId, first, pen, isDryRun }: SignInKeeperInput) {
  let told: string | null = null
  return (token: Result<AcquiredToken, D365Failure>): Result<AcquiredToken, D365Failure> => {
    if (isDryRun || !token.ok || token.value.isFromCache || token.value.accessToken === told) return token
    const { accessToken, expiresAt, lifetimeMs } = token.value
    told = accessToken
    const at = isoNow(deps.ports.clock)
    pen.write(() => {
      deps.record({
        name: 'd365_token_acquired',
        tenantId: first.tenant.id,
        runId,
        message: 'Entra ID issued a token.',
        detail: { expiresAt, lifetimeMs, tokenLength: accessToken.length },
        at,
      })
    })
    return token
  }
}

const isWorthWaiting = ({ maxWaitMs, isAttended }: Patience, kind: Trouble, ms: number): boolean =>
  (maxWaitMs === null || ms <= maxWaitMs) && (isAttended || kind === 'sign-in')

const liveConnection = (tenant: Tenant, current: () => TenantConnection): TenantConnection => ({
  tenant,
  get tokens() {
    return current().tokens
  },
  get d365() {
    return current().d365
  },
  sockets: () => current().sockets(),
  close: () => current().close(),
})
