import type { CheckResult } from '../../../../shared/model/check.ts'
import type { DecisionEntry, GateStatus } from '../../../../shared/model/gate.ts'
import type { SyncBadge } from '../../../../shared/model/lead.ts'
import type { WrittenReport } from '../../../../shared/model/report.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { ScenarioOutline } from '../../../../shared/model/scenario.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { runnableOutlines } from '../../app/runs/runnable-outlines.ts'

/** What is known of one tenant's runbook, as it was read. */
export interface OverviewFacts {
  readonly check: CheckResult | null
  readonly scenarioRuns: readonly Run[]
  readonly outlines: readonly ScenarioOutline[]
  readonly gate: GateStatus
  readonly decision: DecisionEntry | null
  readonly reports: readonly WrittenReport[]
  readonly counts: Partial<Readonly<Record<SyncBadge, number>>>
}

/** The facts that count for this tenant: a production tenant is whole with the scenarios that may run there. */
export const factsFor = (facts: OverviewFacts, tenant: Pick<TenantView, 'effectiveEnvironment'>): OverviewFacts => ({
  ...facts,
  outlines: runnableOutlines(facts.outlines, tenant),
})

/** The newest decision taken on this tenant, or on another one to release this. */
export function latestDecision(log: readonly DecisionEntry[], tenantId: string): DecisionEntry | null {
  const ofTenant = log.filter(
    ({ body }) => body.decision !== null && (body.tenant?.id === tenantId || body.releases?.id === tenantId),
  )
  return ofTenant.reduce<DecisionEntry | null>(
    (newest, entry) => (newest === null || entry.body.sequence > newest.body.sequence ? entry : newest),
    null,
  )
}
