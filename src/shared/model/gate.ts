import { z } from 'zod'
import { StaleReasonSchema } from './check.ts'
import { FailureSchema } from './failure.ts'

export const GateLineStatusSchema = z.enum(['passed', 'failed', 'stale', 'not_run', 'attested', 'waived'])
export type GateLineStatus = z.infer<typeof GateLineStatusSchema>

/** One of the fifteen lines E1.1–E1.15. `evidence`: ids of runs or evidence, resolved by `runs show`. */
export const GateLineSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  status: GateLineStatusSchema,
  evidence: z.array(z.string()),
  at: z.iso.datetime().nullable(),
  /** Who confirmed the line by name (typed, not proven), and when; missing where nobody did, and in entries of earlier versions. */
  attestation: z.strictObject({ by: z.string(), at: z.iso.datetime() }).optional(),
  /** The staleness limit: until when what the line rests on says something about today; missing as `attestation` is. */
  holdsUntil: z.iso.datetime().optional(),
  /** Why it is stale; missing where it is not. */
  stale: StaleReasonSchema.optional(),
})
export type GateLine = z.infer<typeof GateLineSchema>

/** E2.1–E2.4 of a PROD tenant: they open under a GO that names it, and only what was seen since counts. */
export const ProductionSchema = z.strictObject({
  /** The GO that opened it; null = none, or it was taken back by a later NO-GO. */
  openedBy: z.strictObject({ sequence: z.int(), tenant: z.string(), at: z.iso.datetime() }).nullable(),
  lines: z.array(GateLineSchema),
})
export type Production = z.infer<typeof ProductionSchema>

/** `gate status --json`. */
export const GateStatusSchema = z.strictObject({
  tenant: z.string(),
  lines: z.array(GateLineSchema),
  go: z.strictObject({ allowed: z.boolean(), because: z.array(z.string()) }),
  /** PROD tenants only. */
  production: ProductionSchema.nullable().default(null),
})
export type GateStatus = z.infer<typeof GateStatusSchema>

export const DecisionWordSchema = z.enum(['GO', 'NO-GO'])
export type DecisionWord = z.infer<typeof DecisionWordSchema>

export const DecisionRequestSchema = z.strictObject({
  tenantId: z.string(),
  decision: DecisionWordSchema,
  reason: z.string().trim().min(1, 'Give the reason.').max(2000),
  approver: z.string().trim().max(200).default(''),
  /** The PROD tenant a GO opens, or null. */
  releasesTenantId: z.string().nullable().default(null),
  /** Reason for a GO against the rules; kept in the log for ever. */
  override: z.string().trim().max(2000).nullable().default(null),
  /** Reasons to waive E1.4–E1.6, by line. */
  waivers: z.record(z.string(), z.string().trim().min(1).max(2000)).default({}),
  knownLimitations: z.string().trim().max(4000).default(''),
  /** Asks for a note in the tenant's own Dataverse: a checkpoint in somebody else's hands. */
  noteInD365: z.boolean().default(false),
})
export type DecisionRequest = z.output<typeof DecisionRequestSchema>

/** What the hash covers; canonical JSON (RFC 8785). */
export const DecisionBodySchema = z.strictObject({
  sequence: z.int().min(1),
  /** `decision` or, after a backup was put back, `restored`. */
  type: z.enum(['decision', 'restored']),
  at: z.iso.datetime(),
  chainId: z.uuid(),
  tenant: z
    .strictObject({ id: z.string(), name: z.string(), environment: z.string(), organizationId: z.string().nullable() })
    .nullable(),
  releases: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  decision: DecisionWordSchema.nullable(),
  reason: z.string(),
  blockers: z.array(z.string()),
  knownLimitations: z.string(),
  waivers: z.record(z.string(), z.string()),
  override: z.string().nullable(),
  /** Typed by whoever recorded it: not proven. */
  approver: z.string(),
  recordedBy: z.strictObject({ user: z.string(), machine: z.string() }),
  gate: z.array(GateLineSchema),
  /** SHA-256 (hex) over the canonical JSON of the evidence the gate rested on. */
  evidenceDigest: z.string(),
  appVersion: z.string(),
  /** Hash of the entry before; 64 zeros for the first. */
  previousHash: z.string().length(64),
})
export type DecisionBody = z.infer<typeof DecisionBodySchema>

export const DecisionEntrySchema = z.strictObject({
  body: DecisionBodySchema,
  /** SHA-256 (hex) of the domain-separated canonical body. */
  hash: z.string().length(64),
  /** Ed25519 over the hash, base64; null = `unsigned`. */
  signature: z.string().nullable(),
  /** Public key, base64 (raw 32 bytes); null when unsigned. */
  publicKey: z.string().nullable(),
})
export type DecisionEntry = z.infer<typeof DecisionEntrySchema>

export const GateVerdictSchema = z.enum(['ok', 'altered', 'truncated', 'forked', 'unanchored_tail', 'key_changed'])
export type GateVerdict = z.infer<typeof GateVerdictSchema>

/** `gate verify --json`. */
export const GateVerificationSchema = z.strictObject({
  entries: z.int(),
  head: z.string().nullable(),
  verdict: GateVerdictSchema,
  brokenAt: z.int().nullable(),
})
export type GateVerification = z.infer<typeof GateVerificationSchema>

/** The note in the tenant's own Dataverse; `failure` = the decision stands, the note is not known to lie there. */
const NoteReceiptSchema = z.strictObject({ id: z.string(), failure: FailureSchema.nullable() })
export type NoteReceipt = z.infer<typeof NoteReceiptSchema>

/** `gate decide --json`. */
export const DecisionReceiptSchema = z.strictObject({
  sequence: z.int(),
  hash: z.string(),
  decision: DecisionWordSchema,
  /** Where one was asked for. */
  note: NoteReceiptSchema.optional(),
})
export type DecisionReceipt = z.infer<typeof DecisionReceiptSchema>

/** A runbook line that no API can verify, confirmed by the admin. */
export const AttestationSchema = z.strictObject({
  row: z.string(),
  tenantId: z.string(),
  by: z.string().trim().min(1).max(200),
  note: z.string().max(2000),
  at: z.iso.datetime(),
  /** Of the console somebody looked at; null for what an earlier version kept. */
  appVersion: z.string().nullable().default(null),
})
export type Attestation = z.infer<typeof AttestationSchema>
