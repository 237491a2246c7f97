import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { PushProgress } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { RunRecorder } from '../runs/run-recorder.ts'
import type { Answer, PushService } from '../services.ts'
import type { ActiveRuns } from './active-runs.ts'
import { objectionTo } from './carried-permission.ts'
import { endLeft } from './give-back.ts'
import type { PushDeps } from './push-deps.ts'
import { noOutcomes, tallyOf } from './push-tally.ts'
import { createRunProgress } from './run-progress.ts'
import { resultOf } from './run-result.ts'
import { noPushRun } from './select-leads.ts'
import type { BegunRun, RunStarter } from './start-run.ts'
import { writeOnClick } from './write-patiently.ts'

interface Controlling {
  readonly deps: PushDeps
  readonly active: ActiveRuns
  readonly recorder: RunRecorder
  readonly starter: RunStarter
}

export interface RunControl {
  readonly calls: Calls
  readonly inBackground: (begun: BegunRun) => void
  /** Ends a run that was cancelled and that nobody works on. */
  readonly finishCancelled: (run: Run) => Promise<void>
}

type Calls = Pick<PushService, 'pause' | 'resume' | 'cancel' | 'runs' | 'leads'>

/** What an admin can do with a run that is not over, whether this process works on it or an earlier one left it. */
export function createRunControl(input: Controlling): RunControl {
  const { deps, active, starter } = input
  const { data, log } = deps.ports

  /** A run that is not over; failure NotFound otherwise. */
  const find = (runId: string): Result<Run, Failure> => {
    const run = data.runs.get(runId)
    const isOpen = run?.kind === 'push' && run.status === 'running'
    return isOpen ? ok(run) : fail({ ...noPushRun(runId), message: `No push run ${runId.slice(0, 80)} is going on.` })
  }
  const setPaused = async (run: Result<Run, Failure>, isPaused: boolean): Answer<{ readonly runId: string }> => {
    if (!run.ok) return run
    const written = await writeOnClick(deps.ports, () => data.pushQueue.setPaused(run.value.id, isPaused))
    if (!written.ok) return written
    active.setPaused(run.value.id, isPaused)
    return ok({ runId: run.value.id })
  }
  const inBackground = (begun: BegunRun): void => {
    starter.carryOut(begun).catch((error: unknown) => {
      log.write('error', 'a push run ended with a bug', { runId: begun.run.id, error })
    })
  }
  const finishCancelled = (run: Run): Promise<void> => cancelLeft(input, run)

  const calls: Calls = {
    pause: (runId) => setPaused(find(runId), true),
    resume: async (runId) => {
      const run = find(runId)
      if (!run.ok) return run
      if (active.isActive(runId)) return setPaused(run, false)
      return resumeLeft(input, run.value, inBackground)
    },
    cancel: async (runId) => {
      const run = find(runId)
      if (!run.ok) return run
      const written = await writeOnClick(deps.ports, () => data.pushQueue.setCancelled(runId))
      if (!written.ok) return written
      if (!active.stop(runId, new Error('Cancelled.'))) await finishCancelled(run.value)
      return ok({ runId })
    },
    runs: (tenantId) => {
      const open = data.runs.list({ tenantId, kind: 'push', status: 'running' })
      return Promise.resolve(
        ok(open.map((run) => active.progress(run.id) ?? leftProgress(deps, run, active.isActive(run.id)))),
      )
    },
    leads: (runId, page) => {
      const isKnown = data.pushQueue.info(runId) !== null
      return Promise.resolve(isKnown ? ok(data.pushQueue.page(runId, page)) : fail(noPushRun(runId)))
    },
  }
  return { calls, inBackground, finishCancelled }
}

/** A run carries its permission, so a lock is not asked again; a flag that is off stands above it. */
async function resumeLeft(
  { deps, starter }: Controlling,
  run: Run,
  inBackground: (begun: BegunRun) => void,
): Promise<Result<{ readonly runId: string }, Failure>> {
  const { tenants, pushQueue } = deps.ports.data
  const tenant = tenants.get(run.tenantId)
  if (tenant === null) return fail(noPushRun(run.id))
  const refusal = objectionTo(deps, tenant, run)
  if (refusal !== null) return fail(refusal)
  if (pushQueue.info(run.id)?.isCancelled === true) return fail(noPushRun(run.id))
  const begun = await starter.takeUp(tenant, run)
  if (!begun.ok) return begun
  const written = await writeOnClick(deps.ports, () => pushQueue.setPaused(run.id, false))
  if (!written.ok) return written
  inBackground(begun.value)
  return ok({ runId: run.id })
}

async function cancelLeft({ deps, recorder }: Controlling, run: Run): Promise<void> {
  const tenant = deps.ports.data.tenants.get(run.tenantId)
  if (tenant === null) return
  await endLeft({ deps, run, tenant })
  recorder.finish(run, 'cancelled', resultOf(deps, run, tenant))
}

/** What the queue alone says of a run that nobody works on. */
function leftProgress({ ports, engine }: PushDeps, run: Run, isStarting: boolean): PushProgress {
  const { pushQueue } = ports.data
  const progress = createRunProgress({
    run,
    clock: ports.clock,
    outcomes: noOutcomes(),
    lane: engine.laneOf(run.tenantId).state,
    mode: () => null,
  })
  const { total, outcomes } = tallyOf(pushQueue, run.id)
  progress.counted(total, outcomes)
  const isPaused = pushQueue.info(run.id)?.isPaused === true
  return { ...progress.now(), state: isPaused ? 'paused' : isStarting ? 'queueing' : 'left' }
}
