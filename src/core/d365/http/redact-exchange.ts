import type { Exchange } from '../../../shared/model/exchange.ts'
import type { RequestIds } from '../../../shared/model/failure.ts'
import type { KnownSecrets } from '../../ports/known-secrets.ts'
import type { RawAnswer, RawRequest } from './transport.ts'

/** Bodies of evidence are cut here: enough for any lead and any error, little enough to keep for ever. */
const MAX_BODY_CHARS = 64 * 1024

/** Headers that carry credentials or sessions; evidence shows that they were there, never what they held. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-ms-authorization-auxiliary',
])

export interface SeenExchange {
  readonly at: string
  readonly durationMs: number
  readonly request: RawRequest
  readonly answer: RawAnswer | null
  readonly error: string | null
  readonly requestIds: RequestIds
}

/** One request and its answer as evidence may keep them: no credential header, no known secret or token in any field, bodies cut. */
export function redactExchange(seen: SeenExchange, knownSecrets: Pick<KnownSecrets, 'redact'>): Exchange {
  const { request, answer, requestIds } = seen
  const clean = (text: string): string => knownSecrets.redact(text)
  const body = (text: string | null): string | null => (text === null ? null : cut(clean(text)))
  return {
    at: seen.at,
    method: request.method,
    url: clean(`${request.origin}${request.path}`),
    requestHeaders: headers(request.headers, clean),
    requestBody: body(request.body),
    status: answer?.status ?? null,
    responseHeaders: headers(answer?.headers ?? {}, clean),
    responseBody: body(answer === null || answer.body === '' ? null : answer.body),
    durationMs: seen.durationMs,
    clientRequestId: requestIds.client,
    serviceRequestIds: [...requestIds.service],
    isInjected: false,
    error: seen.error === null ? null : clean(seen.error),
  }
}

const headers = (
  given: Readonly<Record<string, string>>,
  clean: (text: string) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      SECRET_HEADERS.has(name.toLowerCase()) ? '[redacted]' : clean(value),
    ]),
  )

/** Redacted first, then cut: a secret that straddles the cut would otherwise survive as a half. */
const cut = (text: string): string =>
  text.length <= MAX_BODY_CHARS ? text : `${text.slice(0, MAX_BODY_CHARS)}… (${text.length} characters)`
