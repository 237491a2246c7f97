import { z } from 'zod'
import type { Evidence } from '../../shared/model/run.ts'

const Exchanges = z.object({
  exchanges: z.array(
    z.object({
      at: z.iso.datetime().nullish(),
      method: z.string(),
      url: z.string(),
      status: z.int().nullable(),
      durationMs: z.number(),
      clientRequestId: z.string(),
      serviceRequestIds: z.array(z.string()),
      isInjected: z.boolean(),
    }),
  ),
})

export type ReportExchange = z.infer<typeof Exchanges>['exchanges'][number]

/** The requests an evidence holds, in their order; none where it is of another kind. */
export const exchangesOf = ({ body }: Pick<Evidence, 'body'>): readonly ReportExchange[] =>
  Exchanges.safeParse(body).data?.exchanges ?? []

/** Without the way to the Web API as well, where there is little room. */
export const shortPathOf = (url: string): string => pathOf(url).replace(/^\/api\/data\/v[\d.]+\//, '')

/** Origin and query are the same hundreds of times; the JSON report has them all. */
export function pathOf(url: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/]+/i, '')
  return path.includes('?') ? `${path.slice(0, path.indexOf('?'))}?…` : path
}
