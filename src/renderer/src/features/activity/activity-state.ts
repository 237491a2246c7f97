import type { ActivityEvent } from '../../../../shared/model/activity-event.ts'
import type { Failure } from '../../../../shared/model/failure.ts'

export interface ActivityState {
  /** Null = every tenant. */
  readonly tenantId: string | null
  /** Newest first; null before the first answer. */
  readonly events: readonly ActivityEvent[] | null
  readonly hasOlder: boolean
  readonly isReadingOlder: boolean
  readonly failure: Failure | null
  readonly filter: (tenantId: string | null) => void
  readonly readOlder: () => Promise<void>
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}
