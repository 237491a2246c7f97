import { z } from 'zod'
import { CheckResultSchema } from './check.ts'
import { GateStatusSchema } from './gate.ts'
import { SkippedReportSchema } from './report.ts'
import { ScenarioResultSchema, ScenarioRunResultSchema } from './scenario.ts'

/** `runbook --json`: the main job in one answer. `ok`: no check failed and every scenario that ran passed, no test lead was left behind; the gate is shown, not judged. */
export const RunbookResultSchema = z.strictObject({
  runId: z.string(),
  tenant: z.string(),
  check: CheckResultSchema,
  scenarios: z.array(ScenarioResultSchema),
  /** What became of the test leads; null where no scenario ran, and in runs of earlier versions. */
  cleanUp: ScenarioRunResultSchema.shape.cleanUp.nullable().default(null),
  gate: GateStatusSchema,
  reports: z.array(z.string()),
  /** Formats that could not be made here, with the reason. */
  skippedReports: z.array(SkippedReportSchema).default([]),
  /** Wall time of checks and scenarios, in milliseconds, and requests sent meanwhile, sign-ins included; 0 in runs of earlier versions. */
  durationMs: z.number().default(0),
  requests: z.int().default(0),
  ok: z.boolean(),
})
export type RunbookResult = z.infer<typeof RunbookResultSchema>
