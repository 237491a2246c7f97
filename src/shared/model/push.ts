import { z } from 'zod'
import { SyncStatusSchema } from './lead.ts'
import { FailureSchema } from './failure.ts'

/** What one push did. `waiting`: it will be tried again at a known time; `unknown`: sent, no answer, and asking got none either. */
export const PushOutcomeSchema = z.enum([
  'created',
  'adopted',
  'skipped',
  'updated',
  'conflict',
  'rejected',
  'refused',
  'failed',
  'waiting',
  'unknown',
])
export type PushOutcome = z.infer<typeof PushOutcomeSchema>

export const PushedLeadSchema = z.strictObject({
  domain: z.string(),
  outcome: PushOutcomeSchema,
  /** What is stored now. */
  status: SyncStatusSchema.nullable(),
  /** `already_exists`, `d365_disabled`, or the sentence a person needs; null when there is nothing to say. */
  reason: z.string().nullable(),
  d365_lead_id: z.string().nullable(),
})
export type PushedLead = z.infer<typeof PushedLeadSchema>

/** `push --json`. The counts of `outcomes` sum to `total`. Milliseconds. */
export const PushResultSchema = z.strictObject({
  runId: z.string(),
  tenant: z.string(),
  total: z.int(),
  outcomes: z.record(PushOutcomeSchema, z.int()),
  retries: z.int(),
  throttledMs: z.number(),
  durationMs: z.number(),
  leads: z.array(PushedLeadSchema),
})
export type PushResult = z.infer<typeof PushResultSchema>

/** Counts while a push run goes on. */
export const PushProgressSchema = z.strictObject({
  runId: z.string(),
  tenantId: z.string(),
  total: z.int(),
  done: z.int(),
  outcomes: z.record(PushOutcomeSchema, z.int()),
  /** When the lane opens again, while it waits. */
  waitingUntil: z.iso.datetime().nullable(),
})
export type PushProgress = z.infer<typeof PushProgressSchema>

/** One try of one push: what was sent, what came back, what was decided. Never deleted. */
export const AttemptSchema = z.strictObject({
  id: z.uuid(),
  runId: z.uuid(),
  tenantId: z.string(),
  organizationId: z.string(),
  domain: z.string(),
  /** 1-based within the push. */
  number: z.int(),
  /** The id the row has or would have in D365. */
  d365LeadId: z.string(),
  generation: z.int(),
  operation: z.enum(['create', 'update']),
  /** `sending` is flushed to disk before the first byte leaves; one found at start is a lost answer. */
  state: z.enum(['sending', 'created', 'updated', 'exists', 'rejected', 'waiting', 'unknown', 'failed']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  clientRequestId: z.string().nullable(),
  serviceRequestIds: z.array(z.string()),
  /** SHA-256 of the body sent; the body itself lies with the run's evidence where there is one. */
  bodyDigest: z.string(),
  failure: FailureSchema.nullable(),
  /** The delay decided before the next try, in milliseconds. */
  delayMs: z.number().nullable(),
})
export type Attempt = z.infer<typeof AttemptSchema>
