import { z } from 'zod'
import type { LeadRecord } from '../d365-client.ts'
import { isGuid } from '../odata-filter.ts'

/** A row of `leads`: the id is there, everything else by `$select`. */
export const LeadRowSchema = z
  .looseObject({ leadid: z.string().refine(isGuid), '@odata.etag': z.string().optional() })
  .transform(toLeadRecord)

/** Annotations (`@…`) are about columns, not columns. */
function toLeadRecord(row: Readonly<Record<string, unknown>> & { readonly leadid: string }): LeadRecord {
  const etag = row['@odata.etag']
  return {
    leadId: row.leadid.toLowerCase(),
    etag: typeof etag === 'string' ? etag : null,
    columns: Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes('@'))),
  }
}
