import { z } from 'zod'
import { SyncBadgeSchema } from './lead.ts'

/** `hunter` = the SQL that writes ids pushed from here back into Hunter's database. */
export const LeadFileFormatSchema = z.enum(['csv', 'xlsx', 'json', 'ndjson', 'hunter'])
export type LeadFileFormat = z.infer<typeof LeadFileFormatSchema>

export const FILE_EXTENSION: Readonly<Record<LeadFileFormat, string>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  json: 'json',
  ndjson: 'ndjson',
  hunter: 'sql',
}

export const LeadExportRequestSchema = z.strictObject({
  format: LeadFileFormatSchema,
  /** Only leads with this badge; null = all. `hunter` takes the synced ones always. */
  badge: SyncBadgeSchema.nullable().default(null),
  /** Besides Hunter's seventeen columns those of the D365 side and what else is known of the lead. */
  withState: z.boolean().default(false),
})
export type LeadExportRequest = z.output<typeof LeadExportRequestSchema>

export const LeadExportResultSchema = z.strictObject({
  file: z.string(),
  format: LeadFileFormatSchema,
  leads: z.int(),
})
export type LeadExportResult = z.infer<typeof LeadExportResultSchema>

/**
 * Whether Hunter knows of the leads pushed from here. `pushed`: leads that are in this tenant's D365 by this console's record; `exported`: those
 * of them whose present id has left in a file for Hunter. Whether the file was run, nobody here can see.
 */
export const HunterWriteBackStateSchema = z.strictObject({
  pushed: z.int(),
  exported: z.int(),
  newestExportAt: z.iso.datetime().nullable(),
})
export type HunterWriteBackState = z.infer<typeof HunterWriteBackStateSchema>
