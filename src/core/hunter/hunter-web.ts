import type { RawRequest, Transport } from '../d365/http/transport.ts'
import { failureOfTransport } from '../d365/http/transport-failure.ts'
import type { PlainOutcome, PlainRequest, PlainWeb } from '../ports/plain-web.ts'

export interface HunterWeb extends PlainWeb {
  readonly close: () => void
}

/**
 * The way to Hunter's backend: plain http stays on this machine and meets no proxy; https goes as the tenant's other connections do, with its
 * proxy and its certificates. `openTransport` is called for the first https question.
 */
export function createHunterWeb(onThisMachine: PlainWeb, openTransport: () => Transport): HunterWeb {
  let transport: Transport | null = null
  return {
    ask: (request) =>
      request.url.startsWith('https:') ? askOver((transport ??= openTransport()), request) : onThisMachine.ask(request),
    close: () => transport?.close(),
  }
}

async function askOver(transport: Transport, request: PlainRequest): Promise<PlainOutcome> {
  const outcome = await transport.send(rawRequest(request))
  if (outcome.ok) return { ok: true, status: outcome.answer.status, body: outcome.answer.body }
  const { failure } = outcome
  const { message } = failureOfTransport(failure, null)
  if (failure.kind !== 'network') return { ok: false, code: failure.kind, message }
  return { ok: false, code: failure.code, message, isTls: failure.isTls }
}

function rawRequest({ url, method, body, timeoutMs, signal }: PlainRequest): RawRequest {
  const { origin, pathname, search } = new URL(url)
  const headers = body === null ? {} : { 'Content-Type': 'application/json' }
  const given = signal === undefined ? {} : { signal }
  return { origin, path: `${pathname}${search}`, method, headers, body, totalMs: timeoutMs, ...given }
}
