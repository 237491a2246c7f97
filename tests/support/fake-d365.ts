import { randomUUID } from 'node:crypto'
import { ok, type Result } from '../../src/shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../src/shared/model/failure.ts'
import type {
  CallContext,
  D365Client,
  LeadRecord,
  TenantConnection,
  TenantConnections,
} from '../../src/core/d365/d365-client.ts'
import type { Tenant } from '../../src/shared/model/tenant.ts'
import { AT, ORGANIZATION_ID } from './builders.ts'
import { createFakeCustomizer, createFakeMetadata } from './fake-metadata.ts'

export type Rows = Map<string, Readonly<Record<string, unknown>>>

/** Changes what an honest organisation does; gets the honest client and its rows. */
export type Misbehaviour = (honest: D365Client, rows: Rows) => Partial<D365Client>

const requestIds = (): RequestIds => ({ client: randomUUID(), service: [randomUUID()] })

/** Dataverse's answer for a record that does not exist. */
export const absent = (id: string): D365Failure => ({
  kind: 'D365NotFoundError',
  message: `lead With Id = ${id} Does Not Exist`,
  httpStatus: 404,
  code: '0x80040217',
  requestIds: requestIds(),
})

/** Dataverse's answer for an id that is in use. */
const taken = (): D365Failure => ({
  kind: 'D365DuplicateError',
  message: 'A record with matching key values already exists.',
  httpStatus: 412,
  code: '0x80040237',
  requestIds: requestIds(),
  by: 'key',
})

/** What a server in trouble answers. */
export const inTrouble = {
  kind: 'D365APIError',
  message: 'Service unavailable',
  httpStatus: 503,
  code: null,
  requestIds: null,
  isDefinite: false,
  isTransient: true,
} as const satisfies D365Failure

/** A leads table in memory behind the client's interface, for decisions and judgements; the sandbox is for everything that travels. */
export function createFakeD365(misbehave: Misbehaviour = () => ({})): {
  readonly client: D365Client
  readonly rows: Rows
} {
  const rows: Rows = new Map()
  const honest = honestClient(rows)
  return { client: { ...honest, ...misbehave(honest, rows) }, rows }
}

const notInThisFake = () => Promise.reject(new Error('not in this fake'))

function honestClient(rows: Rows): D365Client {
  const answer = <T extends object>(value: T): Promise<Result<T & { readonly requestIds: RequestIds }, D365Failure>> =>
    Promise.resolve(ok({ ...value, requestIds: requestIds() }))
  const refuse = (failure: D365Failure): Promise<{ readonly ok: false; readonly failure: D365Failure }> =>
    Promise.resolve({ ok: false, failure })
  const record = (leadId: string): LeadRecord => ({ leadId, etag: 'W/"1"', columns: rows.get(leadId) ?? {} })
  const matching = (filter: string): readonly string[] => {
    const wanted = [...filter.matchAll(/(\w+) eq '((?:[^']|'')*)'/g)].map(
      ([, column = '', value = '']) => [column, value] as const,
    )
    const begun = [...filter.matchAll(/startswith\((\w+),'((?:[^']|'')*)'\)/g)].map(
      ([, column = '', value = '']) => [column, value] as const,
    )
    const isMeant = (row: Readonly<Record<string, unknown>>): boolean =>
      wanted.some(([column, value]) => row[column] === value) ||
      begun.some(([column, value]) => String(row[column]).startsWith(value))
    return [...rows].filter(([, row]) => isMeant(row)).map(([id]) => id)
  }
  return {
    whoAmI: () =>
      answer({
        userId: '0a0a0a0a-0000-4000-8000-000000000001',
        businessUnitId: '0a0a0a0a-0000-4000-8000-000000000002',
        organizationId: ORGANIZATION_ID,
      }),
    readOrganization: () =>
      answer({ organizationId: ORGANIZATION_ID, friendlyName: 'Fake', organizationType: 13, environmentId: null }),
    metadata: createFakeMetadata(),
    customizer: createFakeCustomizer(),
    notes: { create: notInThisFake, search: notInThisFake },
    findApplicationUsers: () => answer({ users: [] }),
    readLead: (id, _select, context) => {
      tell(context, { method: 'GET', id, status: rows.has(id) ? 200 : 404 })
      return rows.has(id) ? answer(record(id)) : refuse(absent(id))
    },
    queryLeads: ({ filter, top }) =>
      answer({
        leads: matching(filter)
          .slice(0, top ?? undefined)
          .map(record),
      }),
    countLeads: (filter) => answer({ count: matching(filter).length }),
    createLead: (id, body, context) => {
      if (rows.has(id)) {
        tell(context, { method: 'PATCH', id, status: 412, body })
        return refuse(taken())
      }
      tell(context, { method: 'PATCH', id, status: 204, body })
      rows.set(id, { leadid: id, statecode: 0, ...body })
      return answer({ leadId: id })
    },
    updateLead: (id, body) => {
      if (!rows.has(id)) return refuse(absent(id))
      rows.set(id, { ...rows.get(id), ...body })
      return answer({ leadId: id })
    },
    createLeads: (targets) => {
      for (const { leadId, body } of targets) rows.set(leadId, { leadid: leadId, statecode: 0, ...body })
      return answer({})
    },
    writeLeads: notInThisFake,
    readLeads: notInThisFake,
    searchLeads: notInThisFake,
    deleteLead: (id) => (rows.delete(id) ? answer({ leadId: id }) : refuse(absent(id))),
  }
}

function tell(
  context: CallContext | undefined,
  {
    method,
    id,
    status,
    body,
  }: { readonly method: string; readonly id: string; readonly status: number; readonly body?: object },
): void {
  const ids = requestIds()
  context?.onExchange?.({
    at: new Date().toISOString(),
    method,
    url: `https://contoso.crm4.dynamics.com/api/data/v9.2/leads(${id})`,
    requestHeaders: method === 'PATCH' ? { 'If-None-Match': '*' } : {},
    requestBody: body === undefined ? null : JSON.stringify(body),
    status,
    responseHeaders: {},
    responseBody: null,
    durationMs: 1,
    clientRequestId: ids.client,
    serviceRequestIds: [...ids.service],
    isInjected: false,
    error: null,
  })
}

/** Opens every tenant onto one fake organisation. */
export function fakeConnections(client: D365Client): TenantConnections {
  const connect = (tenant: Tenant): TenantConnection => ({
    tenant,
    d365: client,
    tokens: {
      acquire: () =>
        Promise.resolve(
          ok({ accessToken: 'token', expiresAt: AT, isFromCache: true, lifetimeMs: 3_600_000, claims: {} }),
        ),
      invalidate: () => undefined,
      networkCalls: () => 0,
    },
    sockets: () => ({ limit: 52, peak: 1, peakWaiting: 0 }),
    close: () => undefined,
  })
  return {
    open: (tenant) => Promise.resolve(ok(connect(tenant))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
}
