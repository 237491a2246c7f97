import { z } from 'zod'

export const CheckStatusSchema = z.enum(['passed', 'failed', 'warning', 'attested', 'skipped'])
export type CheckStatus = z.infer<typeof CheckStatusSchema>

/** One row of runbook A or B. `evidence` holds ids of Evidence. */
export const CheckRowSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: CheckStatusSchema,
  detail: z.string(),
  remedy: z.string().nullable(),
  evidence: z.array(z.string()),
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
