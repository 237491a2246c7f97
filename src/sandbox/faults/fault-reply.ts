import { jsonReply } from '../dataverse/operation.ts'
import { problem } from '../entra/entra-error.ts'
import { serviceTroubles, tooManyRequests, transientTrouble } from '../entra/service-troubles.ts'
import { refusalReply } from '../entra/token-endpoint.ts'
import { statusText } from '../server/status-text.ts'
import { challengeHeader, unauthorisedReply } from '../server/unauthorised-reply.ts'
import { knownCode } from './known-codes.ts'
import type { HeaderValues, Reply } from '../dataverse/operation.ts'
import type { EntraProblem } from '../entra/entra-error.ts'
import type { Fault, FaultKind } from './fault-rule.ts'
import type { KnownCode } from './known-codes.ts'

/** Where the fault strikes, which decides in whose words it is told. */
export interface FaultPlace {
  readonly isEntra: boolean
  readonly nowMs: number
  readonly origin: string
  readonly tenantId: string
}

/** What a status says that names no code. Sources: "Compose HTTP requests and handle errors"; "Web service error codes". */
const defaultCodes: ReadonlyMap<number, readonly [code: string, message: string]> = new Map([
  [400, ['0x80040203', 'Invalid argument.']],
  [401, ['0x80044302', 'The request is not authenticated.']],
  [403, ['0x80040220', 'Principal user is missing a privilege.']],
  [404, ['0x80040217', 'The record does not exist.']],
  [405, ['0x80060888', 'The requested resource does not support this HTTP method.']],
  [412, ['0x80060882', "The version of the existing record doesn't match the RowVersion property provided."]],
  [429, ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.']],
  [501, ['0x80040800', 'The method has not yet been implemented.']],
])

/** Statuses without a code of their own: whatever the Web API itself refuses, and whatever breaks behind it. */
const defaultCode = (status: number): readonly [code: string, message: string] =>
  defaultCodes.get(status) ??
  (status < 500 ? ['0x8006088a', 'An error occurred in the Web API.'] : ['0x80040216', 'An unexpected error occurred.'])

type Headers = Readonly<Record<string, string>>
type Replace = (fault: Fault, headers: Headers, place: FaultPlace) => Reply

const dataverseReply: Replace = (fault, headers, { tenantId, origin }) => {
  const known = fault.code === undefined ? undefined : knownCode(fault.code)
  const status = fault.status ?? known?.status ?? 500
  if (status !== 401) return jsonReply(status, errorBody(fault, status, known), headers)
  const isPlain = fault.code === undefined && fault.message === undefined
  if (isPlain) return withHeaders(unauthorisedReply(tenantId, origin), headers)
  return jsonReply(status, errorBody(fault, status, known), { ...challengeHeader(tenantId, origin), ...headers })
}

const errorBody = (fault: Fault, status: number, known: KnownCode | undefined) => {
  const [code, message] = defaultCode(status)
  return { error: { code: fault.code ?? code, message: fault.message ?? known?.message ?? message } }
}

const entraReply: Replace = (fault, headers, { nowMs, origin }) => {
  const usual = entraProblem(fault)
  const what = { ...usual, status: fault.status ?? usual.status, text: fault.message ?? usual.text }
  return withHeaders(refusalReply(what, { nowMs, origin, correlationId: undefined }), headers)
}

/** By its AADSTS number where the fault names one, else the usual problem of its status. */
const entraProblem = (fault: Fault): EntraProblem => {
  const number = Number(/^(?:AADSTS)?(\d{4,8})$/i.exec(fault.code ?? '')?.[1])
  const known = Object.values(serviceTroubles).find((trouble) => trouble.number === number)
  const usual = known ?? usualProblem(fault.status ?? 503)
  return Number.isNaN(number) ? usual : { ...usual, number }
}

const usualProblem = (status: number): EntraProblem => {
  if (status >= 500) return transientTrouble
  if (status === 429) return tooManyRequests
  return status === 401
    ? problem(401, 'invalid_client', 7_000_215, 'Invalid client secret provided.')
    : problem(400, 'invalid_request', 900_144, "The request body must contain the following parameter: 'scope'.")
}

const withHeaders = (reply: Reply, headers: HeaderValues): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
})

const replacements: Partial<Readonly<Record<FaultKind, Replace>>> = {
  status: (fault, headers, place) => (place.isEntra ? entraReply : dataverseReply)(fault, headers, place),
  html: ({ status = 502 }, headers) => plain(status, 'text/html', gatewayPage(status), headers),
  message: ({ status = 500, message = 'An error has occurred.' }, headers) =>
    jsonReply(status, { Message: message }, headers),
  empty: ({ status = 500 }, headers) => ({ status, headers, body: '' }),
  junk: ({ status = 200, message = '{"@odata.context":"https://' }, headers) =>
    plain(status, 'application/json', message, headers),
}

/** The answer that replaces the real one, or `undefined` for kinds that only disturb how it travels. */
export const faultReply = (fault: Fault, place: FaultPlace): Reply | undefined =>
  replacements[fault.kind]?.(fault, { ...fault.headers, ...retryAfterHeader(fault, place.nowMs) }, place)

const plain = (status: number, type: string, body: string, headers: Headers): Reply => ({
  status,
  headers: { 'Content-Type': type, ...headers },
  body,
})

const gatewayPage = (status: number): string => {
  const title = `${status} ${statusText(status)}`
  return `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr><center>Microsoft-Azure-Application-Gateway/v2</center></body></html>`
}

const retryAfterHeader = (fault: Fault, nowMs: number): Record<string, string> => {
  if (fault.retryAfter === undefined) return {}
  const text = String(fault.retryAfter)
  const date = /^date:(-?\d+)$/.exec(text)?.[1]
  return { 'Retry-After': date === undefined ? text : new Date(nowMs + Number(date) * 1000).toUTCString() }
}
