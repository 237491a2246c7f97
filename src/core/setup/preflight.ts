import { z } from 'zod'
import type { LeadColumn } from '../d365/metadata-reader.ts'

/** Evidence of A3, read again when two tenants are compared. */
export const ColumnsBodySchema = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      schemaName: z.string(),
      label: z.string().nullable(),
      type: z.string(),
      requiredLevel: z.enum(['None', 'Recommended', 'ApplicationRequired', 'SystemRequired']),
      isValidForCreate: z.boolean(),
      isValidForUpdate: z.boolean(),
      maxLength: z.number().nullable(),
      range: z.object({ min: z.number(), max: z.number() }).nullable(),
      choices: z.array(z.object({ value: z.number(), label: z.string().nullable() })).nullable(),
    }),
  ),
})

/** Evidence of A2.2, likewise. */
export const PrivilegesBodySchema = z.object({
  privileges: z.array(
    z.object({
      name: z.string(),
      weight: z.enum(['required', 'clean-up', 'optional']),
      found: z.enum(['Basic', 'Local', 'Deep', 'Global']).nullable(),
      isEnough: z.boolean(),
    }),
  ),
})

/** What the newest checks of one tenant saw of its organisation. */
export interface Preflight {
  readonly columns: readonly LeadColumn[]
  readonly privileges: z.infer<typeof PrivilegesBodySchema>['privileges']
}
