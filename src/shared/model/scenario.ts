import { z } from 'zod'

export const ScenarioIdSchema = z.enum(['C1', 'C2', 'C3', 'D1', 'D2', 'D3'])
export type ScenarioId = z.infer<typeof ScenarioIdSchema>

export const CriterionSchema = z.strictObject({
  /** `C1.1` … in the runbook's order; both forms of C3 must hold for a criterion of C3. */
  id: z.string(),
  text: z.string(),
  passed: z.boolean(),
  /** Id of the Evidence that decided it; null only where the step before it failed. */
  evidence: z.string().nullable(),
})
export type Criterion = z.infer<typeof CriterionSchema>

export const ScenarioResultSchema = z.strictObject({
  id: ScenarioIdSchema,
  status: z.enum(['passed', 'failed', 'skipped']),
  criteria: z.array(CriterionSchema),
  /** The *Expected* lines of the runbook's steps, judged apart from the criteria. */
  expected: z.array(z.strictObject({ text: z.string(), passed: z.boolean() })),
  events: z.array(z.string()),
  durationMs: z.number(),
  /** Why it failed or was skipped, in one sentence; the admin's own words go to `note`. */
  finding: z.string().nullable(),
  note: z.string().nullable(),
})
export type ScenarioResult = z.infer<typeof ScenarioResultSchema>

/** A test lead that could not be deleted. */
export const LeftBehindSchema = z.strictObject({
  d365LeadId: z.string(),
  domain: z.string(),
  link: z.string(),
  reason: z.string(),
})

/** `scenario run --json`, plus what clean-up proved. */
export const ScenarioRunResultSchema = z.strictObject({
  runId: z.string(),
  tenant: z.string(),
  scenarios: z.array(ScenarioResultSchema),
  cleanUp: z.strictObject({ created: z.int(), deleted: z.int(), leftBehind: z.array(LeftBehindSchema) }),
  ok: z.boolean(),
})
export type ScenarioRunResult = z.infer<typeof ScenarioRunResultSchema>

/** A step as it streams into the window. */
export const ScenarioStepSchema = z.strictObject({
  runId: z.string(),
  scenarioId: ScenarioIdSchema,
  /** `push-again`; unique in the scenario. */
  step: z.string(),
  title: z.string(),
  status: z.enum(['running', 'passed', 'failed', 'skipped']),
  at: z.iso.datetime(),
  detail: z.string().nullable(),
})
export type ScenarioStep = z.infer<typeof ScenarioStepSchema>

/** What the window and `scenario list` show before anything ran. */
export const ScenarioOutlineSchema = z.strictObject({
  id: ScenarioIdSchema,
  title: z.string(),
  goal: z.string(),
  steps: z.array(z.strictObject({ step: z.string(), title: z.string() })),
  criteria: z.array(z.strictObject({ id: z.string(), text: z.string() })),
})
export type ScenarioOutline = z.infer<typeof ScenarioOutlineSchema>
