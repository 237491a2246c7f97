import type Database from 'better-sqlite3'
import type { PushQueue, QueueInfo, QueuePlace, SyncScope } from '../../core/ports/stores.ts'
import {
  GOOD_OUTCOMES,
  PushedLeadSchema,
  PushOutcomeSchema,
  PushSelectionSchema,
  type PushedLead,
  type PushOutcome,
  type PushSelection,
} from '../../shared/model/push.ts'
import { createQueueFilling } from './push-queue-filling.ts'
import { fromJson } from './row-values.ts'

interface RunRow {
  readonly selection: string
  readonly is_filled: number
  readonly is_paused: number
  readonly is_cancelled: number
  readonly retries: number
  readonly throttled_ms: number
  readonly worked_ms: number
}

interface LeadRow {
  readonly domain: string
  readonly outcome: string
  readonly status: string | null
  readonly reason: string | null
  readonly d365_lead_id: string | null
}

interface Page {
  readonly runId: string
  readonly after: string
  readonly outcomes: string | null
  readonly limit: number
}

const LEAD = 'domain, outcome, status, reason, d365_lead_id'

/** Leads that never had their turn become what they were; one that was queued anew meanwhile by another run is that run's. */
const GIVE_BACK_STATES = `
UPDATE sync_states SET status = chunk.before_status, updated_at = @now FROM (
  SELECT domain, before_status FROM push_run_leads WHERE run_id = @runId AND outcome IS NULL
  ORDER BY position, domain LIMIT @most
) AS chunk
WHERE sync_states.tenant_id = @tenantId AND sync_states.organization_id = @organizationId
  AND sync_states.domain = chunk.domain AND sync_states.status IN ('queued', 'in_progress')`

const GIVE_BACK_LEADS = `
UPDATE push_run_leads SET outcome = @outcome, reason = @reason, status = (
  SELECT status FROM sync_states AS state WHERE state.tenant_id = @tenantId
    AND state.organization_id = @organizationId AND state.domain = push_run_leads.domain)
WHERE run_id = @runId AND domain IN (
  SELECT domain FROM push_run_leads WHERE run_id = @runId AND outcome IS NULL ORDER BY position, domain LIMIT @most)`

/** Grouping sorts, and a run that begins has a hundred thousand to do: those are what the others leave of all. */
const COUNTS = `
SELECT NULL AS outcome, count(*) - count(outcome) AS total FROM push_run_leads WHERE run_id = @runId
HAVING count(*) > count(outcome)
UNION ALL
SELECT outcome, count(*) FROM push_run_leads WHERE run_id = @runId AND outcome IS NOT NULL GROUP BY outcome`

const GOOD = JSON.stringify(GOOD_OUTCOMES)
const BAD = JSON.stringify(PushOutcomeSchema.options.filter((outcome) => !GOOD_OUTCOMES.includes(outcome)))

/** The queue of push runs: orders are rows, so a run of a million leads costs no memory and survives the process. */
export function createPushQueue(db: Database.Database, nowIso: () => string): PushQueue {
  const insertRun = db.prepare<[string, string]>("INSERT INTO push_runs VALUES (?, ?, '', 0, 0, 0, 0, 0, 0)")
  const run = db.prepare<[string], RunRow>('SELECT * FROM push_runs WHERE run_id = ?')
  const setPaused = db.prepare<[number, string]>('UPDATE push_runs SET is_paused = ? WHERE run_id = ?')
  const setCancelled = db.prepare<[string]>('UPDATE push_runs SET is_cancelled = 1 WHERE run_id = ?')
  const addSums = db.prepare<[number, number, number, string]>(
    `UPDATE push_runs SET retries = retries + ?, throttled_ms = throttled_ms + ?, worked_ms = worked_ms + ?
     WHERE run_id = ?`,
  )
  const finish = db.prepare<(string | null)[]>(
    'UPDATE push_run_leads SET outcome = ?, status = ?, reason = ?, d365_lead_id = ? WHERE run_id = ? AND domain = ?',
  )
  const giveBackStates = db.prepare<[Record<string, unknown>]>(GIVE_BACK_STATES)
  const giveBackLeads = db.prepare<[Record<string, unknown>]>(GIVE_BACK_LEADS)

  return {
    open: (runId, selection) => void insertRun.run(runId, JSON.stringify(selection)),
    info: (runId) => {
      const row = run.get(runId)
      return row === undefined ? null : toInfo(row)
    },
    ...createQueueFilling(db, nowIso),
    setPaused: (runId, isPaused) => void setPaused.run(isPaused ? 1 : 0, runId),
    setCancelled: (runId) => void setCancelled.run(runId),
    addSums: (runId, { retries, throttledMs, workedMs }) => void addSums.run(retries, throttledMs, workedMs, runId),
    finish: (runId, { domain, outcome, status, reason, d365_lead_id: id }) =>
      void finish.run(outcome, status, reason, id, runId, domain),
    ...createReading(db),
    giveBack: db.transaction((runId: string, scope: SyncScope, end: Parameters<PushQueue['giveBack']>[2]) => {
      const given = { runId, ...scope, ...end, now: nowIso() }
      giveBackStates.run(given)
      return giveBackLeads.run(given).changes
    }),
  }
}

/** What the queue says of a run's leads. */
function createReading(db: Database.Database): Pick<PushQueue, 'next' | 'nextAnswered' | 'counts' | 'page' | 'listed'> {
  const toDo = db.prepare<[string, number, string, number], { domain: string; position: number }>(
    `SELECT domain, position FROM push_run_leads
     WHERE run_id = ? AND outcome IS NULL AND (position, domain) > (?, ?) ORDER BY position, domain LIMIT ?`,
  )
  const answered = db.prepare<[string, number], QueuePlace>(
    `SELECT domain, position FROM push_run_leads
     WHERE run_id = ? AND outcome IS NULL
       AND domain NOT IN (SELECT domain FROM attempts WHERE state IN ('sending', 'unknown', 'waiting'))
     ORDER BY position, domain LIMIT ?`,
  )
  const counts = db.prepare<[{ runId: string }], { outcome: PushOutcome | null; total: number }>(COUNTS)
  const page = db.prepare<[Page], LeadRow>(
    `SELECT ${LEAD} FROM push_run_leads
     WHERE run_id = @runId AND domain > @after AND outcome IS NOT NULL
       AND (@outcomes IS NULL OR outcome IN (SELECT value FROM json_each(@outcomes)))
     ORDER BY domain LIMIT @limit`,
  )
  const inOrder = db.prepare<[string, number], LeadRow>(
    `SELECT ${LEAD} FROM push_run_leads WHERE run_id = ? AND outcome IS NOT NULL ORDER BY position, domain LIMIT ?`,
  )
  return {
    next: (runId, after, limit) => toDo.all(runId, after?.position ?? -1, after?.domain ?? '', limit),
    nextAnswered: (runId, limit) => answered.all(runId, limit),
    counts: (runId) => counts.all({ runId }),
    page: (runId, { outcomes, after, limit }) => {
      const wanted = outcomes === null ? null : JSON.stringify(outcomes)
      const rows = page.all({ runId, after: after ?? '', outcomes: wanted, limit: limit + 1 })
      const leads = rows.slice(0, limit).map(toLead)
      return { leads, next: rows.length > limit ? (leads.at(-1)?.domain ?? null) : null }
    },
    listed: (runId, total, most) => {
      if (total <= most) return inOrder.all(runId, most).map(toLead)
      const bad = page.all({ runId, after: '', outcomes: BAD, limit: most })
      const good = page.all({ runId, after: '', outcomes: GOOD, limit: most - bad.length })
      return [...bad, ...good].map(toLead)
    },
  }
}

const toInfo = (row: RunRow): QueueInfo => ({
  selection: PushSelectionSchema.parse(fromJson(row.selection)) satisfies PushSelection,
  isFilled: row.is_filled === 1,
  isPaused: row.is_paused === 1,
  isCancelled: row.is_cancelled === 1,
  retries: row.retries,
  throttledMs: row.throttled_ms,
  workedMs: row.worked_ms,
})

const toLead = (row: LeadRow): PushedLead => PushedLeadSchema.parse(row)
