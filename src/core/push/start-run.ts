import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { PushResult } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import { effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { RunRecorder } from '../runs/run-recorder.ts'
import type { ActiveRuns } from './active-runs.ts'
import type { PushDeps } from './push-deps.ts'
import { pushAll } from './push-run.ts'
import { isGood } from './push-tally.ts'
import { isClosing } from './stop.ts'

export interface BegunRun {
  readonly run: Run
  readonly connection: TenantConnection
  readonly domains: readonly string[]
}

export interface RunStarter {
  /** Opens the tenant and stores the run; permission has been judged. */
  readonly begin: (
    tenant: Tenant,
    domains: readonly string[],
    options?: { readonly wasUnlocked?: boolean },
  ) => Promise<Result<BegunRun, Failure>>
  /** Pushes and keeps the result. Closed in the middle, the run stays `running` in the store: the next start finishes it like after a crash. */
  readonly carryOut: (begun: BegunRun, signal?: AbortSignal) => Promise<PushResult>
}

export function createRunStarter(deps: PushDeps, recorder: RunRecorder, active: ActiveRuns): RunStarter {
  return {
    begin: async (tenant, domains, { wasUnlocked = effectiveEnvironment(tenant) === 'PROD' } = {}) => {
      const connection = await deps.connections.open(tenant)
      if (!connection.ok) return connection
      const run = recorder.begin({ kind: 'push', tenant, parentId: null, wasUnlocked })
      return ok({ run, connection: connection.value, domains })
    },
    carryOut: (begun, outer) =>
      active.track(begun.run, outer, async (signal) => {
        try {
          const result = await pushAll({ ...begun, deps, signal })
          if (isClosing(signal)) return result
          const isFine = result.leads.every(isGood)
          recorder.finish(begun.run, signal.aborted ? 'cancelled' : isFine ? 'passed' : 'failed', result)
          return result
        } catch (error) {
          // First to the log: when the database is what broke, the run cannot be ended in it either.
          deps.ports.log.write('error', 'a push run broke off', { runId: begun.run.id, error })
          recorder.finish(begun.run, 'failed', null)
          throw error
        }
      }),
  }
}
