import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, Refused } from '../../shared/model/failure.ts'
import { GOOD_OUTCOMES, type PushedLead, type PushResult, type PushSelection } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import { scopeOf } from '../leads/lead-key.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { PushOptions } from '../services.ts'
import { cancelled } from './failure-text.ts'
import { meetTenant } from './meet-tenant.ts'
import type { PushEngine } from './push-engine.ts'
import type { BulkPusher } from './open-bulk.ts'
import { noOutcomes } from './push-tally.ts'
import { refusedResult } from './refuse-all.ts'
import { MOST_LISTED } from './run-result.ts'
import { pagesOf } from './select-leads.ts'
import { neverStops } from './stop.ts'
import { workThrough } from './work-through.ts'

interface Previewing {
  readonly deps: RunDeps & { readonly connections: TenantConnections; readonly engine: PushEngine }
  readonly tenant: Tenant
  readonly selection: PushSelection
  readonly refusal: Refused | null
  readonly options: PushOptions
}

/**
 * A dry run: what a push would do, lead by lead. Only reads, so a PROD lock does not stand in its way; a flag that is off does. Keeps no run, no
 * state, no event. Fails where nobody can say which organisation this is, or it is another one than before: that holds for every lead.
 */
export async function previewAll(input: Previewing): Promise<Result<PushResult, Failure>> {
  const { deps, tenant, selection, refusal, options } = input
  const { clock, data, random } = deps.ports
  const { mostListed = MOST_LISTED } = options
  const runId = random.uuid()
  if (refusal !== null && refusal.reason !== 'prod_locked')
    return ok(refusedResult({ deps, tenant, selection, refusal }, runId))
  const opened = await deps.connections.open(tenant)
  if (!opened.ok) return opened
  const begunMs = clock.monotonicMs()
  const signal = options.signal ?? neverStops()
  const connection = await meetTenant(deps, opened.value, { isDryRun: true, signal })
  const preview = deps.engine.openPreview({ deps, connection, run: { id: runId }, signal })
  const outcomes = noOutcomes()
  const first: PushedLead[] = []
  const bad: PushedLead[] = []
  try {
    for (const domains of pagesOf(data, scopeOf(tenant), selection)) {
      const page = await previewPage(preview, domains, signal)
      for (const { outcome } of page) outcomes[outcome] += 1
      first.push(...page.slice(0, mostListed - first.length))
      bad.push(...page.filter(isBad).slice(0, mostListed - bad.length))
    }
  } finally {
    preview.close()
  }
  const brokenOff = brokenOffBy(preview, signal)
  if (brokenOff !== null) return fail(brokenOff)
  const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  // Of many the ones that would not arrive are named first, as in the result of a run.
  const isAllNamed = total <= mostListed
  const leads = isAllNamed ? first : [...bad, ...first.filter((lead) => !isBad(lead))].slice(0, mostListed)
  return ok({
    runId,
    tenant: tenant.name,
    total,
    outcomes,
    retries: 0,
    throttledMs: 0,
    durationMs: clock.monotonicMs() - begunMs,
    leads,
    unlisted: total - leads.length,
  })
}

const brokenOffBy = (preview: BulkPusher<PushedLead>, signal: AbortSignal): Failure | null =>
  signal.aborted ? cancelled('The dry run was cancelled.') : preview.haltedBy()

const isBad = ({ outcome }: PushedLead): boolean => !GOOD_OUTCOMES.includes(outcome)

async function previewPage(
  preview: BulkPusher<PushedLead>,
  domains: readonly string[],
  signal: AbortSignal,
): Promise<readonly PushedLead[]> {
  const page: PushedLead[] = []
  const goesOn = () => !signal.aborted && preview.haltedBy() === null
  const [first, ...rest] = domains
  if (first === undefined || !goesOn()) return page
  preview.expect(domains.length)
  page.push(await preview.push(first))
  await workThrough(rest, { most: preview.most(), goesOn }, async (domain, at) => {
    page[at + 1] = await preview.push(domain)
  })
  return page
}
