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

/** One push of the certificate, with the ids under which Microsoft can find its requests. */
const CertifiedPushSchema = z.strictObject({
  step: z.string(),
  outcome: z.string(),
  reason: z.string().nullable(),
  d365LeadId: z.string().nullable(),
  requests: z.array(
    z.strictObject({
      method: z.string(),
      status: z.int().nullable(),
      clientRequestId: z.string(),
      serviceRequestIds: z.array(z.string()),
    }),
  ),
})

/** C2 on one page: the same lead pushed three times is one lead in D365, and a duplicate would have been found. */
export const CertificateSchema = z.strictObject({
  domain: z.string(),
  d365LeadId: z.string().nullable(),
  pushes: z.array(CertifiedPushSchema),
  /** What D365 answered when it was asked to create the lead once more under its id; null = not asked. */
  refusal: z.strictObject({ status: z.int().nullable(), code: z.string().nullable() }).nullable(),
  /** Leads of the domain in D365; null = the question got no answer. */
  count: z.int().nullable(),
  /** The negative control: duplicates planted on purpose under another domain, and how many leads the same search found there. */
  control: z.strictObject({ expected: z.int(), found: z.int().nullable() }).nullable(),
  holds: z.boolean(),
})
export type Certificate = z.infer<typeof CertificateSchema>

/** What a step says, by key and values, so that every language can say it (`shared/words/step-words.ts`). */
export const SaidSchema = z.strictObject({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Said = z.infer<typeof SaidSchema>

/** A step as it was: kept with the result, so that a run can be looked at later as it was watched. */
export const StepRecordSchema = z.strictObject({
  step: z.string(),
  title: z.string(),
  status: z.enum(['passed', 'failed', 'skipped']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  detail: z.string().nullable(),
  said: SaidSchema.nullable().default(null),
})
export type StepRecord = z.infer<typeof StepRecordSchema>

/** Where faults were put: at the sandbox's server, or in the console's own layer, because nobody can make a real organisation fail on demand. */
export const FaultPlaceSchema = z.enum(['sandbox-server', 'console'])
export type FaultPlace = z.infer<typeof FaultPlaceSchema>

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
  /** The clean-up included; empty for runs of earlier versions and for what did not run. */
  steps: z.array(StepRecordSchema).default([]),
  /** Where the faults it met were put on purpose; null = it met none, or ran in an earlier version. */
  faultsAt: FaultPlaceSchema.nullable().default(null),
  /** C2 only. */
  certificate: CertificateSchema.nullable().default(null),
})
export type ScenarioResult = z.infer<typeof ScenarioResultSchema>

/** A test lead that is not proven gone. Without an id: the domain could not be searched for leads that nobody wrote down, `link` lists all leads. */
export const LeftBehindSchema = z.strictObject({
  d365LeadId: z.string(),
  domain: z.string(),
  link: z.string(),
  reason: z.string(),
  /** The reason by key and values; runs of earlier versions have none. */
  said: SaidSchema.extend({ values: z.record(z.string(), z.string()) })
    .nullable()
    .default(null),
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
  /** In English. */
  detail: z.string().nullable(),
  said: SaidSchema.optional(),
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
