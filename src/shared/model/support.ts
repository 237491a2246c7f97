import { z } from 'zod'

/** A support bundle as it was written: what lies in it, and the bytes of each part before packing. */
export const SupportBundleSchema = z.strictObject({
  file: z.string(),
  parts: z.array(z.strictObject({ name: z.string(), bytes: z.int() })),
})
export type SupportBundle = z.infer<typeof SupportBundleSchema>
