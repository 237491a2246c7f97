import type { TenantConnections } from '../d365/d365-client.ts'
import type { PushEngine } from '../push/push-engine.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { ProdLock } from '../tenants/prod-lock.ts'

export interface ScenarioDeps extends RunDeps {
  readonly connections: TenantConnections
  readonly prodLock: Pick<ProdLock, 'judgeWrite'>
  readonly engine: PushEngine
}
