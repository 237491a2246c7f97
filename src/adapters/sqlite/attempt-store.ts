import type Database from 'better-sqlite3'
import type { AttemptStore } from '../../core/ports/stores.ts'
import { AttemptSchema, type Attempt } from '../../shared/model/push.ts'
import { fromJson, toJson } from './row-values.ts'

interface AttemptRow {
  readonly id: string
  readonly run_id: string
  readonly tenant_id: string
  readonly organization_id: string
  readonly domain: string
  readonly number: number
  readonly d365_lead_id: string
  readonly generation: number
  readonly operation: string
  readonly state: string
  readonly started_at: string
  readonly finished_at: string | null
  readonly client_request_id: string | null
  readonly service_request_ids: string
  readonly body_digest: string
  readonly failure: string | null
  readonly delay_ms: number | null
}

/** Stays as first written. */
const FIXED = [
  'id',
  'run_id',
  'tenant_id',
  'organization_id',
  'domain',
  'number',
  'started_at',
] as const satisfies readonly (keyof AttemptRow)[]

/** Moves on with the attempt. */
const MOVING = [
  'd365_lead_id',
  'generation',
  'operation',
  'state',
  'finished_at',
  'client_request_id',
  'service_request_ids',
  'body_digest',
  'failure',
  'delay_ms',
] as const satisfies readonly (keyof AttemptRow)[]

const COLUMNS = [...FIXED, ...MOVING]

// By place, not by name: binding names costs more than the writing.
const SAVE = `
INSERT INTO attempts (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})
ON CONFLICT (id) DO UPDATE SET ${MOVING.map((column) => `${column} = excluded.${column}`).join(', ')}`

const MOVE_ON = `UPDATE attempts SET ${MOVING.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`

type Value = AttemptRow[keyof AttemptRow]

/** Attempts in the order they were made. Saving one again moves it on; run, lead, number and start stay as first written. */
export function createAttemptStore(db: Database.Database): AttemptStore {
  const save = db.prepare<Value[]>(SAVE)
  const moveOn = db.prepare<Value[]>(MOVE_ON)
  const forLead = db.prepare<[string, string], AttemptRow>(
    'SELECT * FROM attempts WHERE tenant_id = ? AND domain = ? ORDER BY sequence',
  )
  // Most leads have none, and asking for rows that are not there costs four times as much as asking whether they are.
  const hasAny = db
    .prepare<[string, string]>('SELECT 1 FROM attempts WHERE tenant_id = ? AND domain = ? LIMIT 1')
    .pluck()
  const open = db.prepare<[string], AttemptRow>(
    `SELECT * FROM attempts WHERE state IN ('sending', 'unknown', 'waiting')
       AND run_id NOT IN (SELECT value FROM json_each(?)) ORDER BY sequence`,
  )
  return {
    save: (attempt) => {
      const row = toRow(attempt)
      // One that is over was written down when it was sent, nearly always.
      if (attempt.state !== 'sending') {
        const moved = moveOn.run(...MOVING.map((column) => row[column]), row.id)
        if (moved.changes > 0) return
      }
      save.run(...COLUMNS.map((column) => row[column]))
    },
    listFor: (tenantId, domain) =>
      hasAny.get(tenantId, domain) === undefined ? [] : forLead.all(tenantId, domain).map(toAttempt),
    listOpen: (except = []) => open.all(JSON.stringify(except)).map(toAttempt),
  }
}

const toRow = (attempt: Attempt): AttemptRow => ({
  id: attempt.id,
  run_id: attempt.runId,
  tenant_id: attempt.tenantId,
  organization_id: attempt.organizationId,
  domain: attempt.domain,
  number: attempt.number,
  d365_lead_id: attempt.d365LeadId,
  generation: attempt.generation,
  operation: attempt.operation,
  state: attempt.state,
  started_at: attempt.startedAt,
  finished_at: attempt.finishedAt,
  client_request_id: attempt.clientRequestId,
  service_request_ids: JSON.stringify(attempt.serviceRequestIds),
  body_digest: attempt.bodyDigest,
  failure: toJson(attempt.failure),
  delay_ms: attempt.delayMs,
})

const toAttempt = (row: AttemptRow): Attempt =>
  AttemptSchema.parse({
    id: row.id,
    runId: row.run_id,
    tenantId: row.tenant_id,
    organizationId: row.organization_id,
    domain: row.domain,
    number: row.number,
    d365LeadId: row.d365_lead_id,
    generation: row.generation,
    operation: row.operation,
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    clientRequestId: row.client_request_id,
    serviceRequestIds: fromJson(row.service_request_ids),
    bodyDigest: row.body_digest,
    failure: fromJson(row.failure),
    delayMs: row.delay_ms,
  })
