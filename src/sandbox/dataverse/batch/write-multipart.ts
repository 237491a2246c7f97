import { randomUUID } from 'node:crypto'
import { statusText } from '../../server/status-text.ts'
import type { Reply } from '../operation.ts'

interface AnsweredRequest {
  readonly reply: Reply
  readonly contentId: string | undefined
}

/** One part of a batch answer; `failure` is the status that ends the batch. */
export type WrittenPart =
  | (AnsweredRequest & { readonly kind: 'reply'; readonly failure: number | undefined })
  | { readonly kind: 'changeset'; readonly replies: readonly AnsweredRequest[]; readonly failure: undefined }

const lineEnd = '\r\n'

/** The whole multipart body, closing boundary included. */
export const writeMultipart = (parts: readonly WrittenPart[], boundary: string): string => {
  const lines: string[] = []
  for (const part of parts) {
    lines.push(`--${boundary}`)
    lines.push(part.kind === 'reply' ? writeReply(part) : writeChangeSet(part.replies))
  }
  lines.push(`--${boundary}--`, '')
  return lines.join(lineEnd)
}

const writeChangeSet = (replies: readonly AnsweredRequest[]): string => {
  const boundary = `changesetresponse_${randomUUID()}`
  const inner = replies.map((answered) => `--${boundary}${lineEnd}${writeReply(answered)}`)
  return [`Content-Type: multipart/mixed; boundary=${boundary}`, '', ...inner, `--${boundary}--`, ''].join(lineEnd)
}

const writeReply = ({ reply, contentId }: AnsweredRequest): string => {
  const headers = Object.entries(reply.headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}`),
  )
  const failure = reply.status >= 400 ? [`REQ_ID: ${randomUUID()}`] : []
  return [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${reply.status} ${statusText(reply.status)}`,
    ...failure,
    ...headers,
    'OData-Version: 4.0',
    '',
    reply.body.toString(),
  ].join(lineEnd)
}
