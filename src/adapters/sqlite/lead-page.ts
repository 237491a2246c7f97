import type Database from 'better-sqlite3'
import type { LeadStore, SyncScope } from '../../core/ports/stores.ts'
import {
  LeadListItemSchema,
  SyncBadgeSchema,
  type LeadListItem,
  type LeadPage,
  type LeadQuery,
  type SyncBadge,
} from '../../shared/model/lead.ts'
import { asSearch, BADGE } from './lead-list.ts'
import { createPageFinder } from './lead-page-finder.ts'

interface ListRow {
  readonly domain: string
  readonly company_name: string | null
  readonly provider: string | null
  readonly country: string | null
  readonly segment: string | null
  readonly readiness_score: number | null
  readonly priority_score: number | null
  readonly badge: string
  readonly d365_lead_id: string | null
  readonly last_at: string | null
  readonly error: string | null
}

type Counts = LeadPage['countsByBadge']

/** In the order of the list given. */
const ROWS = `
SELECT leads.domain, leads.company_name, leads.provider, leads.country, leads.segment, leads.readiness_score,
  leads.priority_score, ${BADGE} AS badge,
  state.d365_lead_id, state.last_at, state.error
FROM json_each(@domains) AS wanted CROSS JOIN leads ON leads.domain = wanted.value
LEFT JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain
ORDER BY wanted.key`

/** Only what is not *not synced*: the rest is what is left of all leads. */
const STATES = `
SELECT status AS badge, count(*) AS total FROM sync_states
WHERE tenant_id = @tenantId AND organization_id = @organizationId AND status <> 'pending' GROUP BY status`
/** CROSS JOIN: begins with the few test leads, never with the many states (SQLite, "Manual Control Of Query Plans Using CROSS JOIN"). */
const STATES_OF_TEST_LEADS = `
SELECT state.status AS badge, count(*) AS total FROM leads CROSS JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain
WHERE leads.owner_run_id IS NOT NULL AND state.status <> 'pending' GROUP BY state.status`

/**
 * The list of leads as the window pages through it. A page is found by indexes alone (`lead-page-finder.ts`), then its rows are read; the
 * counts come from the states, which an index holds by status. Test leads belong to their run and are in no list.
 */
export function createLeadPages(db: Database.Database): Pick<LeadStore, 'page'> {
  const rows = db.prepare<[SyncScope & { domains: string }], ListRow>(ROWS)
  const all = db
    .prepare<[], number>(
      'SELECT (SELECT count(*) FROM leads) - (SELECT count(*) FROM leads WHERE owner_run_id IS NOT NULL)',
    )
    .pluck()
  const states = db.prepare<[SyncScope], { badge: string; total: number }>(STATES)
  const ofTests = db.prepare<[SyncScope], { badge: string; total: number }>(STATES_OF_TEST_LEADS)
  const find = createPageFinder(db)

  const countsOf = (scope: SyncScope): Counts => {
    const counts = Object.fromEntries(SyncBadgeSchema.options.map((badge) => [badge, 0])) as Record<SyncBadge, number>
    for (const { badge, total } of states.all(scope)) counts[SyncBadgeSchema.parse(badge)] += total
    for (const { badge, total } of ofTests.all(scope)) counts[SyncBadgeSchema.parse(badge)] -= total
    counts.not_synced = (all.get() ?? 0) - Object.values(counts).reduce((sum, count) => sum + count, 0)
    return counts
  }

  return {
    page: ({ tenantId, organizationId }, query: LeadQuery) => {
      const scope = { tenantId, organizationId }
      const countsByBadge = countsOf(scope)
      const search = asSearch(query.search)
      const found = find(scope, { ...query, search }, countsByBadge)
      const items = rows.all({ ...scope, domains: JSON.stringify(found.domains) }).map(toItem)
      return { items, total: found.total, countsByBadge }
    },
  }
}

const toItem = (row: ListRow): LeadListItem =>
  LeadListItemSchema.parse({
    domain: row.domain,
    companyName: row.company_name,
    provider: row.provider,
    country: row.country,
    segment: row.segment,
    readinessScore: row.readiness_score,
    priorityScore: row.priority_score,
    badge: row.badge,
    d365LeadId: row.d365_lead_id,
    lastAt: row.last_at,
    error: row.error,
  })
