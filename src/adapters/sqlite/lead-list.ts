import type Database from 'better-sqlite3'
import type { LeadStore, SyncScope } from '../../core/ports/stores.ts'

export const BADGE = `CASE WHEN coalesce(state.status, 'pending') = 'pending' THEN 'not_synced' ELSE state.status END`

/** Test leads belong to their run and are in no list. */
const LISTED = `
FROM leads LEFT JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain
WHERE leads.owner_run_id IS NULL`

/** The leads a push means. */
export function createLeadList(db: Database.Database): Pick<LeadStore, 'domainsAfter'> {
  const domainsAfter = db.prepare<
    [SyncScope & { badge: string | null; after: string; limit: number }],
    { domain: string }
  >(
    `SELECT leads.domain ${LISTED} AND leads.domain > @after AND (@badge IS NULL OR ${BADGE} = @badge)
     ORDER BY leads.domain LIMIT @limit`,
  )
  return {
    domainsAfter: ({ tenantId, organizationId }, { status, after, limit }) => {
      const badge = status === null ? null : asBadge(status)
      return domainsAfter.all({ tenantId, organizationId, badge, after, limit }).map(({ domain }) => domain)
    },
  }
}

/** Filters take the stored word and the badge word alike. */
export const asBadge = (status: string): string => (status === 'pending' ? 'not_synced' : status)
