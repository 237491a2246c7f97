import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../../shared/model/failure.ts'
import type { TokenProvider } from '../../entra/token-provider.ts'
import { isoNow, type Clock } from '../../ports/clock.ts'
import type { KnownSecrets } from '../../ports/known-secrets.ts'
import type { Random } from '../../ports/random.ts'
import type { CallContext } from '../d365-client.ts'
import { readOutcome, unreadable, type AskedFor, type ReadAnswer } from '../read-outcome.ts'
import { readRequestIds } from '../request-ids.ts'
import { readServiceHints } from '../service-hints.ts'
import { readBatch, writeBatch } from './multipart-batch.ts'
import { redactExchange } from './redact-exchange.ts'
import { failureOfTransport, wasCancelled } from './transport-failure.ts'
import type { RawRequest, Transport, TransportOutcome } from './transport.ts'

/** One call of the Web API. `path` is relative to the version's root (`leads(…)?$select=…`), or absolute (`/api/data/…`) for a judged next link. */
export interface WebApiRequest {
  readonly method: RawRequest['method']
  readonly path: string
  readonly condition?: 'create' | 'update'
  /** Beside the ones every call carries: `MSCRM.SolutionUniqueName` and the like. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  /** A `$batch`'s own body in place of JSON. */
  readonly multipart?: { readonly boundary: string; readonly text: string }
  /** Changes nothing although it is a POST. */
  readonly isQuestion?: boolean
}

export type BatchAnswer = Result<
  { readonly answers: readonly Result<ReadAnswer, D365Failure>[]; readonly requestIds: RequestIds },
  D365Failure
>

export interface Pipeline {
  readonly origin: string
  /**
   * Many calls in one `$batch`, each judged for itself (continue on error); as many answers as calls. A call that the answer says nothing of is
   * a failure whose outcome is open. `isQuestion`: reads alone, which may be asked again like any read.
   * Source: Microsoft Learn, "Execute batch operations using the Web API".
   */
  readonly sendBatch: (
    requests: readonly WebApiRequest[],
    options: { readonly isQuestion: boolean },
    context?: CallContext,
  ) => Promise<BatchAnswer>
  readonly send: (request: WebApiRequest, context?: CallContext) => Promise<Result<ReadAnswer, D365Failure>>
}

export interface PipelineDeps {
  /** The judged base URL; every request and the token's audience are built from it. */
  readonly origin: string
  readonly apiVersion: string
  readonly tokens: TokenProvider
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly knownSecrets: KnownSecrets
}

/** Pauses before the second and third try of a read, in milliseconds; up to as much again is added by chance. */
const READ_RETRY_PAUSES_MS = [300, 1_200] as const

/**
 * Token, headers, send, evidence, read. A write is never repeated after it may have been carried out: retries of writes belong to the push
 * engine. One repeat after a 401 is allowed for writes too, since Dataverse refuses a token before it looks at the request.
 * Reads are repeated at most twice, on a broken connection or a 503.
 * Source: Microsoft Learn, "Compose HTTP requests and handle errors"; "Authenticate to Dataverse using OAuth".
 */
export function createPipeline(deps: PipelineDeps): Pipeline {
  const sendOnce = async (request: WebApiRequest, context: CallContext): Promise<Result<ReadAnswer, D365Failure>> => {
    const token = await deps.tokens.acquire(signalOf(context))
    if (!token.ok) return token
    const first = await exchange(deps, request, context, token.value.accessToken)
    if (first.ok || first.failure.kind !== 'D365AuthenticationError' || first.failure.httpStatus !== 401) return first
    const fresh = await acquireAnother(deps.tokens, token.value.accessToken, context)
    return fresh.ok ? exchange(deps, request, context, fresh.value.accessToken) : fresh
  }

  const send: Pipeline['send'] = async (request, context = {}) => {
    let last = await sendOnce(request, context)
    if (!isQuestion(request)) return last
    for (const pauseMs of READ_RETRY_PAUSES_MS) {
      if (last.ok || !isWorthReadingAgain(last.failure)) return last
      try {
        await deps.clock.sleep(pauseMs * (1 + deps.random.fraction()), context.signal)
      } catch {
        const phase = 'connect'
        return fail(failureOfTransport({ kind: 'cancelled', phase }, null))
      }
      last = await sendOnce(request, context)
    }
    return last
  }

  return {
    origin: deps.origin,
    send,
    sendBatch: async (requests, options, context = {}) => {
      const boundary = `batch_${deps.random.uuid()}`
      const text = writeBatch(
        requests.map((request) => partOf(deps, request)),
        boundary,
      )
      const sent = await send({ method: 'POST', path: '$batch', multipart: { boundary, text }, ...options }, context)
      return sent.ok ? ok(readParts(deps, requests, sent.value)) : sent
    },
  }
}

const isQuestion = ({ method, isQuestion: only }: WebApiRequest): boolean => method === 'GET' || only === true

const partOf = (deps: PipelineDeps, request: WebApiRequest) => ({
  method: request.method,
  path: pathOf(deps, request),
  headers: { Accept: 'application/json', ...conditionHeaders(request) },
  body: request.body === undefined ? null : JSON.stringify(request.body),
})

/** Each answer read as if it had come alone; what is missing was cut off or never reached. */
function readParts(
  deps: PipelineDeps,
  requests: readonly WebApiRequest[],
  answer: ReadAnswer,
): { readonly answers: readonly Result<ReadAnswer, D365Failure>[]; readonly requestIds: RequestIds } {
  const { requestIds } = answer
  const answers = requests.map((request, at): Result<ReadAnswer, D365Failure> => {
    const part = answer.parts?.[at]
    if (part === undefined) return fail(unreadable(answer, requestIds))
    const read = readOutcome(askedFor(request, requestIds.client), part, deps.clock.now())
    if (read.ok) return ok({ ...read.value, requestIds })
    const { failure } = read
    return fail({ ...failure, requestIds, message: deps.knownSecrets.redact(failure.message) })
  })
  return { answers, requestIds }
}

const askedFor = (request: WebApiRequest, clientRequestId: string): AskedFor => ({
  // What leaves nothing open is a question, whatever its verb.
  method: isQuestion(request) ? 'GET' : request.method,
  condition: request.condition ?? null,
  clientRequestId,
})

/** After a 401 on `refusedToken`. Of many calls refused at once the first renews; the others find its token and must not throw that away too. */
async function acquireAnother(
  tokens: TokenProvider,
  refusedToken: string,
  context: CallContext,
): ReturnType<TokenProvider['acquire']> {
  const current = await tokens.acquire(signalOf(context))
  if (!current.ok || current.value.accessToken !== refusedToken) return current
  tokens.invalidate()
  return tokens.acquire(signalOf(context))
}

const signalOf = ({ signal }: CallContext): { readonly signal?: AbortSignal } =>
  signal === undefined ? {} : { signal }

function isWorthReadingAgain(failure: D365Failure): boolean {
  if (failure.kind === 'D365APIError') return failure.httpStatus === 503
  return (
    failure.kind === 'D365NetworkError' && !failure.isTls && !wasCancelled(failure) && isPassing(failure.networkCode)
  )
}

const isPassing = (networkCode: string | null): boolean => networkCode !== 'ERR_TOO_LARGE'

async function exchange(
  deps: PipelineDeps,
  request: WebApiRequest,
  context: CallContext,
  accessToken: string,
): Promise<Result<ReadAnswer, D365Failure>> {
  const clientRequestId = deps.random.uuid()
  const raw = rawRequest(deps, request, context, { accessToken, clientRequestId })
  const at = isoNow(deps.clock)
  const startedAt = deps.clock.monotonicMs()
  const outcome = await deps.transport.send(raw)
  const result = readTransport(deps, request, clientRequestId, outcome)
  if (outcome.ok) context.onHints?.(readServiceHints(outcome.answer.headers))
  context.onExchange?.(
    redactExchange(
      {
        at,
        durationMs: deps.clock.monotonicMs() - startedAt,
        request: raw,
        answer: outcome.ok ? outcome.answer : null,
        error: outcome.ok || result.ok ? null : result.failure.message,
        requestIds: readRequestIds(clientRequestId, outcome.ok ? outcome.answer.headers : {}),
      },
      deps.knownSecrets,
    ),
  )
  return result
}

function readTransport(
  deps: PipelineDeps,
  request: WebApiRequest,
  clientRequestId: string,
  outcome: TransportOutcome,
): Result<ReadAnswer, D365Failure> {
  const read = outcome.ok
    ? readOutcome(
        askedFor(request, clientRequestId),
        outcome.answer,
        deps.clock.now(),
        request.multipart === undefined ? null : readBatch(outcome.answer.headers['content-type'], outcome.answer.body),
      )
    : fail(failureOfTransport(outcome.failure, { client: clientRequestId, service: [] }))
  if (read.ok) return read
  // A server may echo what it was sent.
  return fail({ ...read.failure, message: deps.knownSecrets.redact(read.failure.message) })
}

function rawRequest(
  deps: PipelineDeps,
  request: WebApiRequest,
  context: CallContext,
  sent: { readonly accessToken: string; readonly clientRequestId: string },
): RawRequest {
  return {
    origin: deps.origin,
    path: pathOf(deps, request),
    method: request.method,
    headers: {
      Authorization: `Bearer ${sent.accessToken}`,
      Accept: 'application/json',
      'OData-MaxVersion': '4.0',
      'OData-Version': '4.0',
      'x-ms-client-request-id': sent.clientRequestId,
      'User-Agent': 'hunter-d365-console',
      ...conditionHeaders(request),
      ...request.headers,
      ...contentHeaders(request),
    },
    body: request.multipart?.text ?? (request.body === undefined ? null : JSON.stringify(request.body)),
    ...signalOf(context),
  }
}

const pathOf = ({ apiVersion }: PipelineDeps, { path }: WebApiRequest): string =>
  path.startsWith('/') ? path : `/api/data/${apiVersion}/${path}`

function contentHeaders({ body, multipart }: WebApiRequest): Readonly<Record<string, string>> {
  if (multipart !== undefined) {
    return {
      'Content-Type': `multipart/mixed; boundary="${multipart.boundary}"`,
      Prefer: 'odata.continue-on-error',
    }
  }
  return body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }
}

function conditionHeaders({ method, condition }: WebApiRequest): Readonly<Record<string, string>> {
  if (condition === 'create') return { 'If-None-Match': '*' }
  if (condition === 'update') return { 'If-Match': '*' }
  // The literal word defeats caches on the way (Microsoft Learn, "Compose HTTP requests": HTTP headers).
  return method === 'GET' ? { 'If-None-Match': 'null' } : {}
}
