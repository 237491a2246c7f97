import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { scopeOf } from '../leads/lead-key.ts'
import type { SyncScope } from '../ports/stores.ts'
import type { PushRun } from './push-run-input.ts'
import { tallyOf } from './push-tally.ts'
import type { RunProgress } from './run-progress.ts'
import { slept } from './stop.ts'

/** One step takes a few milliseconds: a window stays alive while a million leads are queued. */
const AT_ONCE = 1_000
const TRY_AGAIN_MS = 1_000

/**
 * Writes down which leads the run is about; after a crash it goes on where it ended. Answers how many they are. What waits for its turn is shown
 * as `queued`; leads that are synced or unknown keep their status, since it says more.
 */
export async function fillQueue(
  { deps, run, connection, active, tally }: Pick<PushRun, 'deps' | 'run' | 'connection' | 'active' | 'tally'>,
  progress: RunProgress,
  tell: () => void,
): Promise<number> {
  const { data, clock } = deps.ports
  const { pushQueue } = data
  const before = tally ?? tallyOf(pushQueue, run.id)
  let { total } = before
  const info = pushQueue.info(run.id)
  progress.counted(total, before.outcomes)
  progress.paused(info?.isPaused === true)
  tell()
  // Asked anew each time: the first push of all finds out which organisation this is.
  const scope = (): SyncScope => scopeOf(data.tenants.get(run.tenantId) ?? connection.tenant)
  let isFilled = info?.isFilled === true
  while (!isFilled && !active.signal.aborted) {
    const step = data.tryTransaction(() => pushQueue.fill(run.id, scope(), AT_ONCE), { isFlushed: false })
    progress.trouble(step.ok ? null : step.failure)
    if (step.ok) {
      total += step.value.added
      progress.queued(step.value.added)
      isFilled = step.value.isFilled
      await turnOfTheLoop()
    } else {
      tell()
      await slept(clock, TRY_AGAIN_MS, active.signal)
    }
  }
  progress.isFilled()
  deps.events.emit({ type: 'leads-changed' })
  tell()
  return total
}
