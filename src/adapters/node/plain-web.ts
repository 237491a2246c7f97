import { request as startRequest, type IncomingMessage } from 'node:http'
import type { PlainOutcome, PlainRequest, PlainWeb } from '../../core/ports/plain-web.ts'

const MAX_BODY_BYTES = 64 * 1024

/**
 * Node's http with nothing added: no cookies, no redirects, no credentials, and no proxy whatever the variables say (Node's own `fetch` may
 * be told to use one even for this machine).
 */
export const plainWeb: PlainWeb = {
  ask: async (request) => {
    const deadline = AbortSignal.timeout(request.timeoutMs)
    const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline])
    try {
      const answer = await answerTo(request, signal)
      return { ok: true, status: answer.statusCode ?? 0, body: await readBounded(answer) }
    } catch (error) {
      return failureOf(error, request, deadline)
    }
  },
}

const answerTo = ({ url, method, body }: PlainRequest, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers =
      body === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const asked = startRequest(url, { method, headers, signal, agent: false }, resolve)
    asked.once('error', reject)
    asked.end(body)
  })

/** Hunter's answers are small; whatever else answers there does not get to fill the memory. */
async function readBounded(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size >= MAX_BODY_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8')
}

function failureOf(error: unknown, request: PlainRequest, deadline: AbortSignal): PlainOutcome {
  if (request.signal?.aborted === true) return { ok: false, code: 'cancelled', message: 'The call was given up.' }
  if (deadline.aborted) {
    return { ok: false, code: 'timeout', message: `No answer within ${String(request.timeoutMs / 1000)} s.` }
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  return { ok: false, code, message: error instanceof Error ? error.message : 'The connection failed.' }
}
