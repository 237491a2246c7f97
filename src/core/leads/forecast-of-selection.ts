import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { PushForecast } from '../../shared/model/forecast.ts'
import { badgeOf, LeadQuerySchema, SyncBadgeSchema, SyncStatusSchema, type SyncBadge } from '../../shared/model/lead.ts'
import { GOOD_OUTCOMES, PushResultSchema, type PushOutcome, type PushSelection } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { forecastPush, paceOf } from './forecast-push.ts'
import { readSelection } from '../push/select-leads.ts'
import { scopeOf } from './lead-key.ts'
import { refusedBeforehand } from './refused-beforehand.ts'

const RUNS_LOOKED_AT = 20

/** The forecast for what an admin chose, from what is stored here. */
export function forecast(
  { data, clock }: Pick<CorePorts, 'data' | 'clock'>,
  tenant: Tenant,
  selection: PushSelection,
): Result<PushForecast, Failure> {
  const read = readSelection(data, selection)
  if (!read.ok) return read
  const leads = countOf(data, tenant, read.value)
  if (!leads.ok) return leads
  const results = data.runs
    .list({ tenantId: tenant.id, kind: 'push', limit: RUNS_LOOKED_AT })
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .flatMap(({ result }) => PushResultSchema.safeParse(result).data ?? [])
  return ok(
    forecastPush({
      leads: leads.value,
      refused: refusedBeforehand(data, tenant, read.value, leads.value),
      nowMs: clock.now(),
      pacePerSecond: paceOf(results),
      ownerName: tenant.owner?.name ?? null,
    }),
  )
}

function countOf(data: CorePorts['data'], tenant: Tenant, selection: PushSelection): Result<number, Failure> {
  if ('domains' in selection) return ok(selection.domains.length)
  if ('failedOf' in selection) return failedOf(data, selection.failedOf)
  const { search, status } = { search: '', status: null, ...selection }
  const badge = status === null ? null : toBadge(status)
  return ok(data.leads.page(scopeOf(tenant), LeadQuerySchema.parse({ search, badge, limit: 1 })).total)
}

function toBadge(word: string): SyncBadge | null {
  const status = SyncStatusSchema.safeParse(word)
  return status.success ? badgeOf(status.data) : (SyncBadgeSchema.safeParse(word).data ?? null)
}

function failedOf({ runs }: CorePorts['data'], runId: string): Result<number, Failure> {
  const result = PushResultSchema.safeParse(runs.get(runId)?.result)
  if (!result.success) {
    return fail({ kind: 'NotFound', what: 'run', message: `There is no push run ${runId} that is over.` })
  }
  const counts = Object.entries(result.data.outcomes) as [PushOutcome, number][]
  return ok(counts.reduce((sum, [outcome, count]) => (GOOD_OUTCOMES.includes(outcome) ? sum : sum + count), 0))
}
