import type { D365Client, LeadBody, LeadRecord, LeadRow, TenantConnection } from '../../src/core/d365/d365-client.ts'
import { fail, ok } from '../../src/shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../src/shared/model/failure.ts'
import type { Tenant } from '../../src/shared/model/tenant.ts'
import { createFakeCustomizer, createFakeMetadata } from './fake-metadata.ts'

type Operation =
  | 'acquire'
  | 'whoAmI'
  | 'readLead'
  | 'queryLeads'
  | 'createLead'
  | 'updateLead'
  | 'createLeads'
  | 'writeLeads'
  | 'readLeads'
  | 'searchLeads'
  | 'supports'

/** What the next call of an operation answers instead of the truth; `isCommitted`: the write is carried out all the same. */
interface Script {
  readonly operation: Operation
  readonly failure: D365Failure
  readonly isCommitted: boolean
}

export interface ScriptedD365 {
  /** The table of leads: id to columns. */
  readonly rows: Map<string, Record<string, unknown>>
  /** Ids that D365 says exist and shows no row for. */
  readonly recycled: Set<string>
  /** Rows that queries leave out without a sign. */
  readonly hidden: Set<string>
  /** Every call, in order: `createLead 3ebc1afc-…`. */
  readonly calls: readonly string[]
  /** Bodies of every write that reached the table. */
  readonly written: readonly LeadBody[]
  organizationId: string
  /** Called before every call; a test may change the world here. */
  onCall: (operation: Operation) => void
  /** Rows that D365 would refuse, by subject, and how. */
  readonly badRows: Map<string, D365Failure>
  readonly failNext: (
    operation: Operation,
    failure: D365Failure,
    more?: { times?: number; isCommitted?: boolean },
  ) => void
  readonly connect: (tenant: Tenant) => TenantConnection
}

const IDS: RequestIds = { client: '00000000-0000-4000-8000-00000000c11e', service: ['s-1', 's-2'] }
export const answered = { message: 'Said the server.', httpStatus: 500, code: null, requestIds: IDS } as const

export const ABSENT: D365Failure = { kind: 'D365NotFoundError', ...answered, httpStatus: 404, code: '0x80040217' }
export const KEY_EXISTS: D365Failure = {
  kind: 'D365DuplicateError',
  ...answered,
  httpStatus: 412,
  code: '0x80040237',
  by: 'key',
}
export const SERVER_ERROR: D365Failure = { kind: 'D365APIError', ...answered, isDefinite: false, isTransient: true }
export const CUT: D365Failure = {
  kind: 'D365NetworkError',
  message: 'The connection broke.',
  requestIds: IDS,
  phase: 'answer',
  networkCode: 'ECONNRESET',
  isTls: false,
}
export const throttled = (retryAfterMs: number | null): D365Failure => ({
  kind: 'D365RateLimitError',
  ...answered,
  httpStatus: 429,
  limit: 'requests',
  retryAfterMs,
})

/** A Dataverse of one table that answers at once and fails by script: for the decisions of a push, case by case. */
export function createScriptedD365(organizationId: string): ScriptedD365 {
  const rows = new Map<string, Record<string, unknown>>()
  const recycled = new Set<string>()
  const hidden = new Set<string>()
  const calls: string[] = []
  const written: LeadBody[] = []
  const scripts: Script[] = []

  const call = (operation: Operation, detail = ''): Script | null => {
    calls.push(detail === '' ? operation : `${operation} ${detail}`)
    scripted.onCall(operation)
    const at = scripts.findIndex((script) => script.operation === operation)
    return at < 0 ? null : (scripts.splice(at, 1)[0] ?? null)
  }
  const recordOf = (leadId: string): LeadRecord => ({
    leadId,
    etag: null,
    columns: { statecode: 0, ...rows.get(leadId) },
  })
  const unused = (): never => {
    throw new Error('A push has no business with this call.')
  }
  const badRows = new Map<string, D365Failure>()
  const refusalOf = ({ leadId, body }: LeadRow): D365Failure | null => {
    if (rows.has(leadId) || recycled.has(leadId)) return KEY_EXISTS
    return badRows.get(String(body['subject'])) ?? null
  }
  const write = (operation: 'createLead' | 'updateLead', leadId: string, body: LeadBody) => {
    const script = call(operation, leadId)
    if (script !== null && !script.isCommitted) return fail(script.failure)
    const refusal = operation === 'createLead' ? refusalOf({ leadId, body }) : rows.has(leadId) ? null : ABSENT
    if (refusal !== null) return fail(refusal)
    written.push(body)
    rows.set(leadId, { ...rows.get(leadId), ...body })
    return script === null ? ok({ leadId, requestIds: IDS }) : fail(script.failure)
  }
  const client: D365Client = {
    customizer: createFakeCustomizer(),
    metadata: createFakeMetadata({
      supportsLeadMessage: () => {
        const script = call('supports')
        return Promise.resolve(script === null ? ok({ isSupported: true, requestIds: IDS }) : fail(script.failure))
      },
    }),
    whoAmI: () => {
      const script = call('whoAmI')
      const user = { userId: 'u', businessUnitId: 'b', organizationId: scripted.organizationId }
      return Promise.resolve(script === null ? ok({ ...user, requestIds: IDS }) : fail(script.failure))
    },
    readLead: (leadId) => {
      const script = call('readLead', leadId)
      if (script !== null) return Promise.resolve(fail(script.failure))
      return Promise.resolve(rows.has(leadId) ? ok({ ...recordOf(leadId), requestIds: IDS }) : fail(ABSENT))
    },
    queryLeads: ({ filter }) => {
      const script = call('queryLeads')
      if (script !== null) return Promise.resolve(fail(script.failure))
      const isHit = (row: Record<string, unknown>) =>
        ['subject', 'websiteurl', 'emailaddress1'].some((column) =>
          filter.includes(`${column} eq '${String(row[column])}'`),
        )
      const leads = [...rows].flatMap(([leadId, row]) => (isHit(row) ? [recordOf(leadId)] : []))
      return Promise.resolve(ok({ leads, requestIds: IDS }))
    },
    createLead: (leadId, body) => Promise.resolve(write('createLead', leadId, body)),
    updateLead: (leadId, body) => Promise.resolve(write('updateLead', leadId, body)),
    createLeads: (targets) => {
      const script = call('createLeads', String(targets.length))
      if (script !== null && !script.isCommitted) return Promise.resolve(fail(script.failure))
      const refusal = targets.map(refusalOf).find((failure) => failure !== null) ?? null
      if (refusal !== null) return Promise.resolve(fail(refusal))
      for (const { leadId, body } of targets) {
        written.push(body)
        rows.set(leadId, { ...body })
      }
      return Promise.resolve(script === null ? ok({ requestIds: IDS }) : fail(script.failure))
    },
    writeLeads: (writes) => {
      const script = call('writeLeads', String(writes.length))
      if (script !== null && !script.isCommitted) return Promise.resolve(fail(script.failure))
      const length = calls.length
      const answers = writes.map(({ operation, leadId, body }) =>
        write(operation === 'create' ? 'createLead' : 'updateLead', leadId, body),
      )
      calls.length = length
      return Promise.resolve(script === null ? ok({ answers, requestIds: IDS }) : fail(script.failure))
    },
    readLeads: (leadIds) => {
      const script = call('readLeads', String(leadIds.length))
      if (script !== null) return Promise.resolve(fail(script.failure))
      const answers = leadIds.map((leadId) => (rows.has(leadId) ? ok(recordOf(leadId)) : fail(ABSENT)))
      return Promise.resolve(ok({ answers, requestIds: IDS }))
    },
    searchLeads: (searches) => {
      const script = call('searchLeads')
      if (script !== null) return Promise.resolve(fail(script.failure))
      const isHit = ({ leadId, columns }: LeadRecord) =>
        searches.some(({ column, values }) => values.includes(column === 'leadid' ? leadId : String(columns[column])))
      const leads = [...rows.keys()].map(recordOf).filter((record) => !hidden.has(record.leadId) && isHit(record))
      return Promise.resolve(ok({ leads, requestIds: IDS }))
    },
    readOrganization: unused,
    notes: { create: unused, search: unused },
    findApplicationUsers: unused,
    countLeads: unused,
    deleteLead: unused,
  }
  const scripted: ScriptedD365 = {
    rows,
    recycled,
    hidden,
    badRows,
    calls,
    written,
    organizationId,
    onCall: () => undefined,
    failNext: (operation, failure, { times = 1, isCommitted = false } = {}) => {
      for (let n = 0; n < times; n += 1) scripts.push({ operation, failure, isCommitted })
    },
    connect: (tenant) => ({
      tenant,
      d365: client,
      tokens: {
        acquire: () => {
          const script = call('acquire')
          const token = {
            accessToken: 'token',
            expiresAt: '2026-03-01T13:00:00.000Z',
            isFromCache: false,
            lifetimeMs: 1,
            claims: {},
          }
          return Promise.resolve(script === null ? ok(token) : fail(script.failure))
        },
        invalidate: () => undefined,
        networkCalls: () => 0,
      },
      sockets: () => ({ limit: 52, peak: 1, peakWaiting: 0 }),
      close: () => undefined,
    }),
  }
  return scripted
}
