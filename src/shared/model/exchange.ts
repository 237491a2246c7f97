import { z } from 'zod'

/** One HTTP request and its answer as evidence: redacted (no Authorization, no secret, no token), bodies cut at 64 KiB. */
export const ExchangeSchema = z.strictObject({
  at: z.iso.datetime(),
  method: z.string(),
  url: z.string(),
  requestHeaders: z.record(z.string(), z.string()),
  requestBody: z.string().nullable(),
  /** Null when no answer came. */
  status: z.int().nullable(),
  responseHeaders: z.record(z.string(), z.string()),
  responseBody: z.string().nullable(),
  durationMs: z.number(),
  clientRequestId: z.string(),
  serviceRequestIds: z.array(z.string()),
  /** Set where the console's own HTTP layer made this answer up to rehearse a fault. */
  isInjected: z.boolean(),
  /** The network's or the timeout's words where no answer came. */
  error: z.string().nullable(),
})
export type Exchange = z.infer<typeof ExchangeSchema>
