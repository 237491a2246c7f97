import type Database from 'better-sqlite3'
import type { LeadStore, SyncScope } from '../../core/ports/stores.ts'
import { NEVER_SYNCED, SyncStateSchema, type SyncState } from '../../shared/model/lead.ts'
import { fromJson } from './row-values.ts'

export interface SyncStateRow {
  readonly status: string | null
  readonly d365_lead_id: string | null
  readonly last_at: string | null
  readonly error: string | null
  readonly attempt_count: number
  readonly generation: number
  readonly warnings: string
  readonly candidates: string
  readonly not_ours: string
}

export const STATE_COLUMNS = [
  'status',
  'd365_lead_id',
  'last_at',
  'error',
  'attempt_count',
  'generation',
  'warnings',
  'candidates',
  'not_ours',
] as const satisfies readonly (keyof SyncStateRow)[]

type Value = string | number | null
type CompanyRow = Readonly<Record<string, string | number | null>>
type Part = Pick<LeadStore, 'forgetNames' | 'syncState' | 'saveSyncState' | 'adoptScope' | 'companyRow'>

/** What the runbook reads, without the columns that hold personal data: evidence must not copy them. */
const COMPANY_COLUMNS = `id, canonical_name, domain, updated_at, d365_lead_id, d365_sync_status, d365_sync_last_at,
  d365_sync_error, d365_sync_attempt_count`

// By place, not by name: binding names costs more than the writing.
const INSERT = `
INSERT INTO sync_states (
  status, d365_lead_id, last_at, error, attempt_count, generation, warnings, candidates, not_ours, updated_at,
  tenant_id, organization_id, domain
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const KEY = 'tenant_id = ? AND organization_id = ? AND domain = ?'

const REPLACE = `
UPDATE sync_states SET
  status = ?, d365_lead_id = ?, last_at = ?, error = ?, attempt_count = ?, generation = ?, warnings = ?, candidates = ?,
  not_ours = ?, updated_at = ?
WHERE ${KEY}`

/** A lead on its way changes these alone; the index by time and the checks of the lists are spared. */
const MOVE_ON = `
UPDATE sync_states SET status = ?, error = ?, attempt_count = ?, generation = ?, updated_at = ? WHERE ${KEY}`

const MOVING: readonly (keyof SyncState)[] = ['status', 'error', 'attemptCount', 'generation']

const onlyMovesOn = (before: SyncState, after: SyncState): boolean =>
  Object.keys(after).every((name) => {
    const key = name as keyof SyncState
    return MOVING.includes(key) || before[key] === after[key]
  })

/** The same columns for a scope that `companies` does not show now. */
const ROW_FOR_SCOPE = `
SELECT
  leads.hunter_id AS id, coalesce(leads.company_name, leads.domain) AS canonical_name, leads.domain,
  max(leads.updated_at, coalesce(state.updated_at, '')) AS updated_at, state.d365_lead_id,
  CASE WHEN state.domain IS NULL THEN 'pending' ELSE state.status END AS d365_sync_status,
  state.last_at AS d365_sync_last_at, state.error AS d365_sync_error,
  coalesce(state.attempt_count, 0) AS d365_sync_attempt_count
FROM leads LEFT JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain = leads.domain
WHERE leads.domain = @domain
`

/** The D365 side of leads, kept apart per tenant and organisation. `nowIso` stamps `companies.updated_at`. */
export function createSyncStateStore(db: Database.Database, nowIso: () => string): Part {
  const byKey = db.prepare<[string, string, string], SyncStateRow>(
    'SELECT * FROM sync_states WHERE tenant_id = ? AND organization_id = ? AND domain = ?',
  )
  const insert = db.prepare<Value[]>(INSERT)
  const replace = db.prepare<Value[]>(REPLACE)
  const moveOn = db.prepare<Value[]>(MOVE_ON)
  const forget = db.prepare<[string]>(`UPDATE sync_states SET candidates = '[]', warnings = '[]' WHERE domain = ?`)
  const isActive = db.prepare<[string, string]>(
    'SELECT 1 FROM active_scope WHERE tenant_id = ? AND organization_id = ?',
  )
  const shownRow = db.prepare<[string], CompanyRow>(`SELECT ${COMPANY_COLUMNS} FROM companies WHERE domain = ?`)
  const rowForScope = db.prepare<[SyncScope & { domain: string }], CompanyRow>(ROW_FOR_SCOPE)
  return {
    syncState: (scope, domain) => {
      const row = byKey.get(scope.tenantId, scope.organizationId, domain)
      return row === undefined ? NEVER_SYNCED : toSyncState(row)
    },
    saveSyncState: ({ tenantId, organizationId }, domain, state, before) => {
      const { status, d365LeadId, lastAt, error, attemptCount, generation } = state
      const at = [nowIso(), tenantId, organizationId, domain]
      if (before !== undefined && onlyMovesOn(before, state)) {
        if (moveOn.run(status, error, attemptCount, generation, ...at).changes > 0) return
      }
      const lists = [state.warnings, state.candidates, state.notOurs].map((list) => JSON.stringify(list))
      const all = [status, d365LeadId, lastAt, error, attemptCount, generation, ...lists, ...at]
      if (replace.run(...all).changes === 0) insert.run(...all)
    },
    adoptScope: createAdoption(db),
    forgetNames: (domain) => void forget.run(domain),
    companyRow: ({ tenantId, organizationId }, domain) => {
      const isShown = isActive.get(tenantId, organizationId) !== undefined
      const row = isShown ? shownRow.get(domain) : rowForScope.get({ tenantId, organizationId, domain })
      return row ?? null
    },
  }
}

/** Moves what was noted before the organisation was known, in the order of domains. */
function createAdoption(db: Database.Database): LeadStore['adoptScope'] {
  const lastOfPortion = db
    .prepare<[string, number], string | null>(
      `SELECT max(domain) FROM (
         SELECT domain FROM sync_states WHERE tenant_id = ? AND organization_id = '' ORDER BY domain LIMIT ?)`,
    )
    .pluck()
  const adopt = db.prepare<[string, string, string]>(
    `UPDATE OR IGNORE sync_states SET organization_id = ? WHERE tenant_id = ? AND organization_id = '' AND domain <= ?`,
  )
  // What the organisation itself already says of a domain is newer than what was noted before it was known.
  const forgetUnknown = db.prepare<[string, string]>(
    `DELETE FROM sync_states WHERE tenant_id = ? AND organization_id = '' AND domain <= ?`,
  )
  return db.transaction((tenantId: string, organizationId: string, most: number) => {
    const last = organizationId === '' ? null : (lastOfPortion.get(tenantId, most) ?? null)
    if (last === null) return false
    adopt.run(organizationId, tenantId, last)
    forgetUnknown.run(tenantId, last)
    return true
  })
}

export const toSyncState = (row: SyncStateRow): SyncState =>
  SyncStateSchema.parse({
    status: row.status,
    d365LeadId: row.d365_lead_id,
    lastAt: row.last_at,
    error: row.error,
    attemptCount: row.attempt_count,
    generation: row.generation,
    warnings: fromJson(row.warnings),
    candidates: fromJson(row.candidates),
    notOurs: fromJson(row.not_ours),
  })
