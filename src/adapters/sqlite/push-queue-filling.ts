import type Database from 'better-sqlite3'
import type { PushQueue, SyncScope } from '../../core/ports/stores.ts'
import { GOOD_OUTCOMES, PushSelectionSchema, type PushSelection } from '../../shared/model/push.ts'
import { asBadge, asSearch, BADGE, FOUND } from './lead-list.ts'
import { fromJson } from './row-values.ts'

/** Leads without a priority come last. */
const NO_PRIORITY = 99

interface Filling extends SyncScope {
  readonly runId: string
  readonly after: string
  readonly most: number
  readonly badge: string | null
  readonly search: string
  readonly domains: string
  readonly failedOf: string
}

const STATE = `LEFT JOIN sync_states AS state
  ON state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.domain`

/** `queued` and `in_progress` are states of work: what rests under them is a lead that was never pushed. */
const BEFORE = `CASE WHEN state.status IN ('queued', 'in_progress') THEN 'pending' ELSE state.status END`

const INSERT = 'INSERT INTO push_run_leads (run_id, domain, position, before_status)'

const BY_LIST = `${INSERT}
SELECT @runId, leads.domain, coalesce(leads.priority_score, ${String(NO_PRIORITY)}), ${BEFORE}
FROM leads ${STATE} = leads.domain
WHERE leads.owner_run_id IS NULL AND leads.domain > @after AND (@badge IS NULL OR ${BADGE} = @badge)
  AND (@search = '' OR ${FOUND})
ORDER BY leads.domain LIMIT @most RETURNING domain`

const BY_NAME = `${INSERT}
SELECT @runId, named.value, named.key, ${BEFORE}
FROM json_each(@domains) AS named ${STATE} = named.value
WHERE true ON CONFLICT DO NOTHING RETURNING domain`

const BY_RUN = `${INSERT}
SELECT @runId, before.domain, before.position, ${BEFORE}
FROM push_run_leads AS before ${STATE} = before.domain
WHERE before.run_id = @failedOf AND before.domain > @after
  AND (before.outcome IS NULL OR before.outcome NOT IN (${GOOD_OUTCOMES.map((outcome) => `'${outcome}'`).join(', ')}))
ORDER BY before.domain LIMIT @most RETURNING domain`

/** Synced and unknown say more than "queued" and stay. A domain without a lead has no state. */
const QUEUE_STATES = `
INSERT INTO sync_states (
  tenant_id, organization_id, domain, status, d365_lead_id, last_at, error, attempt_count, generation, warnings, candidates,
  updated_at
)
SELECT @tenantId, @organizationId, leads.domain, 'queued', NULL, NULL, NULL, 0, 0, '[]', '[]', @now
FROM json_each(@domains) AS named JOIN leads ON leads.domain = named.value
WHERE true
ON CONFLICT (tenant_id, organization_id, domain) DO UPDATE SET status = 'queued', updated_at = excluded.updated_at
WHERE coalesce(sync_states.status, 'pending') NOT IN ('synced', 'unknown')`

/** Writes a run's order down in steps that are whole: a crash between two goes on after the last. */
export function createQueueFilling(db: Database.Database, nowIso: () => string): Pick<PushQueue, 'fill'> {
  const insert = {
    list: db.prepare<[Filling], { domain: string }>(BY_LIST),
    name: db.prepare<[Filling], { domain: string }>(BY_NAME),
    run: db.prepare<[Filling], { domain: string }>(BY_RUN),
  }
  const queueStates = db.prepare<[SyncScope & { domains: string; now: string }]>(QUEUE_STATES)
  const run = db.prepare<[string], { selection: string; filled_to: string }>(
    'SELECT selection, filled_to FROM push_runs WHERE run_id = ?',
  )
  const moveOn = db.prepare<[string, number, string]>(
    'UPDATE push_runs SET filled_to = ?, is_filled = ? WHERE run_id = ?',
  )
  return {
    fill: db.transaction((runId: string, { tenantId, organizationId }: SyncScope, most: number) => {
      const row = run.get(runId)
      if (row === undefined) throw new Error(`There is no queue of run ${runId}.`)
      const selection = PushSelectionSchema.parse(fromJson(row.selection))
      const scope = { tenantId, organizationId }
      const added = insert[wayOf(selection)]
        .all({ runId, ...scope, after: row.filled_to, most, ...paramsOf(selection) })
        .map(({ domain }) => domain)
      queueStates.run({ ...scope, domains: JSON.stringify(added), now: nowIso() })
      const isFilled = wayOf(selection) === 'name' || added.length < most
      const last = added.reduce((highest, domain) => (domain > highest ? domain : highest), row.filled_to)
      moveOn.run(last, isFilled ? 1 : 0, runId)
      return { added: added.length, isFilled }
    }),
  }
}

function wayOf(selection: PushSelection): 'list' | 'name' | 'run' {
  if ('domains' in selection) return 'name'
  return 'failedOf' in selection ? 'run' : 'list'
}

const paramsOf = (selection: PushSelection) => ({
  badge: 'status' in selection && selection.status !== null ? asBadge(selection.status) : null,
  search: 'search' in selection ? asSearch(selection.search) : '',
  domains: JSON.stringify('domains' in selection ? selection.domains : []),
  failedOf: 'failedOf' in selection ? selection.failedOf : '',
})
