import type { TenantConnections } from '../d365/d365-client.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { ProdLock } from '../tenants/prod-lock.ts'
import type { PushEngine } from './push-engine.ts'

/** What the push service is built from. */
export interface PushDeps extends RunDeps {
  readonly connections: TenantConnections
  readonly prodLock: Pick<ProdLock, 'judgeWrite'>
  readonly engine: PushEngine
}
