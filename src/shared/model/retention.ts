import { z } from 'zod'

/** Days that evidence is kept, 30 to 3650; null = for ever. */
export const RetentionSchema = z.strictObject({ days: z.int().min(30).max(3_650).nullable() })

/** A new time, with the number of pieces of evidence that were deleted for it. */
export const RetentionSetSchema = z.strictObject({ ...RetentionSchema.shape, deleted: z.int() })
export type RetentionSet = z.infer<typeof RetentionSetSchema>

/** What setting that time would delete: pieces of evidence from before it, in so many runs; `kept` older pieces stay, since a decision rests on them. */
export const RetentionForecastSchema = z.strictObject({
  ...RetentionSchema.shape,
  before: z.iso.datetime().nullable(),
  pieces: z.int(),
  runs: z.int(),
  kept: z.int(),
})
export type RetentionForecast = z.infer<typeof RetentionForecastSchema>
