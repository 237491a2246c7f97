import { z } from 'zod'

/** One record of D365 as the radar shows it. */
export const RadarRecordSchema = z.strictObject({
  d365LeadId: z.guid(),
  subject: z.string().nullable(),
  companyName: z.string().nullable(),
  websiteUrl: z.string().nullable(),
  isOpen: z.boolean(),
  createdOn: z.string().nullable(),
  link: z.string(),
})
export type RadarRecord = z.infer<typeof RadarRecordSchema>

/** Domains with more than one lead in D365, by Hunter's subject or by website. `looked`: how many leads were looked at. */
export const RadarResultSchema = z.strictObject({
  tenant: z.string(),
  looked: z.int(),
  duplicates: z.array(z.strictObject({ domain: z.string(), records: z.array(RadarRecordSchema) })),
})
export type RadarResult = z.infer<typeof RadarResultSchema>

/**
 * How conflicts are settled together: `newest` adopts the candidate made last, `subject` the only open one with Hunter's exact subject, `release`
 * takes the leads out of conflict and sends nothing.
 */
export const ConflictRuleSchema = z.enum(['newest', 'subject', 'release'])
export type ConflictRule = z.infer<typeof ConflictRuleSchema>

/** What a rule does, or would do, with one lead in conflict; `d365LeadId` null = it stays in conflict, or is released. */
export const ConflictDecisionSchema = z.strictObject({
  domain: z.string(),
  does: z.enum(['adopt', 'release', 'leave']),
  d365LeadId: z.string().nullable(),
  companyName: z.string().nullable(),
  /** Why it stays in conflict, in a sentence; null for the others. */
  why: z.string().nullable(),
})
export type ConflictDecision = z.infer<typeof ConflictDecisionSchema>

export const ConflictResultSchema = z.strictObject({
  rule: ConflictRuleSchema,
  isPreview: z.boolean(),
  adopted: z.int(),
  released: z.int(),
  left: z.int(),
  decisions: z.array(ConflictDecisionSchema),
})
export type ConflictResult = z.infer<typeof ConflictResultSchema>
