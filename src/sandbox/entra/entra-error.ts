import { randomUUID } from 'node:crypto'
import { jsonReply } from '../dataverse/operation.ts'
import type { Reply } from '../dataverse/operation.ts'

/** An OAuth error of the token endpoint. Source: "Microsoft Entra authentication and authorization error codes". */
export interface EntraProblem {
  readonly status: number
  readonly error: string
  readonly number: number
  readonly text: string
}

export interface ProblemContext {
  readonly nowMs: number
  readonly correlationId: string | undefined
  readonly origin: string
}

export const problem = (status: number, error: string, number: number, text: string): EntraProblem => ({
  status,
  error,
  number,
  text,
})

/** `yyyy-MM-dd HH:mm:ssZ`, the form that error bodies carry. */
const stampOf = (nowMs: number): string => `${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')}Z`

/** The error as Entra words it: text, trace id, correlation id and time in one description. */
export const problemReply = (what: EntraProblem, context: ProblemContext): Reply => {
  const traceId = randomUUID()
  const correlationId = context.correlationId ?? randomUUID()
  const timestamp = stampOf(context.nowMs)
  return jsonReply(
    what.status,
    {
      error: what.error,
      error_description: `AADSTS${what.number}: ${what.text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [what.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `${context.origin}/error?code=${what.number}`,
    },
    { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' },
  )
}
