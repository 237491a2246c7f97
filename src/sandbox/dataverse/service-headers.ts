import { randomUUID } from 'node:crypto'
import type { HeaderValues, RequestHeaders } from './operation.ts'

/** The two ids of one answer. */
export interface RequestIds {
  /** The organisation service's own id; also sent as `REQ_ID`. */
  readonly service: string
  /** The id of the front end that passed the request on. */
  readonly frontEnd: string
}

export const makeRequestIds = (): RequestIds => ({ service: randomUUID(), frontEnd: randomUUID() })

export interface RemainingBudget {
  readonly requests: number
  readonly timeSeconds: number
  readonly degreeOfParallelism: number
}

const timeFormat = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** The format of the time header, e.g. `1,200.00`; formatting by Intl is slow, so recent results are kept. */
const formatted = new Map<number, string>()
const formatTime = (seconds: number): string => {
  const rounded = Math.round(seconds * 100) / 100
  const known = formatted.get(rounded)
  if (known !== undefined) return known
  if (formatted.size > 500) formatted.clear()
  const text = timeFormat.format(rounded)
  formatted.set(rounded, text)
  return text
}

/**
 * The headers of every Web API answer, `x-ms-service-request-id` twice with different values.
 * Source: the trace in "Use PowerShell and Visual Studio Code with the Dataverse Web API".
 */
export const serviceHeaders = (
  ids: RequestIds,
  budget: RemainingBudget,
  request: RequestHeaders,
  cookies: readonly string[],
): HeaderValues => {
  const clientRequestId = request.get('x-ms-client-request-id')
  const correlationId = request.get('x-ms-correlation-id')
  return {
    'Cache-Control': 'no-cache',
    Allow: 'OPTIONS,GET,HEAD,POST',
    Expires: '-1',
    Vary: 'Accept-Encoding',
    'OData-Version': '4.0',
    REQ_ID: ids.service,
    'CRM.ServiceId': 'framework',
    AuthActivityId: ids.frontEnd,
    'x-ms-service-request-id': [ids.service, ids.frontEnd],
    'x-ms-dop-hint': String(budget.degreeOfParallelism),
    'x-ms-ratelimit-burst-remaining-xrm-requests': String(budget.requests),
    'x-ms-ratelimit-time-remaining-xrm-requests': formatTime(budget.timeSeconds),
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'Access-Control-Expose-Headers':
      'Preference-Applied,OData-EntityId,Location,ETag,OData-Version,Content-Encoding,Transfer-Encoding,Content-Length,Retry-After',
    'X-Source': '127.0.0.1',
    Public: 'OPTIONS,GET,HEAD,POST',
    'Set-Cookie': cookies,
    ...(clientRequestId === undefined ? {} : { 'x-ms-client-request-id': clientRequestId }),
    ...(correlationId === undefined ? {} : { 'x-ms-correlation-id': correlationId }),
  }
}
