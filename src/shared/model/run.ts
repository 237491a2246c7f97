import { z } from 'zod'

export const RunKindSchema = z.enum(['push', 'check', 'scenario', 'runbook'])
export type RunKind = z.infer<typeof RunKindSchema>

/** `interrupted`: the process ended before the run did. */
export const RunStatusSchema = z.enum(['running', 'passed', 'failed', 'cancelled', 'interrupted'])
export type RunStatus = z.infer<typeof RunStatusSchema>

/** One execution of checks, scenarios or a push against one tenant. `parentId` is the runbook run it belongs to. */
export const RunSchema = z.strictObject({
  id: z.uuid(),
  kind: RunKindSchema,
  tenantId: z.string(),
  parentId: z.uuid().nullable(),
  status: RunStatusSchema,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  appVersion: z.string(),
  /** The tenant's `changedAt` when the run began: a later change makes the run's evidence stale. */
  tenantChangedAt: z.iso.datetime(),
  /** PROD: the run carries its permission to its end. */
  wasUnlocked: z.boolean(),
  /** CheckResult, ScenarioRunResult or PushResult by `kind`; null while running. */
  result: z.json().nullable(),
})
export type Run = z.infer<typeof RunSchema>

export const EvidenceKindSchema = z.enum([
  'exchange',
  'events',
  'row',
  'read-back',
  'view-model',
  'token',
  'count',
  'screenshot',
  'note',
])

/** What a check or a scenario step saw. `id` is what `criteria[].evidence` names and `runs show` resolves. */
export const EvidenceSchema = z.strictObject({
  id: z.uuid(),
  runId: z.uuid(),
  /** The row or step it belongs to: `A2.1`, `C1/push`. */
  step: z.string(),
  kind: EvidenceKindSchema,
  at: z.iso.datetime(),
  title: z.string(),
  body: z.json(),
})
export type Evidence = z.infer<typeof EvidenceSchema>
