import type { CallContext, D365Client } from '../d365/d365-client.ts'
import type { GroupLimits } from './grouping.ts'
import type { PushCalls } from './push-calls.ts'

/** What the parts of a bulk carrier share. */
export interface BulkWay extends GroupLimits {
  readonly calls: Pick<PushCalls, 'ask' | 'send'>
  /** Asked anew for each call: a connection may be replaced while a run waits. */
  readonly d365: () => D365Client
  readonly context: CallContext
}
