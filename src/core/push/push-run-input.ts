import type { Run } from '../../shared/model/run.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { ActiveRun } from './active-runs.ts'
import type { PushDeps } from './push-deps.ts'
import type { Tally } from './push-tally.ts'
import type { Patience } from './sign-in-keeper.ts'

export interface PushRun {
  readonly deps: PushDeps
  readonly run: Run
  readonly connection: TenantConnection
  readonly active: ActiveRun
  readonly patience: Patience
  /** Its leads as counted just before; else they are counted. */
  readonly tally?: Tally | undefined
  /** Its leads were accepted by an earlier process, or before it was paused. */
  readonly isTakenUp: boolean
}
