import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { GOOD_OUTCOMES, PushOutcomeSchema, type PushResult, type PushSelection } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import { effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { RunRecorder } from '../runs/run-recorder.ts'
import type { ActiveRuns } from './active-runs.ts'
import type { PushDeps } from './push-deps.ts'
import { meetTenant } from './meet-tenant.ts'
import { pushRun } from './push-run.ts'
import type { Tally } from './push-tally.ts'
import { resultOf } from './run-result.ts'
import { isClosing } from './stop.ts'
import { writeOnClick, writePatiently } from './write-patiently.ts'

export interface BegunRun {
  readonly run: Run
  readonly connection: TenantConnection
  /** Its leads as just counted, where they were: counting a hundred thousand twice would delay the first write. */
  readonly tally?: Tally
  /** Its leads were accepted by an earlier process, or before it was paused. */
  readonly isTakenUp?: boolean
}

export interface CarryOptions {
  readonly signal?: AbortSignal | undefined
  readonly maxWaitMs?: number | null | undefined
  readonly isAttended?: boolean | undefined
}

export interface RunStarter {
  /** Opens the tenant, stores the run and its order; permission has been judged. */
  readonly begin: (
    tenant: Tenant,
    selection: PushSelection,
    options?: { readonly wasUnlocked?: boolean },
  ) => Promise<Result<BegunRun, Failure>>
  /** Opens the tenant for a run that is stored already. */
  readonly takeUp: (tenant: Tenant, run: Run) => Promise<Result<BegunRun, Failure>>
  /** Pushes and keeps the result. Closed in the middle, the run stays `running` in the store: the next start finishes it like after a crash. */
  readonly carryOut: (begun: BegunRun, options?: CarryOptions) => Promise<PushResult>
}

export function createRunStarter(deps: PushDeps, recorder: RunRecorder, active: ActiveRuns): RunStarter {
  const { data, log } = deps.ports

  const work = async (
    { run, connection, tally, isTakenUp = false }: BegunRun,
    { signal, maxWaitMs = null, isAttended = true }: CarryOptions,
  ): Promise<PushResult> => {
    const isPaused = data.pushQueue.info(run.id)?.isPaused ?? false
    return active.track(run, { signal, isPaused }, async (running) => {
      try {
        const result = await pushRun({
          deps,
          run,
          connection,
          tally,
          isTakenUp,
          active: running,
          patience: { maxWaitMs, isAttended },
        })
        if (isClosing(running.signal)) return result
        const status = running.signal.aborted ? 'cancelled' : isFine(result) ? 'passed' : 'failed'
        const goesOn = () => !isClosing(running.signal)
        const finish = () => recorder.finish(run, status, result)
        await writePatiently({ ports: deps.ports, goesOn }, finish, { isFlushed: true })
        return result
      } catch (error) {
        // First to the log: when the database is what broke, the run cannot be ended in it either.
        log.write('error', 'a push run broke off', { runId: run.id, error })
        recorder.finish(run, 'failed', resultOf(deps, run, connection.tenant))
        throw error
      }
    })
  }

  return {
    begin: async (tenant, selection, { wasUnlocked = effectiveEnvironment(tenant) === 'PROD' } = {}) => {
      const opened = await deps.connections.open(tenant)
      if (!opened.ok) return opened
      const connection = await meetTenant(deps, opened.value, { isDryRun: false })
      const store = () => storeRun({ deps, recorder }, { tenant: connection.tenant, selection, wasUnlocked })
      // The disk is waited for before the first byte leaves, and then for this as well.
      const run = await writeOnClick(deps.ports, store, { isFlushed: false })
      return run.ok ? ok({ run: run.value, connection }) : run
    },
    takeUp: async (tenant, run) => {
      const connection = await deps.connections.open(tenant)
      return connection.ok ? ok({ run, connection: connection.value, isTakenUp: true }) : connection
    },
    carryOut: (begun, options = {}) => work(begun, options),
  }
}

/** The run and its order. */
function storeRun(
  { deps, recorder }: { readonly deps: PushDeps; readonly recorder: RunRecorder },
  order: { readonly tenant: Tenant; readonly selection: PushSelection; readonly wasUnlocked: boolean },
): Run {
  const { tenant, selection, wasUnlocked } = order
  const run = recorder.begin({ kind: 'push', tenant, parentId: null, wasUnlocked })
  deps.ports.data.pushQueue.open(run.id, selection)
  return run
}

const isFine = ({ outcomes }: PushResult): boolean =>
  PushOutcomeSchema.options.every((outcome) => GOOD_OUTCOMES.includes(outcome) || outcomes[outcome] === 0)
