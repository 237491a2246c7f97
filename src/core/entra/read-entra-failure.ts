import type { D365Failure, RequestIds } from '../../shared/model/failure.ts'
import { isRecord, readErrorBody, tryJson } from '../d365/read-error-body.ts'
import { readRetryAfter } from '../d365/retry-after.ts'
import { aadstsCase } from './aadsts-codes.ts'

interface EntraAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * What Entra ID's refusal means. Pure; never throws. A 4xx is configuration and not worth repeating; 429, 5xx and the numbers of "transient
 * trouble" are. Raw answers are read instead of the sign-in library's errors, which lose the status or turn an answer into a number.
 * Source: Microsoft Learn, "OAuth 2.0 client credentials flow" (error response), "Authentication error codes".
 */
export function readEntraFailure(answer: EntraAnswer, clientRequestId: string, nowMs: number): D365Failure {
  const { status, headers, body } = answer
  const json = tryJson(body)
  const aadsts = readAadsts(json, body)
  const requestIds = readIds(json, headers, clientRequestId)
  const message = firstSentence(readErrorBody(body).message) ?? `Entra ID answered ${status} without a reason.`
  const base = { message, httpStatus: status, code: null, requestIds }
  const meaning = aadstsCase(aadsts)
  if (status === 429 || meaning === 'throttled') {
    const wait = readRetryAfter(headers, nowMs)
    const words = wait.note === null ? message : `${message} ${wait.note}`
    return { kind: 'D365RateLimitError', ...base, message: words, limit: 'token-requests', retryAfterMs: wait.ms }
  }
  if (status >= 500 || status === 408 || meaning === 'transient') {
    return { kind: 'D365APIError', ...base, isDefinite: true, isTransient: true }
  }
  if (status >= 400) return { kind: 'D365AuthenticationError', ...base, aadsts }
  // Success without a token, or a redirect: no token was issued, whatever it says.
  return {
    kind: 'D365APIError',
    ...base,
    message: `Entra ID answered ${status} without a token.`,
    isDefinite: true,
    isTransient: true,
  }
}

function readAadsts(json: unknown, body: string): number | null {
  const codes: unknown = isRecord(json) ? json['error_codes'] : null
  const first: unknown = Array.isArray(codes) ? codes[0] : null
  if (typeof first === 'number' && Number.isSafeInteger(first) && first > 0) return first
  const digits = /AADSTS(\d{3,9})\b/.exec(body.slice(0, 20_000))?.[1]
  return digits === undefined ? null : Number(digits)
}

function readIds(json: unknown, headers: Readonly<Record<string, string>>, client: string): RequestIds {
  const trace = isRecord(json) && typeof json['trace_id'] === 'string' ? json['trace_id'] : ''
  const service = [headers['x-ms-request-id'] ?? '', trace].map((id) => id.slice(0, 100)).filter((id) => id !== '')
  return { client, service: [...new Set(service)] }
}

/** Trace id, correlation id and time follow the sentence; they are kept apart. */
const firstSentence = (text: string | null): string | null => text?.split(/\s*Trace ID:/i)[0]?.trim() ?? null
