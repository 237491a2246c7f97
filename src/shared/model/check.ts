import { z } from 'zod'

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
