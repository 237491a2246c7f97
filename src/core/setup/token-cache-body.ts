import { z } from 'zod'

/** Evidence of B3.2, read again by the gate's line on the token cache. Times in milliseconds. */
export const TokenCacheBodySchema = z.object({
  tokenLength: z.int(),
  lifetimeMs: z.number(),
  expiresAt: z.string(),
  /** Requests to Entra ID for the first token and for the second. */
  callsOfFirst: z.int(),
  callsOfSecond: z.int(),
  isSecondFromCache: z.boolean(),
})
export type TokenCacheBody = z.infer<typeof TokenCacheBodySchema>
