import { z } from 'zod'
import { CheckRowSchema } from '../../shared/model/check.ts'
import { DecisionWordSchema, GateLineSchema, GateVerdictSchema } from '../../shared/model/gate.ts'
import { PushResultSchema } from '../../shared/model/push.ts'
import { EvidenceSchema, RunSchema } from '../../shared/model/run.ts'
import {
  CertificateSchema,
  CriterionSchema,
  FaultPlaceSchema,
  ScenarioIdSchema,
  ScenarioResultSchema,
  ScenarioRunResultSchema,
} from '../../shared/model/scenario.ts'

export const REPORT_SCHEMA = 'hunter-d365-console/report/2'

/** `not run` is a word of its own: never a failure, never a success. */
const LineStatusSchema = z.enum(['passed', 'failed', 'not run'])
export type LineStatus = z.infer<typeof LineStatusSchema>

const ReportScenarioSchema = z.strictObject({
  id: ScenarioIdSchema,
  status: LineStatusSchema,
  /** Findings first, then the admin's own words. */
  notes: z.array(z.string()),
  criteria: z.array(CriterionSchema),
  expected: ScenarioResultSchema.shape.expected,
  events: z.array(z.string()),
  durationMs: z.number().nullable(),
  faultsAt: FaultPlaceSchema.nullable(),
  /** C2 alone, where it came that far. */
  certificate: CertificateSchema.nullable(),
})
export type ReportScenario = z.infer<typeof ReportScenarioSchema>

/** How many there should be, how many ran, and how: figures that never stand in for one another. */
const CountSchema = z.strictObject({
  expected: z.int(),
  executed: z.int(),
  skipped: z.int(),
  passed: z.int(),
  failed: z.int(),
  /** Executed, neither passed nor failed: something to look at. */
  warnings: z.int(),
})
export type Count = z.infer<typeof CountSchema>

const ReportDecisionSchema = z.strictObject({
  decision: DecisionWordSchema,
  at: z.iso.datetime(),
  sequence: z.int(),
  /** The short code of the log's entry: a checkpoint outside the database. */
  code: z.string(),
  reason: z.string(),
  approver: z.string(),
  recordedBy: z.string(),
  override: z.string().nullable(),
  waivers: z.record(z.string(), z.string()),
  blockers: z.array(z.string()),
  knownLimitations: z.string(),
  releases: z.string().nullable(),
  isSigned: z.boolean(),
})
export type ReportDecision = z.infer<typeof ReportDecisionSchema>

/** One report, whatever it is written as (docs/report-schema.md). Times are ISO 8601 UTC, durations milliseconds. */
export const ReportModelSchema = z.strictObject({
  schema: z.literal(REPORT_SCHEMA),
  run: RunSchema.pick({
    id: true,
    kind: true,
    status: true,
    startedAt: true,
    finishedAt: true,
    appVersion: true,
    wasUnlocked: true,
  }),
  tenant: z.strictObject({
    id: z.string(),
    name: z.string(),
    environment: z.string(),
    baseUrl: z.string(),
    organizationId: z.string().nullable(),
  }),
  counts: z.strictObject({ scenarios: CountSchema, criteria: CountSchema, checks: CountSchema }),
  /** False as well where nothing was executed or the run was cut: zero rows is never success. */
  isSuccess: z.boolean(),
  checks: z.array(CheckRowSchema),
  scenarios: z.array(ReportScenarioSchema),
  cleanUp: ScenarioRunResultSchema.shape.cleanUp.nullable(),
  push: PushResultSchema.nullable(),
  /** `at`: when the lines were asked for, which may be long after the run. */
  gate: z.strictObject({ at: z.iso.datetime(), lines: z.array(GateLineSchema), blockers: z.array(z.string()) }),
  /** The newest decision whose gate rests on evidence of this run. */
  decision: ReportDecisionSchema.nullable(),
  log: z.strictObject({ entries: z.int(), verdict: GateVerdictSchema, code: z.string().nullable() }),
  /** The newest word of a person on each line of the tenant that somebody confirmed, as of `gate.at`. */
  attestations: z.array(z.strictObject({ row: z.string(), by: z.string(), note: z.string(), at: z.iso.datetime() })),
  evidence: z.array(EvidenceSchema),
})
export type ReportModel = z.infer<typeof ReportModelSchema>
