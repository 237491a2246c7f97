import { createActivityRecorder } from '../../src/core/activity/record-activity.ts'
import { createCoreEvents } from '../../src/core/core-events.ts'
import type { TenantConnection } from '../../src/core/d365/d365-client.ts'
import { createTenantConnections } from '../../src/core/d365/tenant-connections.ts'
import { createPushEngine } from '../../src/core/push/create-push-engine.ts'
import type { PushEngine } from '../../src/core/push/push-engine.ts'
import type { PushReport, PushRequest } from '../../src/core/push/push-request.ts'
import { createRunRecorder } from '../../src/core/runs/run-recorder.ts'
import { createTenantSecrets } from '../../src/core/tenants/tenant-secrets.ts'
import { createCompressedClock } from './compressed-clock.ts'
import type { Harness } from './core-harness.ts'

export interface EngineOnSandbox {
  readonly engine: PushEngine
  readonly connection: TenantConnection
  /** Real calls in real time; only the waits of the push run a thousand times as fast. */
  readonly push: (domain: string, over?: Partial<PushRequest>) => Promise<PushReport>
}

/** The engine by itself on a harness's data and sandbox, for what a whole run would take minutes to show. */
export async function engineOnSandbox(harness: Harness): Promise<EngineOnSandbox> {
  const { ports, tenant } = harness
  const events = createCoreEvents(ports.log)
  const record = createActivityRecorder({ ...ports, activity: ports.data.activity, events })
  const deps = { ports, events, record }
  const opened = await createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) }).open(tenant)
  if (!opened.ok) throw new Error(opened.failure.message)
  const connection = opened.value
  const engine = createPushEngine(deps)
  const run = createRunRecorder(deps).begin({ kind: 'scenario', tenant, parentId: null, wasUnlocked: false })
  const clock = createCompressedClock(1000)
  const push: EngineOnSandbox['push'] = (domain, over = {}) =>
    engine.push({ connection, domain, runId: run.id, policy: 'skip', context: {}, clock, ...over })
  return { engine, connection, push }
}
