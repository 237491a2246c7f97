import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, Refused } from '../../shared/model/failure.ts'
import type { PushedLead, PushResult } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { PushOptions } from '../services.ts'
import type { PushEngine } from './push-engine.ts'
import { tallyOf } from './push-tally.ts'
import { refusedResult } from './refuse-all.ts'
import { workThrough } from './work-through.ts'

interface Previewing {
  readonly deps: RunDeps & { readonly connections: TenantConnections; readonly engine: PushEngine }
  readonly tenant: Tenant
  readonly domains: readonly string[]
  readonly refusal: Refused | null
  readonly options: PushOptions
}

const MOST_AT_ONCE = 8

/**
 * A dry run: what a push would do, lead by lead. Only reads, so a PROD lock does not stand in its way; a flag that is off does. Keeps no run, no
 * state, no event.
 */
export async function previewAll(input: Previewing): Promise<Result<PushResult, Failure>> {
  const { deps, tenant, domains, refusal, options } = input
  const { clock, random } = deps.ports
  const runId = random.uuid()
  if (refusal !== null && refusal.reason !== 'prod_locked')
    return ok(refusedResult({ deps, tenant, domains, refusal }, runId))
  const connection = await deps.connections.open(tenant)
  if (!connection.ok) return connection
  const begunMs = clock.monotonicMs()
  const context = options.signal === undefined ? {} : { signal: options.signal }
  const leads: PushedLead[] = []
  const goesOn = () => options.signal?.aborted !== true
  await workThrough(domains, { most: MOST_AT_ONCE, goesOn }, async (domain, at) => {
    const policy = tenant.existingLeadPolicy
    leads[at] = await deps.engine.preview({ connection: connection.value, domain, runId, policy, context })
  })
  if (options.signal?.aborted === true) return fail({ kind: 'Cancelled', message: 'The dry run was cancelled.' })
  const durationMs = clock.monotonicMs() - begunMs
  return ok({
    runId,
    tenant: tenant.name,
    total: leads.length,
    outcomes: tallyOf(leads),
    retries: 0,
    throttledMs: 0,
    durationMs,
    leads,
    unlisted: 0,
  })
}
