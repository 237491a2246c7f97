import type { Exchange } from './exchange.ts'

const bulk = /\/Microsoft\.Dynamics\.CRM\.(?:Create|Update|Upsert)Multiple\b/

/**
 * About how many rows a request writes, for the capacity model: counted by the marks that every target or batch part carries,
 * without parsing the body a second time.
 */
export const countWrittenRows = (exchange: Exchange): number => {
  if (exchange.method === 'GET' || exchange.method === 'DELETE') return 0
  if (bulk.test(exchange.path)) return occurrences(exchange.body, '"@odata.type"')
  if (exchange.path.endsWith('/$batch')) return occurrences(exchange.body, 'application/http')
  return 1
}

const occurrences = (body: Buffer, mark: string): number => {
  let count = 0
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) count += 1
  return Math.max(1, count)
}
