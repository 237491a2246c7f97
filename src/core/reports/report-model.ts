import type { CheckRow } from '../../shared/model/check.ts'
import type { GateLine, GateVerdict } from '../../shared/model/gate.ts'
import type { PushResult } from '../../shared/model/push.ts'
import type { Evidence, Run } from '../../shared/model/run.ts'
import type { Criterion, ScenarioId, ScenarioResult, ScenarioRunResult } from '../../shared/model/scenario.ts'

export const REPORT_SCHEMA = 'hunter-d365-console/report/1'

/** `not run` is a word of its own: never a failure, never a success. */
export type LineStatus = 'passed' | 'failed' | 'not run'

export interface ReportScenario {
  readonly id: ScenarioId
  readonly status: LineStatus
  /** Findings first, then the admin's own words. */
  readonly notes: readonly string[]
  readonly criteria: readonly Criterion[]
  readonly expected: ScenarioResult['expected']
  readonly events: readonly string[]
  readonly durationMs: number | null
}

/** How many there should be, how many ran, and how: three figures that never stand in for one another. */
export interface Count {
  readonly expected: number
  readonly executed: number
  readonly skipped: number
  readonly passed: number
  readonly failed: number
}

export interface ReportDecision {
  readonly decision: 'GO' | 'NO-GO'
  readonly at: string
  readonly sequence: number
  /** The short code of the log's entry: a checkpoint outside the database. */
  readonly code: string
  readonly reason: string
  readonly approver: string
  readonly recordedBy: string
  readonly override: string | null
  readonly waivers: Readonly<Record<string, string>>
  readonly blockers: readonly string[]
  readonly knownLimitations: string
  readonly releases: string | null
  readonly isSigned: boolean
}

/** One report, whatever it is written as. Times are ISO 8601 UTC, durations milliseconds. */
export interface ReportModel {
  readonly schema: typeof REPORT_SCHEMA
  readonly run: Pick<Run, 'id' | 'kind' | 'status' | 'startedAt' | 'finishedAt' | 'appVersion' | 'wasUnlocked'>
  readonly tenant: {
    readonly id: string
    readonly name: string
    readonly environment: string
    readonly baseUrl: string
    readonly organizationId: string | null
  }
  readonly counts: { readonly scenarios: Count; readonly criteria: Count; readonly checks: Count }
  /** False as well where nothing was executed: zero rows is never success. */
  readonly isSuccess: boolean
  readonly checks: readonly CheckRow[]
  readonly scenarios: readonly ReportScenario[]
  readonly cleanUp: ScenarioRunResult['cleanUp'] | null
  readonly push: PushResult | null
  readonly gate: { readonly lines: readonly GateLine[]; readonly blockers: readonly string[] }
  /** The newest decision about this tenant since the run began. */
  readonly decision: ReportDecision | null
  readonly log: { readonly entries: number; readonly verdict: GateVerdict; readonly code: string | null }
  readonly evidence: readonly Evidence[]
}
