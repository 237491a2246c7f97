import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { CallContext, TenantConnection } from '../d365/d365-client.ts'
import { adoptRest, adoptStates } from '../tenants/adopt-states.ts'
import { organizationChanged } from '../tenants/organization-changed.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { isLasting } from './next-step.ts'
import type { PushCalls } from './push-calls.ts'

export type KnowOrganization = (
  connection: TenantConnection,
  runId: string,
  via: {
    readonly calls: Pick<PushCalls, 'ask'>
    readonly context: CallContext
    /** Resolves once readers of the store see what was noted so far: what is still on its way would miss the move. */
    readonly stored?: () => Promise<unknown>
    /** Compares, and keeps nothing. */
    readonly isDryRun?: boolean
  },
) => Promise<Result<string, Failure>>

interface Asked {
  readonly tenantId: string
  readonly organizationId: string
  readonly runId: string
  readonly isDryRun: boolean
}

/** The same for one write that belongs to no run of pushes. */
export const compareOrganization = (deps: RunDeps, connection: TenantConnection): Promise<Result<string, Failure>> =>
  createOrganizationGuard(deps)(connection, deps.ports.random.uuid(), { calls: { ask: (call) => call() }, context: {} })

/** Runs remembered per connection; more than ever run at once. */
const REMEMBERED_RUNS = 32

/**
 * Which organisation stands behind a tenant, asked by WhoAmI once per run: ids and sync state hang on it. Another organisation than before
 * (a refreshed copy, a reset) is refused: its leads are other leads. The first answer ever is kept, and sync state moves under it.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export function createOrganizationGuard({ ports, events, record }: RunDeps): KnowOrganization {
  const keepFirst = (tenant: Tenant, organizationId: string): void => {
    ports.data.transaction(() => {
      ports.data.tenants.save({ ...tenant, organizationId })
      adoptRest(ports.data, tenant.id, organizationId)
    })
    events.emit({ type: 'tenants-changed' })
  }

  /** One move per organisation, however many runs found it at once. */
  const moves = new Map<string, Promise<void>>()
  const moveStates = async ({ tenantId, organizationId }: Asked): Promise<void> => {
    const key = `${tenantId} ${organizationId}`
    const move = moves.get(key) ?? adoptStates(ports.data, tenantId, organizationId).finally(() => moves.delete(key))
    moves.set(key, move)
    await move
  }

  const judge = async (asked: Asked): Promise<Result<string, Failure>> => {
    const { tenantId, organizationId, runId, isDryRun } = asked
    const isFirst = ports.data.tenants.get(tenantId)?.organizationId === null
    if (isFirst && !isDryRun) await moveStates(asked)
    const tenant = ports.data.tenants.get(tenantId)
    if (tenant === null) return fail({ kind: 'NotFound', what: 'tenant', message: 'The tenant is not there any more.' })
    if (tenant.organizationId === null) {
      if (!isDryRun) keepFirst(tenant, organizationId)
      return ok(organizationId)
    }
    const refusal = organizationChanged(tenant, organizationId)
    if (refusal === null) return ok(tenant.organizationId)
    const { message } = refusal
    if (!isDryRun) record({ name: 'organization_changed', level: 'error', tenantId, runId, message })
    return fail(refusal)
  }

  return oncePerRun(async (connection, runId, { calls, context, stored, isDryRun = false }) => {
    const answer = await calls.ask(() => connection.d365.whoAmI(context))
    if (!answer.ok)
      return { isDecided: isLasting(answer.failure), answer: fail(nobodyThere(connection, answer.failure)) }
    await stored?.()
    const organizationId = answer.value.organizationId.toLowerCase()
    const asked = { tenantId: connection.tenant.id, organizationId, runId, isDryRun }
    return { isDecided: true, answer: await judge(asked) }
  })
}

/** Where nothing of D365 answers, the server's words alone would not tell what to look at. */
function nobodyThere({ tenant }: TenantConnection, failure: Failure): Failure {
  const isSomethingElse =
    failure.kind === 'D365NotFoundError' ||
    (failure.kind === 'D365APIError' && failure.code === null && isLasting(failure))
  if (!isSomethingElse) return failure
  const address = `${tenant.baseUrl}/api/data/${tenant.apiVersion}`
  const message = `No organisation of D365 answers at ${address}: check base URL and API version of the tenant, and whether a proxy or a sign-in page stands in between. ${failure.message}`
  return { ...failure, message }
}

interface Judged {
  /** The answer holds for the whole run. */
  readonly isDecided: boolean
  readonly answer: Result<string, Failure>
}

/** Leads of one run that come at once share a question; once it is decided nobody asks again. */
function oncePerRun(ask: (...asked: Parameters<KnowOrganization>) => Promise<Judged>): KnowOrganization {
  const known = new WeakMap<TenantConnection, Map<string, Promise<Judged>>>()
  return async (connection, runId, via) => {
    const runs = known.get(connection) ?? new Map<string, Promise<Judged>>()
    known.set(connection, runs)
    const judging = runs.get(runId) ?? ask(connection, runId, via)
    runs.set(runId, judging)
    const oldest = runs.keys().next()
    if (runs.size > REMEMBERED_RUNS && oldest.done !== true) runs.delete(oldest.value)
    const forget = (): void => {
      if (runs.get(runId) === judging) runs.delete(runId)
    }
    const { isDecided, answer } = await judging.catch((error: unknown) => {
      forget()
      throw error
    })
    if (!isDecided) forget()
    return answer
  }
}
