import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import {
  PushResultSchema,
  type PushedPage,
  type PushProgress,
  type PushResult,
  type PushSelection,
} from '../../shared/model/push.ts'
import { noTenant, scopeOf } from '../leads/lead-key.ts'
import { createRunRecorder } from '../runs/run-recorder.ts'
import type { PushedLeadsPage, PushOptions, PushService } from '../services.ts'
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
    const domains = selectLeads(ports.data, scopeOf(tenant), selection)
    return domains.ok ? ok({ tenant, domains: domains.value, refusal: deps.prodLock.judgeWrite(tenant) }) : domains
  }

  return {
    start: async (tenantId, selection) => {
      const found = find(tenantId, selection)
      if (!found.ok) return found
      const { tenant, refusal } = found.value
      if (refusal !== null) {
        refuseAll({ deps, recorder, tenant, domains: found.value.domains, refusal })
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
      if (refusal !== null) return ok(refuseAll({ deps, recorder, tenant, domains, refusal }))
      const begun = await begin(tenant, domains)
      return begun.ok ? ok(await carryOut(begun.value, options.signal)) : begun
    },
    cancel: (runId) => {
      if (active.cancel(runId)) return Promise.resolve(ok({ runId }))
      return Promise.resolve(fail({ kind: 'NotFound', what: 'run', message: `No push run ${runId} is going on.` }))
    },
    pause: (runId) => Promise.resolve(fail(notPausable(runId))),
    resume: (runId) => Promise.resolve(fail(notPausable(runId))),
    ...readRuns(deps),
    adopt: (tenantId, domain, d365LeadId) => adoptRecord(deps, { tenantId, domain, d365LeadId }),
    recover: (signal) =>
      recoverPushes({ deps, active, recorder, starter, ...(signal === undefined ? {} : { signal }) }),
    drain: () => active.drain(ports.clock, DRAIN_MS),
  }
}

const notPausable = (runId: string): Failure => ({
  kind: 'NotFound',
  what: 'run',
  message: `No run ${runId} that could be paused is going on.`,
})

function leadsOf(
  stored: unknown,
  runId: string,
  { outcomes, after, limit }: PushedLeadsPage,
): Result<PushedPage, Failure> {
  const result = PushResultSchema.safeParse(stored)
  if (!result.success)
    return fail({ kind: 'NotFound', what: 'run', message: `There is no push run ${runId} that is over.` })
  const found = result.data.leads
    .filter(({ domain, outcome }) => (outcomes?.includes(outcome) ?? true) && (after === null || domain > after))
    .sort((one, other) => (one.domain < other.domain ? -1 : 1))
  const leads = found.slice(0, limit)
  return ok({ leads, next: found.length > limit ? (leads.at(-1)?.domain ?? null) : null })
}

/** What can be said of runs without touching them. */
function readRuns({ ports, events }: PushDeps): Pick<PushService, 'runs' | 'leads'> {
  const going = new Map<string, PushProgress>()
  events.subscribe((event) => {
    if (event.type === 'push-progress') going.set(event.progress.runId, event.progress)
    if (event.type === 'run-changed' && event.run.status !== 'running') going.delete(event.run.id)
  })
  return {
    runs: (tenantId) => Promise.resolve(ok([...going.values()].filter((progress) => progress.tenantId === tenantId))),
    leads: (runId, page) => Promise.resolve(leadsOf(ports.data.runs.get(runId)?.result, runId, page)),
  }
}
