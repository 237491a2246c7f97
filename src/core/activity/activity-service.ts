import { ok } from '../../shared/lib/result.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { ActivityService } from '../services.ts'

/** Reads the activity log, newest first. */
export function createActivityService(ports: Pick<CorePorts, 'data'>): ActivityService {
  return { list: (filter) => Promise.resolve(ok(ports.data.activity.list(filter))) }
}
