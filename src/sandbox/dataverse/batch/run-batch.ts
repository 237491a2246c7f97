import { randomUUID } from 'node:crypto'
import { DataverseError } from '../dataverse-error.ts'
import { urlError } from '../errors.ts'
import { readPreferences, wantsDuplicateDetection } from '../preferences.ts'
import { errorReply, runOperation } from '../web-api.ts'
import { BadRequestError } from '../../server/bad-request-error.ts'
import { readQuery } from '../../server/exchange.ts'
import { readBatch } from './batch-items.ts'
import { resolveBody, resolveUrl } from './references.ts'
import { writeMultipart } from './write-multipart.ts'
import type { Disturb, Operation, OperationContext, Reply } from '../operation.ts'
import type { BatchItem, BatchRequest } from './batch-items.ts'
import type { References } from './references.ts'
import type { WrittenPart } from './write-multipart.ts'

/**
 * Runs a `$batch` in order. The first failure ends it, with its status as the whole answer's, unless the client prefers to
 * continue: then every part is answered and the whole is 200. A change set is one transaction and fails as one part (unconfirmed).
 * Source: "Execute batch operations using the Web API".
 *
 * @param disturb asked before each operation whether something befalls it.
 */
export const runBatch = (context: OperationContext, operation: Operation, disturb?: Disturb): Reply => {
  let items: readonly BatchItem[]
  try {
    items = readBatch(operation.body.toString('utf8'), operation.headers.get('content-type'))
  } catch (error) {
    if (error instanceof DataverseError) return errorReply(error, context)
    throw error
  }
  const run: RunRequest = (request, references) => runRequest(context, request, references, disturb)
  const parts: WrittenPart[] = []
  let status = 200
  for (const item of items) {
    const part = item.kind === 'request' ? runSingle(run, item.request) : runChangeSet(context, run, item.requests)
    parts.push(part)
    if (part.failure === undefined || context.preferences.continueOnError) continue
    status = part.failure
    break
  }
  const boundary = `batchresponse_${randomUUID()}`
  return {
    status,
    headers: { 'Content-Type': `multipart/mixed; boundary=${boundary}` },
    body: writeMultipart(parts, boundary),
  }
}

type RunRequest = (request: BatchRequest, references: References) => Reply

const runSingle = (run: RunRequest, request: BatchRequest): WrittenPart => {
  const reply = run(request, new Map())
  return {
    kind: 'reply',
    reply,
    contentId: request.contentId,
    failure: reply.status >= 400 ? reply.status : undefined,
  }
}

/** Carries the failing part's answer out of the transaction that it undoes. */
class ChangeSetFailure extends Error {
  readonly reply: Reply
  readonly contentId: string | undefined

  constructor(reply: Reply, contentId: string | undefined) {
    super('A part of the change set failed')
    this.reply = reply
    this.contentId = contentId
  }
}

const runChangeSet = (context: OperationContext, run: RunRequest, requests: readonly BatchRequest[]): WrittenPart => {
  try {
    const replies = context.organisation.store.transaction(() => runAll(run, requests))
    return { kind: 'changeset', replies, failure: undefined }
  } catch (error) {
    if (!(error instanceof ChangeSetFailure)) throw error
    return { kind: 'reply', reply: error.reply, contentId: error.contentId, failure: error.reply.status }
  }
}

const runAll = (run: RunRequest, requests: readonly BatchRequest[]) => {
  const references = new Map<string, string>()
  return requests.map((request) => {
    const reply = run(request, references)
    if (reply.status >= 400) throw new ChangeSetFailure(reply, request.contentId)
    if (request.contentId !== undefined && reply.entityUri !== undefined) {
      references.set(request.contentId, reply.entityUri)
    }
    return { reply, contentId: request.contentId }
  })
}

/** Source: "Execute batch operations using the Web API"; addresses inside a batch may be twice as long as those of plain requests. */
const longestUrl = 65_536

const runRequest = (
  context: OperationContext,
  request: BatchRequest,
  references: References,
  disturb: Disturb | undefined,
): Reply => {
  const inner: OperationContext = {
    ...context,
    preferences: readPreferences(request.headers),
    detectsDuplicates: wantsDuplicateDetection(request.headers),
  }
  try {
    const address = localAddress(request, references)
    const disturbance = disturb?.(request.method, new URL(context.serviceRoot).pathname + address)
    if (disturbance && !disturbance.isDone) return disturbance.reply
    const reply = runOperation(inner, toOperation(request, address, references))
    return disturbance?.reply ?? reply
  } catch (error) {
    if (error instanceof DataverseError) return errorReply(error, inner)
    throw error
  }
}

/** Path and query below the service root, whether the client wrote them absolute, rooted, relative or by a reference. */
const localAddress = (request: BatchRequest, references: References): string => {
  const url = resolveUrl(request.url, references)
  if (url.length > longestUrl) throw new DataverseError(414, '0x80060888', 'The request URL is too long.')
  return url
    .replace(/^https?:\/\/[^/]+/i, '')
    .replace(/^\/?api\/data\/v\d+\.\d+\//i, '')
    .replace(/^\//, '')
}

const toOperation = (request: BatchRequest, address: string, references: References): Operation => {
  const question = address.indexOf('?')
  return {
    method: request.method,
    resourcePath: question < 0 ? address : address.slice(0, question),
    query: question < 0 ? new Map() : readPartQuery(address.slice(question + 1)),
    headers: request.headers,
    body: Buffer.from(resolveBody(request.body, references)),
  }
}

/** A part with a malformed query fails by itself; what was done before it has an answer all the same. */
const readPartQuery = (search: string): ReadonlyMap<string, string> => {
  try {
    return readQuery(search)
  } catch (error) {
    if (error instanceof BadRequestError) throw urlError(error.message)
    throw error
  }
}
