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

/**
 * Which leads a push means, test leads aside. `status` is a stored status or a badge word; `search` finds in domain and company name as the list
 * does; `failedOf` is a push run: those of its leads that did not arrive.
 */
export const PushSelectionSchema = z.union([
  z.strictObject({ domains: z.array(z.string()).min(1).max(1000).readonly() }),
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ status: z.string().max(40) }),
  z.strictObject({ search: z.string().trim().min(1).max(200), status: z.string().max(40).nullable() }),
  z.strictObject({ failedOf: z.uuid() }),
])
export type PushSelection = z.infer<typeof PushSelectionSchema>

/** Outcomes after which the lead is in D365, and once. All others can be pushed again by `failedOf`. */
export const GOOD_OUTCOMES: readonly PushOutcome[] = ['created', 'adopted', 'skipped', 'updated']

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
  /** Leads of a large run that `leads` does not list: all outcomes are kept, page by page, with the run (`push:leads`). */
  unlisted: z.int().default(0),
})
export type PushResult = z.infer<typeof PushResultSchema>

/** How a run brings rows in: many per request where the tenant can do that, else in smaller steps. */
export const BulkModeSchema = z.enum(['create-multiple', 'batch', 'single'])
export type BulkMode = z.infer<typeof BulkModeSchema>

/**
 * `queueing`: the leads are being written down; `waiting`: nothing is sent until `waitingUntil` or until somebody acts; `paused`: by the admin;
 * `left`: an earlier process left it and it has not been taken up yet.
 */
export const PushRunStateSchema = z.enum(['queueing', 'running', 'waiting', 'paused', 'left'])
export type PushRunState = z.infer<typeof PushRunStateSchema>

/** Why a run waits: D365 asked for a pause, Entra ID gives no token, the credential was refused, the application user lost its access, local data cannot be written, nothing answers and every lead under way waits for another try. */
export const WaitingForSchema = z.enum(['throttling', 'sign-in', 'credential', 'permission', 'local-data', 'network'])
export type WaitingFor = z.infer<typeof WaitingForSchema>

/** A push run that is not over: counts and pace. Also the answer to "what can be resumed": states `paused` and `left`. */
export const PushProgressSchema = z.strictObject({
  runId: z.string(),
  tenantId: z.string(),
  state: PushRunStateSchema,
  startedAt: z.iso.datetime(),
  /** PROD: it was started under an unlock, and carries that permission to its end. */
  wasUnlocked: z.boolean(),
  total: z.int(),
  done: z.int(),
  outcomes: z.record(PushOutcomeSchema, z.int()),
  /** Leads that reached their end per second, lately; null until that can be said. */
  ratePerSecond: z.number().nullable(),
  /** At that rate; null while it cannot be said. */
  secondsLeft: z.number().nullable(),
  /** Requests of this tenant under way, and how many there may be now. */
  inFlight: z.int(),
  concurrency: z.int(),
  /** When it goes on, while it waits; null when nobody knows. */
  waitingUntil: z.iso.datetime().nullable(),
  waitingFor: WaitingForSchema.nullable(),
  /** The cause in a sentence; also says when an absurd wait was cut. */
  waitingWhy: z.string().nullable(),
  /** What the service said is left of its limits (per web server; shown, never steered by). */
  limits: z.strictObject({ requests: z.number().nullable(), executionSeconds: z.number().nullable() }).nullable(),
  /** Null before the first write. */
  bulkMode: BulkModeSchema.nullable(),
})
export type PushProgress = z.infer<typeof PushProgressSchema>

/** One page of a run's leads, in the order of their domains. `next` continues after the last; null = there are no more. */
export const PushedPageSchema = z.strictObject({ leads: z.array(PushedLeadSchema), next: z.string().nullable() })
export type PushedPage = z.infer<typeof PushedPageSchema>

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
