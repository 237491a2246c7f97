import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, Refused } from '../../shared/model/failure.ts'
import type { PushResult, PushSelection } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { noTenant } from '../leads/lead-key.ts'
import { createRunRecorder } from '../runs/run-recorder.ts'
import type { PushOptions, PushService } from '../services.ts'
import { createActiveRuns } from './active-runs.ts'
import { adoptRecord } from './adopt-record.ts'
import { createRunControl } from './control-runs.ts'
import { declineCandidates } from './decline-candidates.ts'
import { previewAll } from './preview-all.ts'
import type { PushDeps } from './push-deps.ts'
import { recoverPushes } from './recover-pushes.ts'
import { refuseAll } from './refuse-all.ts'
import { readSelection } from './select-leads.ts'
import { createRunStarter } from './start-run.ts'

/** How long the end of the process waits for calls under way. */
const DRAIN_MS = 5_000

/** Pushes as runs: permission judged once, progress told, result kept. `drain` lets calls under way finish and stops everything else. */
export function createPushService(deps: PushDeps): PushService & { readonly drain: () => Promise<void> } {
  const { ports, events } = deps
  const active = createActiveRuns(events, ports.data.tenants)
  const recorder = createRunRecorder(deps)
  const starter = createRunStarter(deps, recorder, active)
  const control = createRunControl({ deps, active, recorder, starter })

  return {
    start: async (tenantId, wanted) => {
      const found = find(deps, tenantId, wanted)
      if (!found.ok) return found
      const { tenant, selection, refusal } = found.value
      if (refusal !== null) {
        refuseAll({ deps, recorder, tenant, selection, refusal })
        return fail(refusal)
      }
      const begun = await starter.begin(tenant, selection)
      if (!begun.ok) return begun
      control.inBackground(begun.value)
      return ok({ runId: begun.value.run.id })
    },
    run: async (tenantId, wanted, options: PushOptions = {}) => {
      const found = find(deps, tenantId, wanted)
      if (!found.ok) return found
      const { tenant, selection, refusal } = found.value
      if (options.isDryRun === true) return previewAll({ deps, tenant, selection, refusal, options })
      if (refusal !== null) return ok(refuseAll({ deps, recorder, tenant, selection, refusal }))
      const begun = await starter.begin(tenant, selection)
      if (!begun.ok) return begun
      const result = await starter.carryOut(begun.value, options)
      return wasCut(result, options) ? fail(pauseTooLong(deps, tenant.id, result)) : ok(result)
    },
    ...control.calls,
    wake: deps.connections.cut,
    adopt: (tenantId, domain, d365LeadId) => adoptRecord(deps, { tenantId, domain, d365LeadId }),
    decline: (tenantId, domain) => Promise.resolve(declineCandidates(deps, { tenantId, domain })),
    recover: async (options = {}) => {
      const tooLong: Failure[] = []
      const onEnd = (tenant: Tenant, result: PushResult): void => {
        if (wasCut(result, options)) tooLong.push(pauseTooLong(deps, tenant.id, result))
      }
      const { finishCancelled } = control
      const recovered = await recoverPushes({ deps, active, recorder, starter, finishCancelled, options, onEnd })
      return tooLong[0] === undefined ? recovered : fail(tooLong[0])
    },
    drain: () => active.drain(ports.clock, DRAIN_MS),
  }
}

interface FoundPush {
  readonly tenant: Tenant
  readonly selection: PushSelection
  readonly refusal: Refused | null
}

function find({ ports, prodLock }: PushDeps, tenantId: string, wanted: PushSelection): Result<FoundPush, Failure> {
  const tenant = ports.data.tenants.get(tenantId)
  if (tenant === null) return fail(noTenant(tenantId))
  const selection = readSelection(ports.data, wanted)
  return selection.ok
    ? ok({ tenant, selection: selection.value, refusal: prodLock.judgeWrite(tenant) })
    : fail(selection.failure)
}

/** D365 asked for a longer pause than the run may wait. */
const wasCut = ({ outcomes }: PushResult, { maxWaitMs, signal }: PushOptions): boolean =>
  outcomes.waiting > 0 && maxWaitMs != null && signal?.aborted !== true

/** The run is left to be resumed, and whoever asked for it learns why and how. */
function pauseTooLong({ engine }: PushDeps, tenantId: string, { runId, outcomes }: PushResult): Failure {
  const ms = engine.laneOf(tenantId).closedForMs()
  return {
    kind: 'D365RateLimitError',
    message: `Leads of run ${runId} that wait: ${outcomes.waiting}; the next push goes on with them.`,
    httpStatus: 429,
    code: null,
    requestIds: null,
    limit: 'unnamed',
    retryAfterMs: ms,
  }
}
