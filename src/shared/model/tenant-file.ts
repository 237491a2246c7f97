import { z } from 'zod'
import { NewTenantSchema, TenantSchema } from './tenant.ts'

/** The mark by which a file with a tenant's profile is known, and the one version there is so far. */
export const TENANT_FILE_FORMAT = 'hunter-d365-console/tenant'
export const TENANT_FILE_VERSION = 1

/**
 * A tenant's profile to be carried to another console: no credential of any kind, no id of this console, nothing that was learnt of the
 * organisation. The feature flag is left out too: whoever imports switches it on.
 */
export const TenantFileSchema = z.strictObject({
  format: z.literal(TENANT_FILE_FORMAT),
  version: z.literal(TENANT_FILE_VERSION),
  tenant: z.strictObject({
    ...NewTenantSchema.shape,
    ...TenantSchema.pick({
      appId: true,
      mappingProfile: true,
      ownMapping: true,
      existingLeadPolicy: true,
      maxRetries: true,
      matchKeys: true,
      linkForm: true,
      owner: true,
      network: true,
    }).shape,
  }),
})
export type TenantFile = z.output<typeof TenantFileSchema>
