import type { Failure } from '../../shared/model/failure.ts'
import type { PushResult } from '../../shared/model/push.ts'
import { feedLeads } from './feed-leads.ts'
import { fillQueue } from './fill-queue.ts'
import { endBrokenOff, endWithoutTurn } from './give-back.ts'
import { createDeferredPen } from './pen.ts'
import { noOutcomes } from './push-tally.ts'
import type { PushRun } from './push-run-input.ts'
import { createRunProgress } from './run-progress.ts'
import { resultOf } from './run-result.ts'
import { tellProgress } from './tell-progress.ts'
import { watchPauses } from './watch-pauses.ts'
import { isClosing } from './stop.ts'
import { writePatiently } from './write-patiently.ts'

/** Runs up to this size tell of every lead. */
const EACH_IS_TOLD = 50

/**
 * Pushes the leads of one run: writes the order down, sends what is not over, ends what never had its turn. Killed anywhere, it goes on from its
 * queue; closed, it leaves the rest for the next start. Trouble that would meet every lead ends it early.
 */
export async function pushRun(input: PushRun): Promise<PushResult> {
  const { deps, run, connection, active } = input
  const { ports, engine } = deps
  const { clock } = ports
  const { signal } = active
  const begunMs = clock.monotonicMs()
  const lane = engine.laneOf(run.tenantId)
  const pausedMs = lane.pausedMs()
  const progress = createRunProgress({ run, clock, outcomes: noOutcomes(), lane: lane.state, mode: () => bulk.mode() })
  const teller = tellProgress(deps, run, progress)
  const onTrouble = (failure: Failure | null): void => {
    progress.trouble(failure)
    teller.tell()
  }
  const pen = createDeferredPen({ data: ports.data, clock, signal, onTrouble })
  const writing = { ports, onTrouble, goesOn: () => !isClosing(signal) }
  const { patience, isTakenUp } = input
  const { pause } = active
  const bulk = engine.openBulk({ deps, connection, run, signal, pen, patience, pause, isTakenUp })
  active.follow(progress, teller.tell)
  const unwatch = watchPauses(input, lane)
  try {
    const total = await fillQueue(input, progress, teller.tell)
    bulk.expect(total)
    const tell = total <= EACH_IS_TOLD ? teller.tell : teller.tellSometimes
    const fed = await feedLeads({ ...input, bulk, pen, progress, tell })
    // The end of the run is flushed, and this with it.
    await pen.stored()
    const sums = {
      retries: fed.retries,
      throttledMs: Math.max(lane.pausedMs() - pausedMs, fed.throttledMs),
      workedMs: clock.monotonicMs() - begunMs,
    }
    await writePatiently(writing, () => ports.data.pushQueue.addSums(run.id, sums))
    if (!isClosing(signal)) await endWithoutTurn({ deps, run, tenant: connection.tenant }, fed.haltedBy, progress)
    return resultOf(deps, run, connection.tenant)
  } catch (error) {
    await endBrokenOff({ deps, run, tenant: connection.tenant, pen }, progress)
    throw error
  } finally {
    teller.tell()
    teller.end()
    unwatch()
    bulk.close()
  }
}
