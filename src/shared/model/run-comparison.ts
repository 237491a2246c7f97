import { z } from 'zod'
import { CheckStatusSchema } from './check.ts'
import { RunKindSchema, RunStatusSchema } from './run.ts'
import { ScenarioIdSchema } from './scenario.ts'

/** From the first run to the second; `gone` and `new`: only one of them has it. */
export const ChangeSchema = z.enum(['same', 'better', 'worse', 'new', 'gone'])
export type Change = z.infer<typeof ChangeSchema>

const SideSchema = z.strictObject({
  runId: z.string(),
  kind: RunKindSchema,
  tenantId: z.string(),
  status: RunStatusSchema,
  startedAt: z.iso.datetime(),
  appVersion: z.string(),
})

const ScenarioStatusSchema = z.enum(['passed', 'failed', 'skipped'])

/** Null on a side = that run has no such line. Durations in milliseconds. */
const ComparedScenarioSchema = z.strictObject({
  id: ScenarioIdSchema,
  first: ScenarioStatusSchema.nullable(),
  second: ScenarioStatusSchema.nullable(),
  firstMs: z.number().nullable(),
  secondMs: z.number().nullable(),
  change: ChangeSchema,
  criteria: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      first: z.boolean().nullable(),
      second: z.boolean().nullable(),
      change: ChangeSchema,
    }),
  ),
})

const ComparedRowSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  first: CheckStatusSchema.nullable(),
  second: CheckStatusSchema.nullable(),
  change: ChangeSchema,
})

/** `runs compare --json`: two runs, row by row and criterion by criterion. */
export const RunComparisonSchema = z.strictObject({
  first: SideSchema,
  second: SideSchema,
  rows: z.array(ComparedRowSchema),
  scenarios: z.array(ComparedScenarioSchema),
  /** How many rows and criteria changed for the worse. */
  worse: z.int(),
  better: z.int(),
})
export type RunComparison = z.infer<typeof RunComparisonSchema>
