import type Database from 'better-sqlite3'
import type { LeadStore, SyncScope } from '../../core/ports/stores.ts'
import { NEVER_SYNCED, type SyncState } from '../../shared/model/lead.ts'
import { toLead, type LeadRow } from './lead-row.ts'
import { STATE_COLUMNS, toSyncState, type SyncStateRow } from './sync-state-store.ts'

/** Null in every column where a lead has no state yet. */
type StateOrNone = { [K in keyof SyncStateRow as `state_${K}`]: SyncStateRow[K] | null }

type Slice = SyncScope & { readonly after: string; readonly limit: number }

/** The leads one after another, by key: no page is read twice or skipped, however long it takes and whatever changes meanwhile. */
export function createLeadSlices(db: Database.Database): Pick<LeadStore, 'slice'> {
  const select = db.prepare<[Slice], LeadRow & StateOrNone>(
    `SELECT leads.*, ${STATE_COLUMNS.map((name) => `state.${name} AS state_${name}`).join(', ')}
     FROM leads LEFT JOIN sync_states AS state
       ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain
     WHERE leads.owner_run_id IS NULL AND leads.domain > @after ORDER BY leads.domain LIMIT @limit`,
  )
  return {
    slice: (scope, { after, limit }) =>
      select.all({ ...scope, after: after ?? '', limit }).map((row) => ({ lead: toLead(row), sync: stateOf(row) })),
  }
}

const stateOf = (row: StateOrNone): SyncState =>
  row.state_warnings === null
    ? NEVER_SYNCED
    : toSyncState({
        status: row.state_status,
        d365_lead_id: row.state_d365_lead_id,
        last_at: row.state_last_at,
        error: row.state_error,
        attempt_count: row.state_attempt_count ?? 0,
        generation: row.state_generation ?? 0,
        warnings: row.state_warnings,
        candidates: row.state_candidates ?? '[]',
        not_ours: row.state_not_ours ?? '[]',
      })
