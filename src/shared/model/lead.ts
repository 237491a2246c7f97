import { z } from 'zod'

/** Stored sync status; `unknown` = sent, no answer yet, never shown as failed. */
export const SyncStatusSchema = z.enum(['pending', 'queued', 'in_progress', 'synced', 'error', 'conflict', 'unknown'])
export type SyncStatus = z.infer<typeof SyncStatusSchema>

/** Badge words: `pending` and NULL show as *not synced*, the rest by their names. Filters accept both. */
export const SyncBadgeSchema = z.enum(['not_synced', 'queued', 'in_progress', 'synced', 'error', 'conflict', 'unknown'])
export type SyncBadge = z.infer<typeof SyncBadgeSchema>

export const badgeOf = (status: SyncStatus | null): SyncBadge =>
  status === null || status === 'pending' ? 'not_synced' : status

/** One company that Hunter found. `domain` is normalised (lower case, A-label, no `www.`, no trailing dot) and is the key. */
export const LeadSchema = z.strictObject({
  domain: z.string().min(1).max(253),
  /** Hunter's `company_id`; the CSV export does not carry it. */
  hunterId: z.int().nullable(),
  companyName: z.string().nullable(),
  provider: z.string().nullable(),
  country: z.string().nullable(),
  segment: z.string().nullable(),
  /** 0–100. */
  readinessScore: z.int().nullable(),
  /** 1–7, 1 best. */
  priorityScore: z.int().nullable(),
  tenantSize: z.string().nullable(),
  contactEmail: z.string().nullable(),
  spf: z.boolean().nullable(),
  dkim: z.boolean().nullable(),
  dmarcPolicy: z.string().nullable(),
  mxRoot: z.string().nullable(),
  registrar: z.string().nullable(),
  /** `YYYY-MM-DD`. */
  expiresAt: z.string().nullable(),
  nameservers: z.array(z.string()),
  scanStatus: z.string().nullable(),
  /** ISO 8601 UTC. */
  scannedAt: z.string().nullable(),
  reason: z.string().nullable(),
  referralId: z.string().nullable(),
  azureTenantId: z.string().nullable(),
  infrastructureSummary: z.string().nullable(),
})
export type Lead = z.infer<typeof LeadSchema>

/** A lead in D365 that may or may not be ours; the admin chooses. */
export const CandidateSchema = z.strictObject({
  d365LeadId: z.guid(),
  subject: z.string().nullable(),
  companyName: z.string().nullable(),
  websiteUrl: z.string().nullable(),
  isOpen: z.boolean(),
  matchedBy: z.enum(['id', 'subject', 'website', 'email']),
})
export type Candidate = z.infer<typeof CandidateSchema>

/** The D365 side of a lead for one tenant and one organisation. */
export const SyncStateSchema = z.strictObject({
  status: SyncStatusSchema.nullable(),
  d365LeadId: z.string().nullable(),
  lastAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  attemptCount: z.int(),
  /** Highest generation of the deterministic id used so far: 0, 2, 3 … */
  generation: z.int(),
  /** Fields that read back differently, in words; empty when all agree. */
  warnings: z.array(z.string()),
  candidates: z.array(CandidateSchema),
  /** Records of D365 the admin said are not this lead, whatever matches: a push looks past them. */
  notOurs: z.array(z.guid()),
})
export type SyncState = z.infer<typeof SyncStateSchema>

export const NEVER_SYNCED: SyncState = {
  status: null,
  d365LeadId: null,
  lastAt: null,
  error: null,
  attemptCount: 0,
  generation: 0,
  warnings: [],
  candidates: [],
  notOurs: [],
}

export const LeadListItemSchema = z.strictObject({
  domain: z.string(),
  companyName: z.string().nullable(),
  provider: z.string().nullable(),
  country: z.string().nullable(),
  segment: z.string().nullable(),
  readinessScore: z.int().nullable(),
  priorityScore: z.int().nullable(),
  badge: SyncBadgeSchema,
  d365LeadId: z.string().nullable(),
  lastAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
})
export type LeadListItem = z.infer<typeof LeadListItemSchema>

export const LeadQuerySchema = z.strictObject({
  search: z.string().max(200).default(''),
  badge: SyncBadgeSchema.nullable().default(null),
  sort: z
    .enum(['domain', 'companyName', 'readinessScore', 'priorityScore', 'badge', 'lastAt'])
    .default('priorityScore'),
  descending: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
})
export type LeadQuery = z.output<typeof LeadQuerySchema>

export const LeadPageSchema = z.strictObject({
  items: z.array(LeadListItemSchema),
  total: z.int(),
  /** Over all leads, whatever the query. */
  countsByBadge: z.record(SyncBadgeSchema, z.int()),
})
export type LeadPage = z.infer<typeof LeadPageSchema>

/** `leads import --json` (spec: command line). `columns` maps the file's header to the lead's field, or null where unused. */
export const ImportResultSchema = z.strictObject({
  file: z.string(),
  rows: z.int(),
  imported: z.int(),
  updated: z.int(),
  rejected: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
  columns: z.record(z.string(), z.string().nullable()),
})
export type ImportResult = z.infer<typeof ImportResultSchema>
