import type Database from 'better-sqlite3'
import type { RunStore } from '../../core/ports/stores.ts'
import { EvidenceSchema, RunSchema, type Evidence, type Run } from '../../shared/model/run.ts'
import { packJson, unpackJson } from './pack-json.ts'
import { fromFlag, fromJson, toFlag, toJson } from './row-values.ts'
import { createTestRecordStore } from './test-record-store.ts'

interface RunRow {
  readonly id: string
  readonly kind: string
  readonly tenant_id: string
  readonly parent_id: string | null
  readonly status: string
  readonly started_at: string
  readonly finished_at: string | null
  readonly app_version: string
  readonly tenant_changed_at: string
  readonly was_unlocked: number
  readonly result: string | null
}

interface EvidenceRow {
  readonly id: string
  readonly run_id: string
  readonly step: string
  readonly kind: string
  readonly at: string
  readonly title: string
  readonly body: Buffer
}

const SAVE_RUN = `
INSERT INTO runs (
  id, kind, tenant_id, parent_id, status, started_at, finished_at, app_version, tenant_changed_at, was_unlocked, result
) VALUES (
  @id, @kind, @tenant_id, @parent_id, @status, @started_at, @finished_at, @app_version, @tenant_changed_at, @was_unlocked,
  @result
) ON CONFLICT (id) DO UPDATE SET
  status = excluded.status, finished_at = excluded.finished_at, was_unlocked = excluded.was_unlocked,
  result = excluded.result
`

const LIST_RUNS = `
SELECT * FROM runs
WHERE (@tenantId IS NULL OR tenant_id = @tenantId) AND (@kind IS NULL OR kind = @kind)
  AND (@status IS NULL OR status = @status) AND (@parentId IS NULL OR parent_id = @parentId)
ORDER BY sequence DESC LIMIT @limit
`

/** Saving the same evidence again replaces it (a screenshot arrives later than its step). */
const SAVE_EVIDENCE = `
INSERT INTO evidence (id, run_id, step, kind, at, title, body) VALUES (@id, @run_id, @step, @kind, @at, @title, @body)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, at = excluded.at, title = excluded.title, body = excluded.body
`

interface RunFilter {
  readonly tenantId: string | null
  readonly parentId: string | null
  readonly kind: string | null
  readonly status: string | null
  /** -1 = all. */
  readonly limit: number
}

const EVIDENCE_BEFORE = `
SELECT count(*) FILTER (WHERE NOT is_kept) AS pieces, count(DISTINCT run_id) FILTER (WHERE NOT is_kept) AS runs,
  count(*) FILTER (WHERE is_kept) AS kept
FROM (SELECT run_id, run_id IN (SELECT value FROM json_each(?)) AS is_kept FROM evidence WHERE at < ?)`

/** Runs, what they saw, and the records they have to delete again. Saving a run again moves its status and result on. */
export function createRunStore(db: Database.Database): RunStore {
  const saveRun = db.prepare<[RunRow]>(SAVE_RUN)
  const byId = db.prepare<[string], RunRow>('SELECT * FROM runs WHERE id = ?')
  const list = db.prepare<[RunFilter], RunRow>(LIST_RUNS)
  const saveEvidence = db.prepare<[EvidenceRow]>(SAVE_EVIDENCE)
  const evidenceOf = db.prepare<[string], EvidenceRow>('SELECT * FROM evidence WHERE run_id = ? ORDER BY sequence')
  const evidence = db.prepare<[string], EvidenceRow>('SELECT * FROM evidence WHERE id = ?')
  const evidenceBefore = db.prepare<[string, string], { pieces: number; runs: number; kept: number }>(EVIDENCE_BEFORE)
  const deleteEvidence = db.prepare<[string, string]>(
    'DELETE FROM evidence WHERE at < ? AND run_id NOT IN (SELECT value FROM json_each(?))',
  )
  return {
    save: (run) => void saveRun.run(toRunRow(run)),
    get: (id) => {
      const row = byId.get(id)
      return row === undefined ? null : toRun(row)
    },
    list: ({ tenantId = null, parentId = null, kind = null, status = null, limit = -1 }) =>
      list.all({ tenantId, parentId, kind, status, limit }).map(toRun),
    saveEvidence: (seen) => void saveEvidence.run(toEvidenceRow(seen)),
    evidenceOf: (runId) => evidenceOf.all(runId).map(toEvidence),
    evidenceBefore: (at, keptRunIds) =>
      evidenceBefore.get(JSON.stringify(keptRunIds), at) ?? { pieces: 0, runs: 0, kept: 0 },
    deleteEvidenceBefore: (at, keptRunIds) => deleteEvidence.run(at, JSON.stringify(keptRunIds)).changes,
    evidence: (id) => {
      const row = evidence.get(id)
      return row === undefined ? null : toEvidence(row)
    },
    ...createTestRecordStore(db),
  }
}

const toRunRow = (run: Run): RunRow => ({
  id: run.id,
  kind: run.kind,
  tenant_id: run.tenantId,
  parent_id: run.parentId,
  status: run.status,
  started_at: run.startedAt,
  finished_at: run.finishedAt,
  app_version: run.appVersion,
  tenant_changed_at: run.tenantChangedAt,
  was_unlocked: toFlag(run.wasUnlocked) ?? 0,
  result: toJson(run.result),
})

const toRun = (row: RunRow): Run =>
  RunSchema.parse({
    id: row.id,
    kind: row.kind,
    tenantId: row.tenant_id,
    parentId: row.parent_id,
    status: row.status,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    appVersion: row.app_version,
    tenantChangedAt: row.tenant_changed_at,
    wasUnlocked: fromFlag(row.was_unlocked),
    result: fromJson(row.result),
  })

const toEvidenceRow = (seen: Evidence): EvidenceRow => ({
  id: seen.id,
  run_id: seen.runId,
  step: seen.step,
  kind: seen.kind,
  at: seen.at,
  title: seen.title,
  body: packJson(seen.body),
})

const toEvidence = (row: EvidenceRow): Evidence =>
  EvidenceSchema.parse({
    id: row.id,
    runId: row.run_id,
    step: row.step,
    kind: row.kind,
    at: row.at,
    title: row.title,
    body: unpackJson(row.body),
  })
