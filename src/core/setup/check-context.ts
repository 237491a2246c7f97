import type { Result } from '../../shared/lib/result.ts'
import type { CheckRow } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attestation } from '../../shared/model/gate.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { SecretState, Tenant } from '../../shared/model/tenant.ts'
import type { RecordActivity } from '../activity/record-activity.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import type { CorePorts } from '../ports/core-ports.ts'

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
  readonly attestation: (row: string) => Attestation | null
  /** Stores what was seen and answers its id. */
  readonly keep: (evidence: {
    readonly kind: Evidence['kind']
    readonly title: string
    readonly body: unknown
  }) => string
}

export type Finding = Pick<CheckRow, 'status' | 'detail' | 'remedy' | 'evidence'>

/** One row of runbook A or B. */
export interface Check {
  readonly id: string
  readonly title: string
  /** What a pass means, in one sentence. */
  readonly proves: string
  /** Rows that must not have failed before; otherwise this one is skipped. */
  readonly needs: readonly string[]
  readonly run: (context: CheckContext) => Promise<Finding>
}

export const passed = (detail: string, evidence: readonly string[] = []): Finding => ({
  status: 'passed',
  detail,
  remedy: null,
  evidence: [...evidence],
})

export const warned = (detail: string, remedy: string, evidence: readonly string[] = []): Finding => ({
  status: 'warning',
  detail,
  remedy,
  evidence: [...evidence],
})

export const failed = (detail: string, remedy: string | null, evidence: readonly string[] = []): Finding => ({
  status: 'failed',
  detail,
  remedy,
  evidence: [...evidence],
})

/** The part of a row no API can verify, with whoever confirmed it. */
export function attestedPart(context: CheckContext, row: string, what: string): string {
  const attestation = context.attestation(row)
  return attestation === null
    ? ` To be confirmed by hand: ${what}.`
    : ` ${what}: confirmed by ${attestation.by} on ${attestation.at.slice(0, 10)}.`
}
