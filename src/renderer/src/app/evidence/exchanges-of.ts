import { z } from 'zod'
import { ExchangeSchema, type Exchange } from '../../../../shared/model/exchange.ts'
import type { Evidence } from '../../../../shared/model/run.ts'

const Exchanges = z.object({ exchanges: z.array(ExchangeSchema) })

/** The requests one piece of evidence holds, in the order they were sent: one, several, or none. */
export function exchangesOf({ body }: Pick<Evidence, 'body'>): readonly Exchange[] {
  const one = ExchangeSchema.safeParse(body)
  return one.success ? [one.data] : (Exchanges.safeParse(body).data?.exchanges ?? [])
}

/** What is left to read once the requests are shown for themselves. */
export function withoutExchanges({ body }: Pick<Evidence, 'body'>): Evidence['body'] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const { exchanges: _exchanges, ...rest } = body
  return rest
}
