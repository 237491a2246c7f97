import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { ScenarioResult, ScenarioRunResult } from '../../shared/model/scenario.ts'
import { createRunRecorder } from '../runs/run-recorder.ts'
import { addUp, NOTHING_TO_CLEAN, type CleanUp } from './clean-up.ts'
import type { PreparedRun } from './prepare-run.ts'
import { runScenario } from './run-scenario.ts'
import type { ScenarioDeps } from './scenario-deps.ts'

interface Asked {
  readonly prepared: PreparedRun
  readonly run: Run
  readonly signal: AbortSignal
}

/** Runs the scenarios one after the other, keeping the result after each; ends the run whatever happens. */
export async function runScenarios(
  deps: ScenarioDeps,
  { prepared, run, signal }: Asked,
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
    ok:
      results.some(({ status }) => status === 'passed') &&
      results.every(({ status }) => status !== 'failed') &&
      cleanUp.leftBehind.length === 0,
  })
  try {
    for (const definition of prepared.definitions) {
      if (signal.aborted) break
      const outcome = await runScenario(definition, bench, (step) => deps.events.emit({ type: 'scenario-step', step }))
      results.push(outcome.result)
      cleanUp = addUp(cleanUp, outcome.cleanUp)
      recorder.keep(run, resultSoFar())
      tellFinished(deps, run, outcome.result)
      tellCleanUp(deps, run, outcome.cleanUp)
    }
  } catch (error) {
    recorder.finish(run, 'failed', resultSoFar())
    throw error
  } finally {
    bench.custody.forget()
    prepared.release()
    deps.events.emit({ type: 'leads-changed' })
  }
  const result = resultSoFar()
  if (signal.aborted) {
    recorder.finish(run, 'cancelled', result)
    return fail({ kind: 'Cancelled', message: 'The scenarios were cancelled; their test leads were cleaned up.' })
  }
  recorder.finish(run, result.ok ? 'passed' : 'failed', result)
  return ok(result)
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

function tellCleanUp({ record }: ScenarioDeps, run: Run, { deleted, leftBehind }: CleanUp): void {
  if (deleted === 0 && leftBehind.length === 0) return
  record({
    name: 'd365_lead_deleted',
    level: leftBehind.length === 0 ? 'info' : 'warning',
    tenantId: run.tenantId,
    runId: run.id,
    message: `Test leads: ${String(deleted)} deleted, ${String(leftBehind.length)} left behind.`,
    detail: { deleted, leftBehind: leftBehind.map(({ d365LeadId, link, reason }) => ({ d365LeadId, link, reason })) },
  })
}
