/** The three service protection limits and how the sandbox applies them. All may change while it runs. */
export interface LimitSettings {
  isEnforced: boolean
  /** Requests per user and web server in the window. */
  requests: number
  /** Summed execution time per user and web server in the window. */
  executionTimeMs: number
  /** Requests of one user that may be under way at once on one web server. */
  concurrent: number
  windowMs: number
  /** What `x-ms-dop-hint` recommends. */
  degreeOfParallelism: number
  /** Web servers behind the address; a client without the affinity cookie meets any of them. */
  servers: number
  /** By how much `Retry-After` grows with each request that ignores it. */
  growthSeconds: number
  longestRetryAfterSeconds: number
}

/** Source: "Service protection API limits"; the growth is the sandbox's own model of "insisting lengthens it". */
export const defaultLimits = (): LimitSettings => ({
  isEnforced: true,
  requests: 6_000,
  executionTimeMs: 1_200_000,
  concurrent: 52,
  windowMs: 300_000,
  degreeOfParallelism: 48,
  servers: 1,
  growthSeconds: 1,
  longestRetryAfterSeconds: 600,
})
