import type { Run } from '../../../../shared/model/run.ts'
import {
  ScenarioRunResultSchema,
  type ScenarioId,
  type ScenarioResult,
  type ScenarioRunResult,
} from '../../../../shared/model/scenario.ts'

/** The newest result of one scenario, and the run it came from. */
export interface KnownResult {
  readonly runId: string
  readonly at: string
  readonly result: ScenarioResult
}

/** The result of a finished scenario run; null where there is none to read. */
export function resultOf(run: Run): ScenarioRunResult | null {
  const parsed = ScenarioRunResultSchema.safeParse(run.result)
  return parsed.success ? parsed.data : null
}

/** The newest result of each scenario among `runs`, whatever their order; skipped ones say nothing of a scenario. */
export function newestResults(runs: readonly Run[]): ReadonlyMap<ScenarioId, KnownResult> {
  const newest = new Map<ScenarioId, KnownResult>()
  const oldestFirst = [...runs].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
  for (const run of oldestFirst) {
    for (const result of resultOf(run)?.scenarios ?? []) {
      if (result.status === 'skipped' && newest.has(result.id)) continue
      newest.set(result.id, { runId: run.id, at: run.finishedAt ?? run.startedAt, result })
    }
  }
  return newest
}
