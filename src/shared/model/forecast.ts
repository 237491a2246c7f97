import { z } from 'zod'

/** What a bulk push will ask of D365, before it starts. Counts are of requests; seconds and times are estimates and say what they rest on. */
export const PushForecastSchema = z.strictObject({
  leads: z.int(),
  /** Of them, those whose own values a push refuses before anything is sent; null where there are too many to look at one by one. */
  refused: z.int().nullable(),
  /** Of good new leads, many in one request where there are many; leads that are there already need fewer, refused ones more. */
  requests: z.int(),
  /** Pauses D365 would ask for by its request limit, at the pace assumed; what its limit of execution time adds is in the pace alone. */
  pauses: z.int(),
  /** Leads per second of the newest larger push to this tenant that wrote most of its leads; null when there was none. */
  pacePerSecond: z.number().nullable(),
  /** By that pace and the request limit; by the limit alone, a lower bound, where there is no pace. */
  seconds: z.number(),
  finishAt: z.iso.datetime(),
  /** The service protection limit reckoned with: Microsoft's default, per web server; an organisation may have another. */
  limit: z.strictObject({ requests: z.int(), windowSeconds: z.int() }),
  /** Who will own new leads; null = the application user, since the tenant names nobody. */
  ownerName: z.string().nullable(),
})
export type PushForecast = z.infer<typeof PushForecastSchema>
