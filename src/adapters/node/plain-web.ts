import type { PlainOutcome, PlainRequest, PlainWeb } from '../../core/ports/plain-web.ts'

const MAX_BODY_BYTES = 64 * 1024

/** Node's own fetch, with nothing added: no cookies, no redirects, no credentials. */
export const plainWeb: PlainWeb = {
  ask: async (request) => {
    const deadline = AbortSignal.timeout(request.timeoutMs)
    const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline])
    try {
      const answer = await fetch(request.url, {
        method: request.method,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        signal,
        body: request.body,
        headers: request.body === null ? {} : { 'Content-Type': 'application/json' },
      })
      return { ok: true, status: answer.status, body: await readBounded(answer) }
    } catch (error) {
      return failureOf(error, request, deadline)
    }
  },
}

/** Hunter's answers are small; whatever else answers there does not get to fill the memory. */
async function readBounded(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  const body = answer.body as AsyncIterable<Uint8Array> | null
  for await (const chunk of body ?? []) {
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
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
  return { ok: false, code, message: cause instanceof Error ? cause.message : 'The connection failed.' }
}
