import type Database from 'better-sqlite3'
import type { ActivityStore } from '../../core/ports/stores.ts'
import { ActivityEventSchema, type ActivityEvent } from '../../shared/model/activity-event.ts'
import { fromJson } from './row-values.ts'

interface ActivityRow {
  readonly sequence: number
  readonly at: string
  readonly name: string
  readonly level: string
  readonly tenant_id: string | null
  readonly run_id: string | null
  readonly domain: string | null
  readonly lead_id: number | null
  readonly d365_lead_id: string | null
  readonly client_request_id: string | null
  readonly service_request_ids: string
  readonly message: string
  readonly detail: string
}

type Filter = Parameters<ActivityStore['list']>[0]

/** By place, not by name: binding names costs more than the writing. */
const APPEND = `
INSERT INTO activity (
  at, name, level, tenant_id, run_id, domain, lead_id, d365_lead_id, client_request_id, service_request_ids, message, detail
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** The only conditions a list may have. Tenant, run, domain and place have indexes; name and level are read along. */
const CONDITIONS = {
  tenantId: 'tenant_id = @tenantId',
  runId: 'run_id = @runId',
  domain: 'domain = @domain',
  name: 'name = @name',
  level: 'level = @level',
  beforeSequence: 'sequence < @beforeSequence',
} as const

/** The activity log. Sequence numbers rise and are never used twice. */
export function createActivityStore(db: Database.Database): ActivityStore {
  const append = db.prepare<(string | number | null)[]>(APPEND)
  const lists = new Map<string, Database.Statement<[Filter], ActivityRow>>()
  const listBy = (filter: Filter) => {
    const conditions = Object.entries(CONDITIONS)
      .filter(([key]) => filter[key as keyof typeof CONDITIONS] !== undefined)
      .map(([, condition]) => condition)
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
    const known = lists.get(where)
    if (known !== undefined) return known
    const statement = db.prepare<[Filter], ActivityRow>(
      `SELECT * FROM activity ${where} ORDER BY sequence DESC LIMIT @limit`,
    )
    lists.set(where, statement)
    return statement
  }
  return {
    append: (event) => {
      const { at, name, level, tenantId, runId, domain, leadId, d365LeadId, clientRequestId, message } = event
      const [serviceRequestIds, detail] = [JSON.stringify(event.serviceRequestIds), JSON.stringify(event.detail)]
      const about = [tenantId, runId, domain, leadId, d365LeadId, clientRequestId, serviceRequestIds]
      const { lastInsertRowid } = append.run(at, name, level, ...about, message, detail)
      return { ...event, sequence: Number(lastInsertRowid) }
    },
    list: (filter) => listBy(filter).all(filter).map(toEvent),
  }
}

const toEvent = (row: ActivityRow): ActivityEvent =>
  ActivityEventSchema.parse({
    sequence: row.sequence,
    at: row.at,
    name: row.name,
    level: row.level,
    tenantId: row.tenant_id,
    runId: row.run_id,
    domain: row.domain,
    leadId: row.lead_id,
    d365LeadId: row.d365_lead_id,
    clientRequestId: row.client_request_id,
    serviceRequestIds: fromJson(row.service_request_ids),
    message: row.message,
    detail: fromJson(row.detail),
  })
