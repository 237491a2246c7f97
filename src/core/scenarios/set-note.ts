import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import { ScenarioRunResultSchema, type ScenarioId, type ScenarioRunResult } from '../../shared/model/scenario.ts'
import { createRunRecorder, type RunDeps } from '../runs/run-recorder.ts'

/**
 * Keeps the admin's own words beside a scenario's result; an empty note takes them away. The finding stays the console's. The run is one of
 * scenarios, or the runbook that ran them.
 */
export function setNote(
  deps: RunDeps,
  { runId, scenarioId, note }: { readonly runId: string; readonly scenarioId: ScenarioId; readonly note: string },
): Result<ScenarioRunResult, Failure> {
  const run = scenarioRunOf(deps, runId)
  const parsed = ScenarioRunResultSchema.safeParse(run?.result)
  const isThere = parsed.data?.scenarios.some(({ id }) => id === scenarioId) === true
  if (!run || !parsed.success || !isThere) return fail(noSuchRun(runId))
  const text = deps.ports.knownSecrets.redact(note.trim())
  const scenarios = parsed.data.scenarios.map((result) =>
    result.id === scenarioId ? { ...result, note: text === '' ? null : text } : result,
  )
  const result = { ...parsed.data, scenarios }
  createRunRecorder(deps).keep(run, result)
  return ok(result)
}

function scenarioRunOf({ ports: { data } }: RunDeps, runId: string): Run | null {
  const run = data.runs.get(runId)
  if (run?.kind !== 'runbook') return run
  return (
    data.runs.list({ tenantId: run.tenantId, kind: 'scenario' }).find(({ parentId }) => parentId === run.id) ?? null
  )
}

export const noSuchRun = (runId: string): Failure => ({
  kind: 'NotFound',
  what: 'run',
  message: `There is no run with the id ${runId} that could be changed.`,
})
