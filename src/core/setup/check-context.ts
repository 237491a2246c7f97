import type { Result } from '../../shared/lib/result.ts'
import type { CheckStatus, PortalPlace } from '../../shared/model/check.ts'
import type { Exchange } from '../../shared/model/exchange.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attestation } from '../../shared/model/gate.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { SecretState, Tenant } from '../../shared/model/tenant.ts'
import type { RecordActivity } from '../activity/record-activity.ts'
import type { LeadColumn } from '../d365/metadata-reader.ts'
import type { CallContext, Organization, TenantConnection, WhoAmI } from '../d365/d365-client.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import type { HunterBackend } from '../hunter/hunter-backend.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { Said } from './said.ts'

/** What a check works with. The connection is fresh: no token of an earlier sign-in can hide a wrong credential. */
export interface CheckContext {
  readonly tenant: Tenant
  readonly runId: string
  readonly signal: AbortSignal
  readonly ports: CorePorts
  readonly record: RecordActivity
  readonly connection: Result<TenantConnection, Failure>
  readonly secretState: () => Promise<SecretState>
  /** The run's first token: asked for once, whoever asks first. */
  readonly token: () => Promise<Result<AcquiredToken, Failure>>
  /** Who the token is in D365: asked for once, whoever asks first. */
  readonly whoAmI: () => Promise<Result<WhoAmI, Failure>>
  /** What the organisation says of itself: asked for once, whoever asks first. */
  readonly organization: () => Promise<Result<Organization, Failure>>
  /** A tenant that nobody met before gets the mapping profile that these columns of its lead table allow. */
  readonly withProfileFor: (columns: readonly LeadColumn[]) => Tenant
  readonly hunter: HunterBackend
  /** Leads pushed from here whose ids Hunter was not given yet. */
  readonly notWrittenBack: () => number
  readonly attestation: (row: string) => Attestation | null
  /** Findings of this run so far, by row; for rows that are derived from others. */
  readonly done: ReadonlyMap<string, CheckStatus>
  /** Stores what was seen and answers its id. */
  readonly keep: (evidence: {
    readonly kind: Evidence['kind']
    readonly title: string
    readonly body: unknown
  }) => string
}

export interface Finding {
  readonly status: CheckStatus
  readonly detail: Said
  readonly remedy: Said | null
  readonly evidence: readonly string[]
}

/** What must be had before a row can be asked: nothing, a token, or an application user that D365 answers. */
export type Precondition = 'nothing' | 'token' | 'user'

/** One row of runbook A or B. */
export interface Check {
  readonly id: string
  /** English; the Turkish titles of the runbook's lines are in `shared/words`. */
  readonly title: string
  /** What a pass means, in one sentence. */
  readonly proves: Said
  /** Without it the row is skipped and names the row that failed. */
  readonly needs: Precondition
  /** The part no API can verify. */
  readonly toAttest?: Said
  /** That part is all there is: once confirmed the row is attested. */
  readonly isByHand?: true
  /** Where it is mended. */
  readonly places?: readonly PortalPlace[]
  /** Ready to copy. */
  readonly commands?: readonly string[]
  readonly run: (context: CheckContext) => Promise<Finding>
}

type Evidences = readonly string[]

export const passed = (detail: Said, evidence: Evidences = []): Finding => ({
  status: 'passed',
  detail,
  remedy: null,
  evidence,
})

export const warned = (detail: Said, remedy: Said, evidence: Evidences = []): Finding => ({
  status: 'warning',
  detail,
  remedy,
  evidence,
})

export const failed = (detail: Said, remedy: Said | null, evidence: Evidences = []): Finding => ({
  status: 'failed',
  detail,
  remedy,
  evidence,
})

export const skipped = (detail: Said, remedy: Said | null = null): Finding => ({
  status: 'skipped',
  detail,
  remedy,
  evidence: [],
})

/** The tenant's connection, for rows that need a token: they are never run without one. */
export function connected({ connection }: Pick<CheckContext, 'connection'>): TenantConnection {
  if (!connection.ok) throw new TypeError('A row that needs a token was run without a connection.')
  return connection.value
}

/** Bodies of metadata run to a megabyte; evidence keeps their beginning. */
const KEPT_BODY_CHARS = 2_000

/** A call context that collects what travelled, for evidence. */
export function watching({ signal }: Pick<CheckContext, 'signal'>): {
  readonly call: CallContext
  readonly exchanges: Exchange[]
} {
  const exchanges: Exchange[] = []
  const onExchange = (exchange: Exchange): void => {
    const body = exchange.responseBody
    const isLong = body !== null && body.length > KEPT_BODY_CHARS
    exchanges.push(isLong ? { ...exchange, responseBody: `${body.slice(0, KEPT_BODY_CHARS)}…` } : exchange)
  }
  return { call: { signal, onExchange }, exchanges }
}
