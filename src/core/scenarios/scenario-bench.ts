import type { ScenarioId } from '../../shared/model/scenario.ts'
import type { TenantConnection, TenantConnections } from '../d365/d365-client.ts'
import type { Clock } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { SyncScope } from '../ports/stores.ts'
import type { PushEngine } from '../push/push-engine.ts'
import type { RunRecorder } from '../runs/run-recorder.ts'
import type { FaultSite } from './fault-site.ts'
import type { ObservationBook } from './observations.ts'
import type { TestLeadCustody } from './test-lead-custody.ts'

/** What a step function works with: one scenario of one run against one tenant. */
export interface ScenarioBench {
  readonly scenarioId: ScenarioId
  readonly runId: string
  /** The step that runs now. */
  readonly step: string
  readonly connection: TenantConnection
  readonly scope: SyncScope
  readonly signal: AbortSignal
  readonly ports: CorePorts
  readonly connections: TenantConnections
  readonly engine: PushEngine
  readonly custody: TestLeadCustody
  readonly faults: FaultSite
  /** For waits of pushes: fast on the sandbox, where nobody needs to wait for a server's convenience. */
  readonly clock: Clock
  readonly recorder: RunRecorder
  readonly seen: ObservationBook
}

/** Stores what the present step saw and answers the evidence's id. */
export function keepEvidence(
  bench: ScenarioBench,
  evidence: {
    readonly kind: Parameters<RunRecorder['evidence']>[0]['kind']
    readonly title: string
    readonly body: unknown
  },
): string {
  return bench.recorder.evidence({ runId: bench.runId, step: `${bench.scenarioId}/${bench.step}`, ...evidence })
}
