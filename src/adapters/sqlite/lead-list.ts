import type Database from 'better-sqlite3'
import type { LeadStore, SyncScope } from '../../core/ports/stores.ts'
import {
  LeadListItemSchema,
  SyncBadgeSchema,
  type LeadListItem,
  type LeadPage,
  type LeadQuery,
} from '../../shared/model/lead.ts'
import { containsPattern } from './fold-for-search.ts'

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

interface Filter extends SyncScope {
  readonly pattern: string | null
  readonly badge: string | null
}

export const BADGE = `CASE WHEN coalesce(state.status, 'pending') = 'pending' THEN 'not_synced' ELSE state.status END`

/** Test leads belong to their run and are in no list. */
const LISTED = `
FROM leads LEFT JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain
WHERE leads.owner_run_id IS NULL`

const MATCHING = `${LISTED}
  AND (@pattern IS NULL OR leads.domain LIKE @pattern ESCAPE '\\' OR leads.name_folded LIKE @pattern ESCAPE '\\')
  AND (@badge IS NULL OR ${BADGE} = @badge)`

/** The only texts that ever become part of an ORDER BY. */
const SORT_COLUMNS: Readonly<Record<LeadQuery['sort'], string>> = {
  domain: 'leads.domain',
  companyName: `nullif(leads.name_folded, '')`,
  readinessScore: 'leads.readiness_score',
  priorityScore: 'leads.priority_score',
  badge: BADGE,
  lastAt: 'state.last_at',
}

/** The list of leads as the window pages through it. */
export function createLeadList(db: Database.Database): Pick<LeadStore, 'page' | 'domains' | 'domainsAfter'> {
  const count = db.prepare<[Filter], { total: number }>(`SELECT count(*) AS total ${MATCHING}`)
  const badges = db.prepare<[SyncScope], { badge: string; total: number }>(
    `SELECT ${BADGE} AS badge, count(*) AS total ${LISTED} GROUP BY 1`,
  )
  const domains = db.prepare<[SyncScope & { badges: string | null }], { domain: string }>(
    `SELECT leads.domain ${LISTED} AND (@badges IS NULL OR ${BADGE} IN (SELECT value FROM json_each(@badges)))
     ORDER BY leads.priority_score NULLS LAST, leads.domain`,
  )
  const domainsAfter = db.prepare<
    [SyncScope & { badge: string | null; after: string; limit: number }],
    { domain: string }
  >(
    `SELECT leads.domain ${LISTED} AND leads.domain > @after AND (@badge IS NULL OR ${BADGE} = @badge)
     ORDER BY leads.domain LIMIT @limit`,
  )
  const pages = createPageStatements(db)
  return {
    page: ({ tenantId, organizationId }, query) => {
      const pattern = query.search.trim() === '' ? null : containsPattern(query.search.trim())
      const filter = { tenantId, organizationId, pattern, badge: query.badge }
      const { limit, offset } = query
      return {
        items: pages(query.sort, query.descending)
          .all({ ...filter, limit, offset })
          .map(toItem),
        total: count.get(filter)?.total ?? 0,
        countsByBadge: withZeros(badges.all({ tenantId, organizationId })),
      }
    },
    domainsAfter: ({ tenantId, organizationId }, { status, after, limit }) => {
      const badge = status === null ? null : asBadge(status)
      return domainsAfter.all({ tenantId, organizationId, badge, after, limit }).map(({ domain }) => domain)
    },
    domains: ({ tenantId, organizationId }, { statuses }) => {
      const wanted = statuses === null ? null : JSON.stringify(statuses.map(asBadge))
      return domains.all({ tenantId, organizationId, badges: wanted }).map(({ domain }) => domain)
    },
  }
}

type PageStatement = Database.Statement<[Filter & { limit: number; offset: number }], ListRow>

/** One statement per way to sort, prepared when first asked for. */
function createPageStatements(db: Database.Database): (sort: LeadQuery['sort'], descending: boolean) => PageStatement {
  const prepared = new Map<string, PageStatement>()
  return (sort, descending) => {
    const order = `${SORT_COLUMNS[sort]} ${descending ? 'DESC' : 'ASC'} NULLS LAST, leads.domain`
    const known = prepared.get(order)
    if (known !== undefined) return known
    const statement: PageStatement = db.prepare(
      `SELECT leads.domain, leads.company_name, leads.provider, leads.country, leads.segment, leads.readiness_score,
         leads.priority_score, ${BADGE} AS badge, state.d365_lead_id, state.last_at, state.error
       ${MATCHING} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
    )
    prepared.set(order, statement)
    return statement
  }
}

/** Filters take the stored word and the badge word alike. */
export const asBadge = (status: string): string => (status === 'pending' ? 'not_synced' : status)

function withZeros(rows: readonly { badge: string; total: number }[]): LeadPage['countsByBadge'] {
  const found = new Map(rows.map(({ badge, total }) => [badge, total]))
  const counted = SyncBadgeSchema.options.map((badge) => [badge, found.get(badge) ?? 0] as const)
  return Object.fromEntries(counted) as LeadPage['countsByBadge']
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
