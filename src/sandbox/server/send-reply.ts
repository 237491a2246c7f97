import type { ServerResponse } from 'node:http'
import type { HeaderValues, Reply } from '../dataverse/operation.ts'

/** Writes head and body in one go. Headers given twice are written as separate lines. */
export const sendReply = (response: ServerResponse, reply: Reply, extra: HeaderValues = {}): void => {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of [...Object.entries(extra), ...Object.entries(reply.headers)]) {
    headers[name] = typeof value === 'string' ? value : [...value]
  }
  if (reply.status !== 204 && reply.status !== 304) {
    headers['Content-Length'] = String(Buffer.byteLength(reply.body))
  }
  response.writeHead(reply.status, headers)
  response.end(reply.body)
}
