import { randomUUID } from 'node:crypto'
import { DataverseError } from '../dataverse-error.ts'
import { readPreferences, wantsDuplicateDetection } from '../preferences.ts'
import { errorReply, runOperation } from '../web-api.ts'
import { readQuery } from '../../server/exchange.ts'
import { readBatch } from './batch-items.ts'
import { resolveBody, resolveUrl } from './references.ts'
import { writeMultipart } from './write-multipart.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'
import type { BatchItem, BatchRequest } from './batch-items.ts'
import type { WrittenPart } from './write-multipart.ts'

/**
 * Runs a `$batch` in order. The first failure ends it, with its status as the whole answer's, unless the client prefers to
 * continue: then every part is answered and the whole is 200. A change set is one transaction and fails as one part (unconfirmed).
 * Source: "Execute batch operations using the Web API".
 */
export const runBatch = (context: OperationContext, operation: Operation): Reply => {
  let items: readonly BatchItem[]
  try {
    items = readBatch(operation.body.toString('utf8'), operation.headers.get('content-type'))
  } catch (error) {
    if (error instanceof DataverseError) return errorReply(error, context)
    throw error
  }
  const parts: WrittenPart[] = []
  let status = 200
  for (const item of items) {
    const part = item.kind === 'request' ? runSingle(context, item.request) : runChangeSet(context, item.requests)
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

const runSingle = (context: OperationContext, request: BatchRequest): WrittenPart => {
  const reply = runRequest(context, request, new Map())
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

const runChangeSet = (context: OperationContext, requests: readonly BatchRequest[]): WrittenPart => {
  try {
    const replies = context.organisation.store.transaction(() => runAll(context, requests))
    return { kind: 'changeset', replies, failure: undefined }
  } catch (error) {
    if (!(error instanceof ChangeSetFailure)) throw error
    return { kind: 'reply', reply: error.reply, contentId: error.contentId, failure: error.reply.status }
  }
}

const runAll = (context: OperationContext, requests: readonly BatchRequest[]) => {
  const references = new Map<string, string>()
  return requests.map((request) => {
    const reply = runRequest(context, request, references)
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
  references: ReadonlyMap<string, string>,
): Reply => {
  const inner: OperationContext = {
    ...context,
    preferences: readPreferences(request.headers),
    detectsDuplicates: wantsDuplicateDetection(request.headers),
  }
  try {
    return runOperation(inner, toOperation(request, references))
  } catch (error) {
    if (error instanceof DataverseError) return errorReply(error, inner)
    throw error
  }
}

const toOperation = (request: BatchRequest, references: ReadonlyMap<string, string>): Operation => {
  const url = resolveUrl(request.url, references)
  if (url.length > longestUrl) throw new DataverseError(414, '0x80060888', 'The request URL is too long.')
  const local = url.replace(/^https?:\/\/[^/]+/i, '').replace(/^\/?api\/data\/v\d+\.\d+\//i, '')
  const question = local.indexOf('?')
  return {
    method: request.method,
    resourcePath: (question < 0 ? local : local.slice(0, question)).replace(/^\//, ''),
    query: question < 0 ? new Map() : readQuery(local.slice(question + 1)),
    headers: request.headers,
    body: Buffer.from(resolveBody(request.body, references)),
  }
}
