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

const SAVE = `
INSERT INTO attempts (
  id, run_id, tenant_id, organization_id, domain, number, d365_lead_id, generation, operation, state, started_at, finished_at,
  client_request_id, service_request_ids, body_digest, failure, delay_ms
) VALUES (
  @id, @run_id, @tenant_id, @organization_id, @domain, @number, @d365_lead_id, @generation, @operation, @state, @started_at,
  @finished_at, @client_request_id, @service_request_ids, @body_digest, @failure, @delay_ms
) ON CONFLICT (id) DO UPDATE SET
  d365_lead_id = excluded.d365_lead_id, generation = excluded.generation, operation = excluded.operation,
  state = excluded.state, finished_at = excluded.finished_at, client_request_id = excluded.client_request_id,
  service_request_ids = excluded.service_request_ids, body_digest = excluded.body_digest, failure = excluded.failure,
  delay_ms = excluded.delay_ms
`

/** Attempts in the order they were made. Saving one again moves it on; run, lead, number and start stay as first written. */
export function createAttemptStore(db: Database.Database): AttemptStore {
  const save = db.prepare<[AttemptRow]>(SAVE)
  const forLead = db.prepare<[string, string], AttemptRow>(
    'SELECT * FROM attempts WHERE tenant_id = ? AND domain = ? ORDER BY sequence',
  )
  const open = db.prepare<[], AttemptRow>(
    `SELECT * FROM attempts WHERE state IN ('sending', 'unknown', 'waiting') ORDER BY sequence`,
  )
  return {
    save: (attempt) => void save.run(toRow(attempt)),
    listFor: (tenantId, domain) => forLead.all(tenantId, domain).map(toAttempt),
    listOpen: () => open.all().map(toAttempt),
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
