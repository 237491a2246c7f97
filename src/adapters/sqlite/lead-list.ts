import type Database from 'better-sqlite3'
import type { LeadStore, SyncScope } from '../../core/ports/stores.ts'
import { foldForSearch } from './fold-for-search.ts'

export const BADGE = `CASE WHEN coalesce(state.status, 'pending') = 'pending' THEN 'not_synced' ELSE state.status END`

/** Leads in which `@search`, folded, is found. */
export const FOUND = `(instr(leads.domain, @search) > 0 OR instr(leads.name_folded, @search) > 0)`

/** What an admin typed into a search, as `FOUND` compares it; '' finds all. */
export const asSearch = (typed: string): string => foldForSearch(typed.trim())

/** Test leads belong to their run and are in no list. */
const LISTED = `
FROM leads LEFT JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain
WHERE leads.owner_run_id IS NULL`

/** The leads a push means. */
export function createLeadList(db: Database.Database): Pick<LeadStore, 'domainsAfter'> {
  const domainsAfter = db.prepare<
    [SyncScope & { badge: string | null; search: string; after: string; limit: number }],
    { domain: string }
  >(
    `SELECT leads.domain ${LISTED} AND leads.domain > @after AND (@badge IS NULL OR ${BADGE} = @badge)
       AND (@search = '' OR ${FOUND})
     ORDER BY leads.domain LIMIT @limit`,
  )
  return {
    domainsAfter: ({ tenantId, organizationId }, { status, search = '', after, limit }) => {
      const badge = status === null ? null : asBadge(status)
      const filter = { badge, search: asSearch(search) }
      return domainsAfter.all({ tenantId, organizationId, ...filter, after, limit }).map(({ domain }) => domain)
    },
  }
}

/** Filters take the stored word and the badge word alike. */
export const asBadge = (status: string): string => (status === 'pending' ? 'not_synced' : status)
