import type { PushedLead } from '../../shared/model/push.ts'
import type { BulkPusher, OpenBulk } from './open-bulk.ts'
import type { PushReport, PushRequest } from './push-request.ts'
import type { TenantLane } from './tenant-lane.ts'

export interface PushEngine {
  /** Never throws for anything D365 may do; at most one push per tenant, organisation and domain runs at a time, a second one waits for the first. */
  readonly push: (request: PushRequest) => Promise<PushReport>
  /** What `push` would do now, asking D365 but writing nothing, here or there. */
  readonly preview: (request: PushRequest) => Promise<PushedLead>
  /** The way of one run's leads, which travel together. */
  readonly openBulk: (input: OpenBulk) => BulkPusher
  /** The same for a dry run: asks, and writes nothing. */
  readonly openPreview: (input: Omit<OpenBulk, 'pen' | 'patience' | 'pause' | 'isDryRun'>) => BulkPusher<PushedLead>
  /** The lane that all pushes to the tenant share. */
  readonly laneOf: (tenantId: string) => TenantLane
}
