import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import {
  ScenarioRunResultSchema,
  type ScenarioId,
  type ScenarioResult,
  type ScenarioRunResult,
} from '../../shared/model/scenario.ts'
import { createRunRecorder, type RunDeps } from '../runs/run-recorder.ts'
import type { ScenarioService } from '../services.ts'
import { prepareRun, type PreparedRun } from './prepare-run.ts'
import { recoverTestLeads } from './recover-test-leads.ts'
import { runScenario } from './run-scenario.ts'
import { addUp, NOTHING_TO_CLEAN, type CleanUp } from './clean-up.ts'
import type { ScenarioDeps } from './scenario-deps.ts'
import { outlineOf, SCENARIOS } from './scenarios.ts'

type RunOptions = Parameters<ScenarioService['run']>[2]

interface ActiveRun {
  readonly tenantId: string
  readonly cancel: () => void
  readonly done: Promise<Result<ScenarioRunResult, Failure>>
}

/** How long `drain` lets cancelled runs clean up. */
const DRAIN_MS = 20_000

/** Runs scenarios: one run at a time per tenant, streaming, cancellable, always followed by its clean-up. */
export function createScenarioService(deps: ScenarioDeps): ScenarioService & { readonly drain: () => Promise<void> } {
  const { ports } = deps
  const recorder = createRunRecorder(deps)
  const active = new Map<string, ActiveRun>()

  const launch = async (
    tenantId: string,
    ids: readonly ScenarioId[],
    options: RunOptions = {},
  ): Promise<Result<ActiveRun & { readonly runId: string }, Failure>> => {
    const prepared = await prepareRun(deps, { tenantId, ids })
    if (!prepared.ok) return prepared
    if ([...active.values()].some((run) => run.tenantId === tenantId)) {
      const message = 'Scenarios of this tenant are running already; wait for them or cancel them.'
      return fail({ kind: 'Refused', reason: 'run_in_progress', message })
    }
    const controller = new AbortController()
    const cancel = (): void => controller.abort(new Error('Cancelled.'))
    if (options.signal?.aborted === true) cancel()
    options.signal?.addEventListener('abort', cancel, { once: true })
    const run = recorder.begin({
      kind: 'scenario',
      tenant: prepared.value.connection.tenant,
      parentId: options.parentRunId ?? null,
      wasUnlocked: prepared.value.isProd,
    })
    const done = runAll(deps, { prepared: prepared.value, run, signal: controller.signal }).finally(() => {
      active.delete(run.id)
      options.signal?.removeEventListener('abort', cancel)
    })
    active.set(run.id, { tenantId, cancel, done })
    return ok({ runId: run.id, tenantId, cancel, done })
  }

  return {
    list: () => SCENARIOS.map(outlineOf),
    start: async (tenantId, ids) => {
      const launched = await launch(tenantId, ids)
      if (!launched.ok) return launched
      launched.value.done.catch((error: unknown) => {
        ports.log.write('error', 'a scenario run stopped on a defect', { runId: launched.value.runId, error })
      })
      return ok({ runId: launched.value.runId })
    },
    run: async (tenantId, ids, options) => {
      const launched = await launch(tenantId, ids, options)
      return launched.ok ? launched.value.done : launched
    },
    cancel: (runId) => {
      const run = active.get(runId)
      if (!run) return Promise.resolve(fail(noSuchRun(runId)))
      run.cancel()
      return Promise.resolve(ok({ runId }))
    },
    setNote: (runId, scenarioId, note) => Promise.resolve(setNote(deps, { runId, scenarioId, note })),
    recover: (signal) =>
      recoverTestLeads({ ...deps, recorder, isActive: (runId) => active.has(runId) }, signal).then(ok),
    drain: async () => {
      const running = [...active.values()]
      for (const run of running) run.cancel()
      if (running.length === 0) return
      const settled = Promise.allSettled(running.map(({ done }) => done))
      await Promise.race([settled, ports.clock.sleep(DRAIN_MS)])
    },
  }
}

async function runAll(
  deps: ScenarioDeps,
  { prepared, run, signal }: { readonly prepared: PreparedRun; readonly run: Run; readonly signal: AbortSignal },
): Promise<Result<ScenarioRunResult, Failure>> {
  const recorder = createRunRecorder(deps)
  const bench = { ...deps, ...prepared.bench(run.id), runId: run.id, signal, recorder }
  const results: ScenarioResult[] = []
  let cleanUp: CleanUp = NOTHING_TO_CLEAN
  const resultSoFar = (): ScenarioRunResult => ({
    runId: run.id,
    tenant: prepared.connection.tenant.name,
    scenarios: [...results],
    cleanUp,
    ok: results.some(({ status }) => status === 'passed') && results.every(({ status }) => status !== 'failed'),
  })
  try {
    for (const definition of prepared.definitions) {
      if (signal.aborted) break
      const outcome = await runScenario(definition, bench, (step) => deps.events.emit({ type: 'scenario-step', step }))
      results.push(outcome.result)
      cleanUp = addUp(cleanUp, outcome.cleanUp)
      recorder.keep(run, resultSoFar())
      tellFinished(deps, run, outcome.result)
    }
  } catch (error) {
    recorder.finish(run, 'failed', resultSoFar())
    throw error
  } finally {
    bench.custody.forget()
    deps.events.emit({ type: 'leads-changed' })
  }
  const result = resultSoFar()
  recorder.finish(run, signal.aborted ? 'cancelled' : result.ok ? 'passed' : 'failed', result)
  return signal.aborted
    ? fail({ kind: 'Cancelled', message: 'The scenarios were cancelled; their test leads were cleaned up.' })
    : ok(result)
}

function tellFinished({ record }: ScenarioDeps, run: Run, { id, status, finding }: ScenarioResult): void {
  record({
    name: 'scenario_finished',
    level: status === 'failed' ? 'error' : 'info',
    tenantId: run.tenantId,
    runId: run.id,
    message: finding === null ? `Scenario ${id} ${status}.` : `Scenario ${id} ${status}: ${finding}`,
    detail: { scenario: id, status },
  })
}

const noSuchRun = (runId: string): Failure => ({
  kind: 'NotFound',
  what: 'run',
  message: `There is no scenario run with the id ${runId} that could be changed.`,
})

function setNote(
  deps: RunDeps,
  { runId, scenarioId, note }: { readonly runId: string; readonly scenarioId: ScenarioId; readonly note: string },
): Result<ScenarioRunResult, Failure> {
  const run = deps.ports.data.runs.get(runId)
  const parsed = ScenarioRunResultSchema.safeParse(run?.result)
  if (!run || !parsed.success || !parsed.data.scenarios.some(({ id }) => id === scenarioId))
    return fail(noSuchRun(runId))
  const text = deps.ports.knownSecrets.redact(note.trim())
  const scenarios = parsed.data.scenarios.map((result) =>
    result.id === scenarioId ? { ...result, note: text === '' ? null : text } : result,
  )
  const result = { ...parsed.data, scenarios }
  createRunRecorder(deps).keep(run, result)
  return ok(result)
}
