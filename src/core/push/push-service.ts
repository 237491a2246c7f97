import { fail, ok } from '../../shared/lib/result.ts'
import type { Refused } from '../../shared/model/failure.ts'
import type { PushResult } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { noTenant, scopeOf } from '../leads/lead-key.ts'
import { createRunRecorder } from '../runs/run-recorder.ts'
import type { PushOptions, PushSelection, PushService } from '../services.ts'
import { createActiveRuns } from './active-runs.ts'
import { adoptRecord } from './adopt-record.ts'
import { previewAll } from './preview-all.ts'
import type { PushDeps } from './push-deps.ts'
import { recoverPushes } from './recover-pushes.ts'
import { refuseAll } from './refuse-all.ts'
import { selectLeads } from './select-leads.ts'
import { createRunStarter } from './start-run.ts'

/** How long the end of the process waits for calls under way. */
const DRAIN_MS = 5_000

/** Pushes as runs: permission judged once, progress told, result kept. `drain` lets calls under way finish and stops everything else. */
export function createPushService(deps: PushDeps): PushService & { readonly drain: () => Promise<void> } {
  const { ports, events } = deps
  const active = createActiveRuns(events, (tenantId) => ports.data.tenants.get(tenantId)?.archivedAt === null)
  const recorder = createRunRecorder(deps)

  const starter = createRunStarter(deps, recorder, active)
  const { begin, carryOut } = starter

  const find = (tenantId: string, selection: PushSelection) => {
    const tenant = ports.data.tenants.get(tenantId)
    if (tenant === null) return fail(noTenant(tenantId))
    const domains = selectLeads(ports.data.leads, scopeOf(tenant), selection)
    return domains.ok ? ok({ tenant, domains: domains.value, refusal: deps.prodLock.judgeWrite(tenant) }) : domains
  }

  const refuse = (tenant: Tenant, domains: readonly string[], refusal: Refused): PushResult =>
    refuseAll({ deps, recorder, tenant, domains, refusal })

  return {
    start: async (tenantId, domains) => {
      const found = find(tenantId, { domains })
      if (!found.ok) return found
      const { tenant, refusal } = found.value
      if (refusal !== null) {
        refuse(tenant, found.value.domains, refusal)
        return fail(refusal)
      }
      const begun = await begin(tenant, found.value.domains)
      if (!begun.ok) return begun
      carryOut(begun.value).catch((error: unknown) => {
        ports.log.write('error', 'a push run ended with a bug', { runId: begun.value.run.id, error })
      })
      return ok({ runId: begun.value.run.id })
    },
    run: async (tenantId, selection, options: PushOptions = {}) => {
      const found = find(tenantId, selection)
      if (!found.ok) return found
      const { tenant, domains, refusal } = found.value
      if (options.isDryRun === true) return previewAll({ deps, tenant, domains, refusal, options })
      if (refusal !== null) return ok(refuse(tenant, domains, refusal))
      const begun = await begin(tenant, domains)
      return begun.ok ? ok(await carryOut(begun.value, options.signal)) : begun
    },
    cancel: (runId) => {
      if (active.cancel(runId)) return Promise.resolve(ok({ runId }))
      return Promise.resolve(fail({ kind: 'NotFound', what: 'run', message: `No push run ${runId} is going on.` }))
    },
    adopt: (tenantId, domain, d365LeadId) => adoptRecord(deps, { tenantId, domain, d365LeadId }),
    recover: (signal) =>
      recoverPushes({ deps, active, recorder, starter, ...(signal === undefined ? {} : { signal }) }),
    drain: () => active.drain(ports.clock, DRAIN_MS),
  }
}
