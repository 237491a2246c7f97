import { z } from 'zod'
import { FailureSchema } from './failure.ts'

export const CheckStatusSchema = z.enum(['passed', 'failed', 'warning', 'attested', 'skipped'])
export type CheckStatus = z.infer<typeof CheckStatusSchema>

/** Pages of Microsoft's portals on which rows are mended. */
export const PortalPlaceSchema = z.enum([
  'app-registration',
  'app-secrets',
  'app-permissions',
  'environment',
  'app-users',
  'security-roles',
  'solutions',
])
export type PortalPlace = z.infer<typeof PortalPlaceSchema>

/** Why a result says nothing certain about today: profile or credential changed since, another console made it, it is old. */
export const StaleReasonSchema = z.enum(['changed', 'version', 'age'])
export type StaleReason = z.infer<typeof StaleReasonSchema>

/** What a row says, in one language; the row itself carries the English. */
const CheckWordsSchema = z.strictObject({
  detail: z.string(),
  remedy: z.string().nullable(),
  proves: z.string(),
  /** The part that only a person can confirm. */
  toAttest: z.string().nullable(),
})

/**
 * One row of runbook A or B. `evidence` holds ids of Evidence. The optional keys are missing only in results that an older console stored;
 * attestation and staleness are as of the moment the row was read.
 */
export const CheckRowSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: CheckStatusSchema,
  detail: z.string(),
  remedy: z.string().nullable(),
  evidence: z.array(z.string()),
  /** When this row was judged; rows may be run alone. */
  at: z.iso.datetime().optional(),
  /** What a pass means, in one sentence. */
  proves: z.string().optional(),
  toAttest: z.string().nullable().optional(),
  attestation: z.strictObject({ by: z.string(), at: z.iso.datetime(), note: z.string() }).nullable().optional(),
  links: z.array(z.strictObject({ place: PortalPlaceSchema, url: z.url() })).optional(),
  /** Commands ready to copy. */
  commands: z.array(z.string()).optional(),
  stale: StaleReasonSchema.nullable().optional(),
  /** The same in Turkish. */
  tr: CheckWordsSchema.optional(),
})
export type CheckRow = z.infer<typeof CheckRowSchema>

/** `check --json`. `ok`: no row failed; warning and skipped count as ok. */
export const CheckResultSchema = z.strictObject({
  runId: z.string(),
  tenant: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  rows: z.array(CheckRowSchema),
  ok: z.boolean(),
})
export type CheckResult = z.infer<typeof CheckResultSchema>

/** `check columns --json`: what would be created on the lead table to make the tenant's mapping profile work. */
export const ColumnsPlannedSchema = z.strictObject({
  tenant: z.string(),
  profile: z.string(),
  /** Null where no unmanaged solution's publisher has the prefix of the columns. */
  solution: z
    .strictObject({ name: z.string(), friendlyName: z.string(), publisher: z.string(), prefix: z.string() })
    .nullable(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      maxLength: z.int().nullable(),
      range: z.tuple([z.number(), z.number()]).nullable(),
      choices: z.array(z.strictObject({ value: z.int(), label: z.string() })).nullable(),
    }),
  ),
  /** Missing columns that belong to no publisher: only Microsoft makes those. */
  notOurs: z.array(z.string()),
})
export type ColumnsPlanned = z.infer<typeof ColumnsPlannedSchema>

/** What became of the plan, column by column. */
export const ColumnsCreatedSchema = z.strictObject({
  created: z.array(z.string()),
  failed: z.array(z.strictObject({ name: z.string(), failure: FailureSchema })),
  publishFailure: FailureSchema.nullable(),
  /** Created, and not shown by metadata when the waiting was over. */
  notSeenYet: z.array(z.string()),
})
export type ColumnsCreated = z.infer<typeof ColumnsCreatedSchema>

const DriftSideSchema = z.strictObject({
  tenant: z.string(),
  at: z.iso.datetime().nullable(),
  stale: StaleReasonSchema.nullable(),
})

/** `drift --json`: what would break a push in one of two tenants and not in the other, under the first one's mapping profile. */
export const DriftResultSchema = z.strictObject({
  first: DriftSideSchema,
  second: DriftSideSchema,
  profile: z.string(),
  differences: z.array(
    z.strictObject({
      area: z.enum(['column', 'privilege']),
      name: z.string(),
      /** What is wrong there; null = nothing. */
      first: z.string().nullable(),
      second: z.string().nullable(),
      tr: z.strictObject({ first: z.string().nullable(), second: z.string().nullable() }),
    }),
  ),
  ok: z.boolean(),
})
export type DriftResult = z.infer<typeof DriftResultSchema>

/** Where a tenant's Hunter backend is asked; null = it has none that can be reached from here. `isDefault` while nobody set it. */
export const HunterUrlSchema = z.strictObject({ url: z.string().nullable(), isDefault: z.boolean() })
export type HunterUrl = z.infer<typeof HunterUrlSchema>
