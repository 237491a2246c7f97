import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { ScenarioRunResultSchema, type ScenarioId, type ScenarioRunResult } from '../../shared/model/scenario.ts'
import { createRunRecorder, type RunDeps } from '../runs/run-recorder.ts'

/** Keeps the admin's own words beside a scenario's result; an empty note takes them away. The finding stays the console's. */
export function setNote(
  deps: RunDeps,
  { runId, scenarioId, note }: { readonly runId: string; readonly scenarioId: ScenarioId; readonly note: string },
): Result<ScenarioRunResult, Failure> {
  const run = deps.ports.data.runs.get(runId)
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

export const noSuchRun = (runId: string): Failure => ({
  kind: 'NotFound',
  what: 'run',
  message: `There is no run with the id ${runId} that could be changed.`,
})
