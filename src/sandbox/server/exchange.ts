import { BadRequestError } from './bad-request-error.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHeaders } from '../dataverse/operation.ts'
import type { RequestBody } from './request-body.ts'

/** One HTTP request, its body not read yet, and the response to write to. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  /** Path without query, still percent-encoded. */
  readonly path: string
  readonly query: ReadonlyMap<string, string>
  readonly headers: RequestHeaders
  readonly body: RequestBody
  /** `https://host:port` as the client wrote it. */
  readonly origin: string
  /** A refusal that was written past the response, because the request never arrived whole. */
  refusedWith: number | null
}

/** Decodes a query string; `+` stands for a blank, as in forms, and malformed escapes are refused. */
export const readQuery = (search: string): ReadonlyMap<string, string> => {
  const query = new Map<string, string>()
  for (const part of search.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = equals < 0 ? part : part.slice(0, equals)
    const value = equals < 0 ? '' : part.slice(equals + 1)
    query.set(decodeForm(name), decodeForm(value))
  }
  return query
}

const decodeForm = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new BadRequestError(400, 'Bad Request - Error in query syntax.')
  }
}

/** Lower-case names, several values of one name joined as HTTP says (RFC 9110 section 5.3). */
export const readHeaders = (request: IncomingMessage): RequestHeaders => {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}
