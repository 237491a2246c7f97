import { jsonReply } from '../dataverse/operation.ts'
import { knownCode } from './known-codes.ts'
import type { Reply } from '../dataverse/operation.ts'
import type { Fault, FaultKind } from './fault-rule.ts'

const defaultCodes: ReadonlyMap<number, readonly [string, string]> = new Map([
  [400, ['0x80040203', 'Invalid argument.']],
  [401, ['0x80044302', 'The request is not authenticated.']],
  [403, ['0x80040220', 'Principal user is missing a privilege.']],
  [404, ['0x80040217', 'The record does not exist.']],
  [412, ['0x80060882', "The version of the existing record doesn't match the RowVersion property provided."]],
  [429, ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.']],
  [500, ['0x80040216', 'An unexpected error occurred.']],
  [503, ['0x80044151', 'The service is temporarily unavailable.']],
])

type Headers = Readonly<Record<string, string>>
type Replace = (fault: Fault, headers: Headers) => Reply

const statusReply: Replace = (fault, headers) => {
  const known = fault.code === undefined ? undefined : knownCode(fault.code)
  const status = fault.status ?? known?.status ?? 500
  const [code, message] = defaultCodes.get(status) ?? ['0x80040216', 'An unexpected error occurred.']
  return jsonReply(
    status,
    { error: { code: fault.code ?? code, message: fault.message ?? known?.message ?? message } },
    headers,
  )
}

const replacements: Partial<Readonly<Record<FaultKind, Replace>>> = {
  status: statusReply,
  html: ({ status = 502 }, headers) => plain(status, 'text/html', gatewayPage(status), headers),
  message: ({ status = 500, message = 'An error has occurred.' }, headers) =>
    jsonReply(status, { Message: message }, headers),
  empty: ({ status = 500 }, headers) => ({ status, headers, body: '' }),
  junk: ({ status = 200, message = '{"@odata.context":"https://' }, headers) =>
    plain(status, 'application/json', message, headers),
}

/** The answer that replaces the real one, or `undefined` for kinds that only disturb how it travels. */
export const faultReply = (fault: Fault, nowMs: number): Reply | undefined =>
  replacements[fault.kind]?.(fault, { ...fault.headers, ...retryAfterHeader(fault, nowMs) })

const plain = (status: number, type: string, body: string, headers: Headers): Reply => ({
  status,
  headers: { 'Content-Type': type, ...headers },
  body,
})

const gatewayPage = (status: number): string =>
  `<html><head><title>${status} Bad Gateway</title></head><body><center><h1>${status} Bad Gateway</h1></center><hr><center>Microsoft-Azure-Application-Gateway/v2</center></body></html>`

const retryAfterHeader = (fault: Fault, nowMs: number): Record<string, string> => {
  if (fault.retryAfter === undefined) return {}
  const text = String(fault.retryAfter)
  const date = /^date:(-?\d+)$/.exec(text)?.[1]
  return { 'Retry-After': date === undefined ? text : new Date(nowMs + Number(date) * 1000).toUTCString() }
}
