import type { Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure, RequestIds } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { FindProxy } from './http/proxy-route.ts'
import type { SocketGauge, Transport } from './http/transport.ts'
import type { AppCredential } from '../entra/request-token.ts'
import type { TokenProvider } from '../entra/token-provider.ts'
import type { CallContext, D365Answer } from './d365-call.ts'
import type { LeadCustomizer, MetadataReader } from './metadata-reader.ts'
import type { NoteBook } from './note-book.ts'

export type { CallContext, D365Answer } from './d365-call.ts'

/** A lead as D365 gives it: column name to value; `etag` apart. Lookups come as `_ownerid_value`. */
export interface LeadRecord {
  readonly leadId: string
  readonly etag: string | null
  readonly columns: Readonly<Record<string, unknown>>
}

export type LeadBody = Readonly<Record<string, string | number | boolean | null>>

/** One row to create, under an id of our choice. */
export interface LeadRow {
  readonly leadId: string
  readonly body: LeadBody
}

/** One conditional write: `create` never updates, `update` never creates. */
export interface LeadWrite extends LeadRow {
  readonly operation: 'create' | 'update'
}

export interface LeadSearch {
  readonly column: string
  readonly values: readonly string[]
}

export interface WhoAmI {
  readonly userId: string
  readonly businessUnitId: string
  readonly organizationId: string
}

export interface Organization {
  readonly organizationId: string
  readonly friendlyName: string | null
  /** As answered: a number or a name (`dataverse-facts` 6.5: OrganizationType). */
  readonly organizationType: string | number | null
  /** The environment's id in the Power Platform admin centre; may begin with `Default-`. */
  readonly environmentId: string | null
}

export interface SystemUser {
  readonly systemUserId: string
  readonly fullName: string | null
  readonly applicationId: string | null
  readonly entraObjectId: string | null
  readonly email: string | null
  readonly isDisabled: boolean
  readonly accessMode: number | null
}

/** What this console asks of one Dataverse organisation. One operation per file; no call repeats a write. */
export interface D365Client {
  readonly whoAmI: (context?: CallContext) => D365Answer<WhoAmI>
  readonly readOrganization: (context?: CallContext) => D365Answer<Organization>
  /** Tables, columns, keys, roles and privileges. */
  readonly metadata: MetadataReader
  /** Creates and publishes columns of the lead table. */
  readonly customizer: LeadCustomizer
  readonly notes: NoteBook
  /** Users with this application (client) id; usually none or one. */
  readonly findApplicationUsers: (
    applicationId: string,
    context?: CallContext,
  ) => D365Answer<{ readonly users: readonly SystemUser[] }>
  /** Absent = failure D365NotFoundError with code 0x80040217; any other failure says nothing about existence. */
  readonly readLead: (leadId: string, select: readonly string[] | null, context?: CallContext) => D365Answer<LeadRecord>
  /** `filter` is an OData expression made by `odata-filter.ts` (escaped there). Follows next links of the same origin up to `top` rows; null = all. */
  readonly queryLeads: (
    query: {
      readonly filter: string
      readonly select: readonly string[]
      readonly top: number | null
      readonly orderBy?: string
    },
    context?: CallContext,
  ) => D365Answer<{ readonly leads: readonly LeadRecord[] }>
  /** Exact up to Dataverse's own cap of 5,000. */
  readonly countLeads: (filter: string, context?: CallContext) => D365Answer<{ readonly count: number }>
  /** Conditional create under our id: PATCH with `If-None-Match: *`. Already there = D365DuplicateError by key. */
  readonly createLead: (
    leadId: string,
    body: LeadBody,
    context?: CallContext,
  ) => D365Answer<{ readonly leadId: string }>
  /** PATCH with `If-Match: *`: never creates. */
  readonly updateLead: (
    leadId: string,
    body: LeadBody,
    context?: CallContext,
  ) => D365Answer<{ readonly leadId: string }>
  /** CreateMultiple: all rows or none. Which row a refusal is about, nobody says. */
  readonly createLeads: (rows: readonly LeadRow[], context?: CallContext) => D365Answer<object>
  /** Conditional writes in one request, one answer each, in order. At most 1,000. */
  readonly writeLeads: (
    writes: readonly LeadWrite[],
    context?: CallContext,
  ) => D365Answer<{ readonly answers: readonly Result<{ readonly requestIds: RequestIds }, D365Failure>[] }>
  /** Direct questions by id in one request, one answer each, in order; each means what `readLead`'s would. At most 1,000. */
  readonly readLeads: (
    leadIds: readonly string[],
    select: readonly string[],
    context?: CallContext,
  ) => D365Answer<{ readonly answers: readonly Result<LeadRecord, D365Failure>[] }>
  /** Rows with one of the values in a column; a missing row says nothing about existence. */
  readonly searchLeads: (
    searches: readonly LeadSearch[],
    select: readonly string[],
    context?: CallContext,
  ) => D365Answer<{ readonly leads: readonly LeadRecord[] }>
  readonly deleteLead: (leadId: string, context?: CallContext) => D365Answer<{ readonly leadId: string }>
}

/** One tenant, reachable. */
export interface TenantConnection {
  readonly tenant: Tenant
  readonly tokens: TokenProvider
  readonly d365: D365Client
  /** Of this connection's own pool. */
  readonly sockets: () => SocketGauge
  /** Destroys sockets; running calls fail as cancelled. */
  readonly close: () => void
}

/** How a tenant is reached, without anything it signs in with; the caller closes the transport. */
export interface TenantWay {
  /** Origins of Entra ID and of the organisation. */
  readonly entra: string
  readonly organization: string
  readonly findProxy: FindProxy
  readonly transport: Transport
}

/** Opens tenants: base URL rule, credential, trust, transport. Connections are kept per tenant until `changedAt` moves or `drop`. */
export interface TenantConnections {
  /** `isFresh`: nothing shared, no token cache (tests of credentials); the caller closes it. `secret` or `credential` replaces the stored one for a fresh connection. */
  readonly open: (
    tenant: Tenant,
    options?: {
      readonly isFresh?: boolean
      readonly secret?: string
      readonly credential?: AppCredential
      readonly clientId?: string
      /** Tried in the place of the one that is kept. */
      readonly proxyPassword?: string
    },
  ) => Promise<Result<TenantConnection, Failure>>
  readonly drop: (tenantId: string) => void
  /** After sleep: what is under way counts as a lost answer, at once instead of after its deadline. */
  readonly cut: () => void
  readonly close: () => void
}

/** A tenant's ways out, without anything it signs in with. */
export interface TenantWays {
  /** The way that `open` would take, for finding out where it breaks. */
  readonly way: (tenant: Tenant) => Promise<Result<TenantWay, Failure>>
  /** To a server that is neither Entra ID nor the organisation (Hunter's), with the tenant's proxy and certificates; the caller closes it. */
  readonly openBeside: (tenant: Tenant) => Transport
}
