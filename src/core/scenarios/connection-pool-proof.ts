import { z } from 'zod'

/** What a burst of pushes did to the connections of a tenant. */
export const PoolBodySchema = z.object({
  pushes: z.int(),
  done: z.int(),
  sockets: z.object({ limit: z.int(), peak: z.int(), peakWaiting: z.int() }),
  unfinished: z.array(z.object({ domain: z.string(), outcome: z.string(), reason: z.string().nullable() })),
})
export type PoolBody = z.infer<typeof PoolBodySchema>

/** A burst smaller than this proves nothing (spec: E1.12). */
export const BURST_SIZE = 200

/** Why the pool was exhausted, or why nothing shows that it was not; null when it held. */
export function complainOfPool({ pushes, done, sockets, unfinished }: PoolBody): string | null {
  if (pushes < BURST_SIZE) return `Only ${String(pushes)} pushes were made.`
  if (sockets.peak < 1) return 'No connection was seen.'
  if (sockets.peak > sockets.limit)
    return `${String(sockets.peak)} connections were held, of ${String(sockets.limit)} allowed.`
  const [first] = unfinished
  if (first !== undefined) return `${first.domain} ended as ${first.outcome}: ${first.reason ?? 'no reason'}.`
  return done === pushes ? null : `${String(done)} of ${String(pushes)} pushes ended.`
}
