import { DataverseError } from '../dataverse-error.ts'
import { urlError } from '../errors.ts'
import { boundaryOf, readPart, splitMultipart } from './multipart.ts'
import type { RequestHeaders } from '../operation.ts'
import type { Part } from './multipart.ts'

/** One request inside a batch, before its references are resolved. */
export interface BatchRequest {
  readonly method: string
  /** As written: absolute, rooted, relative, or starting with a reference such as `$1`. */
  readonly url: string
  readonly headers: RequestHeaders
  readonly body: string
  readonly contentId: string | undefined
}

/** A batch is a list of single requests and of change sets, each of which is one unit. */
export type BatchItem =
  | { readonly kind: 'request'; readonly request: BatchRequest }
  | { readonly kind: 'changeset'; readonly requests: readonly BatchRequest[] }

/** Source: "Execute batch operations using the Web API". */
const mostOperations = 1_000

/**
 * Reads a batch body.
 *
 * @throws DataverseError 400 for a body that is no multipart, more than 1000 operations, reads in change sets, change-set parts
 *   without Content-ID, and nested batches; the whole request is refused then.
 */
export const readBatch = (body: string, contentType: string | undefined): readonly BatchItem[] => {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined)
    throw urlError('The content type of a batch request must be multipart/mixed with a boundary.')
  const items = splitMultipart(body, boundary).map(readItem)
  const operations = items.reduce((sum, item) => sum + (item.kind === 'request' ? 1 : item.requests.length), 0)
  if (operations === 0) throw urlError('The batch request holds no operation.')
  if (operations > mostOperations) {
    throw new DataverseError(
      400,
      '0x80060888',
      `The number of requests in the batch, ${operations}, exceeds the maximum of ${mostOperations}.`,
    )
  }
  return items
}

const readItem = (part: Part): BatchItem => {
  const boundary = boundaryOf(part.headers.get('content-type'))
  if (boundary === undefined) return { kind: 'request', request: readRequest(part) }
  const requests = splitMultipart(part.content, boundary).map((inner) => {
    const request = readRequest(inner)
    if (request.method === 'GET') throw urlError('A GET request is not allowed in a change set.')
    if (request.contentId === undefined) {
      throw urlError('The content-ID header is missing for a part of the change set.')
    }
    return request
  })
  return { kind: 'changeset', requests }
}

const readRequest = (part: Part): BatchRequest => {
  const type = part.headers.get('content-type') ?? ''
  if (!/^application\/http\b/i.test(type)) {
    throw urlError(`The content type '${type.slice(0, 100)}' of a batch part must be application/http.`)
  }
  const content = part.content.replace(/^(?:\r?\n)+/, '')
  const lineEnd = content.search(/\r?\n/)
  const line = lineEnd < 0 ? content : content.slice(0, lineEnd)
  // Clients that do not encode their filters put blanks into the address; it ends at the last one.
  const match = /^([A-Z]+) (\S.*) HTTP\/1\.1\s*$/.exec(line)
  const [, method, url] = match ?? []
  if (method === undefined || url === undefined)
    throw urlError(`The request line '${line.slice(0, 200)}' of a batch part is malformed.`)
  if (/\/?\$batch(?:\?|$)/.test(url)) throw urlError('A batch request cannot hold another batch request.')
  const inner = readPart(lineEnd < 0 ? '' : content.slice(lineEnd).replace(/^\r?\n/, ''))
  return {
    method,
    url,
    headers: inner.headers,
    body: inner.content.replace(/(?:\r?\n)+$/, ''),
    contentId: part.headers.get('content-id') ?? inner.headers.get('content-id'),
  }
}
