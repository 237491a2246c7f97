import type Database from 'better-sqlite3'
import type { SyncScope } from '../../core/ports/stores.ts'
import type { LeadPage, LeadQuery } from '../../shared/model/lead.ts'
import { BADGE, FOUND } from './lead-list.ts'

type Find = (
  scope: SyncScope,
  query: LeadQuery,
  counts: LeadPage['countsByBadge'],
) => { readonly domains: readonly string[]; readonly total: number }

interface Filter extends SyncScope {
  readonly search: string
  readonly badge: string | null
}
type Slice = Filter & { readonly limit: number; readonly offset: number }

/** Below this it is quicker to find all that match and to sort them than to walk the sorted index past those that do not. */
const FEW = 2_000

const NAME = `nullif(leads.name_folded, '')`
const STATE = `sync_states AS state WHERE state.tenant_id = @tenantId AND state.organization_id = @organizationId`
const OTHERS = `state.status IN ('queued', 'in_progress', 'synced', 'error', 'conflict', 'unknown')`
const LISTED = 'leads.owner_run_id IS NULL'
const JOINED = `leads LEFT JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain`

/** Columns of the lead: an index holds each in both directions, nulls at the end (migration `lead list indexes`). */
const LEAD_COLUMNS: Partial<Record<LeadQuery['sort'], string>> = {
  companyName: NAME,
  readinessScore: 'leads.readiness_score',
  priorityScore: 'leads.priority_score',
}
const STATE_COLUMNS: Partial<Record<LeadQuery['sort'], string>> = { badge: BADGE, lastAt: 'state.last_at' }

/** The only texts that ever become part of an ORDER BY. Both ends of the order are written as the indexes have them. */
function orderOf({ sort, descending }: Pick<LeadQuery, 'sort' | 'descending'>): string {
  if (sort === 'domain') return `leads.domain ${descending ? 'DESC' : 'ASC'}`
  if (sort === 'badge') return `${BADGE} ${descending ? 'DESC' : 'ASC'}, leads.domain`
  const column = LEAD_COLUMNS[sort] ?? STATE_COLUMNS[sort] ?? 'leads.domain'
  return descending ? `${column} DESC, leads.domain DESC` : `${column} IS NULL, ${column}, leads.domain`
}

/** Which leads are on a page, and how many match: asked so that an index answers as far as it can. */
export function createPageFinder(db: Database.Database): Find {
  const prepared = new Map<string, Database.Statement<[Slice], string>>()
  const statement = (sql: string): Database.Statement<[Slice], string> => {
    const known = prepared.get(sql) ?? db.prepare<[Slice], string>(sql).pluck()
    prepared.set(sql, known)
    return known
  }
  const searched = db.prepare<[Filter], number>(`SELECT count(*) FROM leads WHERE ${LISTED} AND ${FOUND}`).pluck()
  const searchedAndFiltered = db
    .prepare<[Filter], number>(`SELECT count(*) FROM ${JOINED} WHERE ${LISTED} AND ${FOUND} AND ${BADGE} = @badge`)
    .pluck()
  const withTime = db
    .prepare<[SyncScope], number>(`SELECT count(*) FROM ${STATE} AND state.last_at IS NOT NULL`)
    .pluck()

  const totalOf = (filter: Filter, counts: LeadPage['countsByBadge']): number => {
    if (filter.search !== '') return (filter.badge === null ? searched : searchedAndFiltered).get(filter) ?? 0
    return Object.entries(counts).reduce(
      (sum, [badge, count]) => (filter.badge === null || filter.badge === badge ? sum + count : sum),
      0,
    )
  }

  return (scope, query, counts) => {
    const { search, badge, limit, offset } = query
    const slice = { ...scope, search, badge, limit, offset }
    const total = totalOf(slice, counts)
    const byTime = query.sort === 'lastAt' && search === '' && badge === null
    const isTimed = byTime && offset + limit <= (withTime.get(scope) ?? 0)
    const sql = isTimed ? timedSql(query) : sqlOf(query, total)
    return { domains: total === 0 ? [] : statement(sql).all(slice), total }
  }
}

/** The leads that have been synced, by time; those without come after them and are asked for otherwise. */
const timedSql = ({ descending }: Pick<LeadQuery, 'descending'>): string => {
  const direction = descending ? 'DESC' : 'ASC'
  return `SELECT state.domain FROM ${STATE} AND state.last_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM leads WHERE leads.domain = state.domain AND ${LISTED})
    ORDER BY state.last_at ${direction}, state.domain ${direction} LIMIT @limit OFFSET @offset`
}

function sqlOf(query: LeadQuery, total: number): string {
  const order = `ORDER BY ${orderOf(query)} LIMIT @limit OFFSET @offset`
  const conditions = [LISTED, ...(query.search === '' ? [] : [FOUND])]
  if (STATE_COLUMNS[query.sort] !== undefined) {
    const filtered = query.badge === null ? conditions : [...conditions, `${BADGE} = @badge`]
    return `SELECT leads.domain FROM ${JOINED} WHERE ${filtered.join(' AND ')} ${order}`
  }
  if (query.badge !== null && total <= FEW) return fewSql(query.badge, conditions, order)
  const filtered = query.badge === null ? conditions : [...conditions, hasBadge(query.badge)]
  // A few hits among many leads are sorted: walking a sorted index to them would look at every lead's row.
  const from = query.search !== '' && total <= FEW ? 'leads INDEXED BY leads_for_search' : 'leads'
  return `SELECT leads.domain FROM ${from} WHERE ${filtered.join(' AND ')} ${order}`
}

const hasBadge = (badge: string): string =>
  badge === 'not_synced'
    ? `NOT EXISTS (SELECT 1 FROM ${STATE} AND ${OTHERS} AND state.domain = leads.domain)`
    : `EXISTS (SELECT 1 FROM ${STATE} AND state.status = @badge AND state.domain = leads.domain)`

/** From the states to the leads instead of the other way round. */
function fewSql(badge: string, conditions: readonly string[], order: string): string {
  const domains =
    badge === 'not_synced'
      ? `SELECT domain FROM leads EXCEPT SELECT state.domain FROM ${STATE} AND ${OTHERS}`
      : `SELECT state.domain FROM ${STATE} AND state.status = @badge`
  return `SELECT leads.domain FROM (${domains}) AS few CROSS JOIN leads ON leads.domain = few.domain
    WHERE ${conditions.join(' AND ')} ${order}`
}
