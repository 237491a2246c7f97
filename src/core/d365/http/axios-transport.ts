import type { ClientRequest, IncomingMessage } from 'node:http'
import { request as startRequest, type AgentOptions, type RequestOptions } from 'node:https'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { AxiosHeaders, create, isAxiosError, type AxiosInstance } from 'axios'
import { startDeadline, type Deadline } from './deadline.ts'
import { describeNetworkError } from './network-error.ts'
import { createRoutes, TUNNELLING, type FindProxy, type Routes } from './proxy-route.ts'
import { gaugeSockets } from './socket-gauge.ts'
import { trustedRoots } from './trusted-roots.ts'
import type { RawAnswer, RawRequest, Transport, TransportFailure, TransportOutcome } from './transport.ts'

/** Dataverse lets one user have about this many requests in flight (Microsoft Learn, "Service protection API limits"). */
const MAX_SOCKETS = 52
const DEFAULT_CONNECT_MS = 15_000
/** A little over the two minutes after which Dataverse itself gives an operation up. */
const DEFAULT_TOTAL_MS = 125_000
const IDLE_SOCKET_MS = 60_000
const MAX_ANSWER_BYTES = 32 * 1024 * 1024
const MAX_BODY_BYTES = 100 * 1024 * 1024

export interface TransportOptions {
  /** Trust this certificate (PEM) and nothing else, and only with this SHA-256 fingerprint: the sandbox. Absent: the usual roots. */
  readonly trust?: { readonly caPem: string; readonly fingerprint256: string }
  /** Certificates (PEM) trusted beside the usual roots. */
  readonly extraCa?: string
  /** The way out to an origin; absent: direct. Loopback is always direct. */
  readonly findProxy?: FindProxy
  readonly connectMs?: number
  readonly totalMs?: number
  readonly maxAnswerBytes?: number
}

type Phase = 'connect' | 'answer'

/** What is known of a request on its way; written by the socket's events, read when it ends. */
interface Flight {
  phase: Phase
  endedBy: 'cancel' | 'cut' | 'connect-deadline' | 'total-deadline' | null
  readonly abort: AbortController
}

/**
 * The only file that knows the HTTP library. What leaves it is plain data: an axios error holds the request and with it the bearer token.
 * No redirects (a token must not travel on), no absolute URLs; a proxy is what the tenant says (proxy-route.ts) and not what axios finds.
 * Deadlines are real time, not the core's clock: a clock that a test stops or compresses must not cut live connections.
 */
export function createTransport(options: TransportOptions = {}): Transport {
  const routes = createRoutes(agentOptions(options), options.findProxy)
  const http = createClient(options)
  const gauge = gaugeSockets(routes.agents, MAX_SOCKETS)
  const flights = new Set<Flight>()
  let isRetired = false

  const send = async (request: RawRequest): Promise<TransportOutcome> => {
    const flight: Flight = { phase: 'connect', endedBy: null, abort: new AbortController() }
    if (request.signal?.aborted === true) return { ok: false, failure: { kind: 'cancelled', phase: 'connect' } }
    flights.add(flight)
    try {
      return await sendOnce({ http, routes, onSocket: gauge.sample }, request, flight, options)
    } finally {
      flights.delete(flight)
      if (isRetired && flights.size === 0) routes.destroy()
    }
  }

  return {
    send,
    close: () => {
      for (const flight of flights) end(flight, 'cancel')
      routes.destroy()
    },
    cut: () => {
      for (const flight of flights) end(flight, 'cut')
      routes.destroy()
    },
    retire: () => {
      isRetired = true
      if (flights.size === 0) routes.destroy()
    },
    sockets: gauge.read,
  }
}

function agentOptions({ trust, extraCa }: TransportOptions): AgentOptions {
  return {
    keepAlive: true,
    maxSockets: MAX_SOCKETS,
    maxTotalSockets: MAX_SOCKETS,
    maxFreeSockets: MAX_SOCKETS,
    scheduling: 'lifo',
    timeout: IDLE_SOCKET_MS,
    minVersion: 'TLSv1.2',
    // Said outright, so that no variable set in the running process (NODE_TLS_REJECT_UNAUTHORIZED) can say otherwise.
    rejectUnauthorized: true,
    ...(trust === undefined
      ? trustedRoots(extraCa)
      : {
          ca: trust.caPem,
          checkServerIdentity: (host: string, certificate: PeerCertificate) =>
            certificate.fingerprint256 === trust.fingerprint256
              ? checkServerIdentity(host, certificate)
              : Object.assign(new Error('The server shows another certificate than the sandbox has.'), {
                  code: 'ERR_TLS_PIN_DIFFERS',
                }),
        }),
  }
}

const createClient = (options: TransportOptions): AxiosInstance =>
  create({
    adapter: 'http',
    proxy: false,
    maxRedirects: 0,
    maxContentLength: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
    maxBodyLength: MAX_BODY_BYTES,
    allowAbsoluteUrls: false,
    decompress: true,
    responseType: 'text',
    validateStatus: () => true,
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
  })

async function sendOnce(
  { http, routes, onSocket }: { readonly http: AxiosInstance; readonly routes: Routes; readonly onSocket: () => void },
  request: RawRequest,
  flight: Flight,
  options: TransportOptions,
): Promise<TransportOutcome> {
  const totalMs = request.totalMs ?? options.totalMs ?? DEFAULT_TOTAL_MS
  const connectMs = Math.min(options.connectMs ?? DEFAULT_CONNECT_MS, totalMs)
  const total = startDeadline(totalMs, () => end(flight, 'total-deadline'))
  const onCancel = () => end(flight, 'cancel')
  request.signal?.addEventListener('abort', onCancel, { once: true })
  try {
    const answer = await http.request<string>({
      baseURL: request.origin,
      url: request.path,
      method: request.method,
      httpsAgent: await unlessEnded(routes.agentFor(request.origin), flight.abort.signal),
      headers: new AxiosHeaders({ ...request.headers }),
      data: request.body ?? undefined,
      signal: flight.abort.signal,
      transport: { request: watchedRequest(flight, connectMs, onSocket) },
    })
    return { ok: true, answer: plain(answer.status, answer.headers, answer.data) }
  } catch (error) {
    return { ok: false, failure: readFailure(error, flight, connectMs, totalMs) }
  } finally {
    total.clear()
    request.signal?.removeEventListener('abort', onCancel)
  }
}

/** The system may take for ever to say which way is out. */
function unlessEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onEnd = () => reject(new Error('The call ended before there was a way out.'))
    signal.addEventListener('abort', onEnd, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onEnd))
  })
}

function end(flight: Flight, by: NonNullable<Flight['endedBy']>): void {
  flight.endedBy ??= by
  flight.abort.abort()
}

/** Sockets whose handshake is over. `reusedSocket` would not do: Node leaves it false for a request that waited in the pool's queue. */
const CONNECTED = new WeakSet<object>()

/** Node's own request, watched: whether bytes may have left, and how long the connection takes. Waiting for a pooled socket is no connecting. */
const watchedRequest =
  (flight: Flight, connectMs: number, onSocket: () => void) =>
  (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest => {
    const request = startRequest(options, onAnswer)
    onSocket()
    let deadline: Deadline | null = null
    const startConnecting = () => (deadline ??= startDeadline(connectMs, () => end(flight, 'connect-deadline')))
    // Through a proxy the connection begins long before there is a socket to hand out.
    request.once(TUNNELLING, startConnecting)
    request.once('close', () => deadline?.clear())
    request.once('socket', (socket) => {
      onSocket()
      if (CONNECTED.has(socket)) {
        flight.phase = 'answer'
        return
      }
      startConnecting()
      const onConnected = () => {
        CONNECTED.add(socket)
        deadline?.clear()
        flight.phase = 'answer'
      }
      socket.once('secureConnect', onConnected)
      request.once('close', () => socket.off('secureConnect', onConnected))
    })
    return request
  }

function plain(status: number, headers: unknown, body: unknown): RawAnswer {
  const lower: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === undefined || value === null) continue
    lower[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value)
  }
  return { status, headers: lower, body: typeof body === 'string' ? body : '' }
}

function readFailure(error: unknown, flight: Flight, connectMs: number, totalMs: number): TransportFailure {
  const { phase, endedBy } = flight
  if (endedBy === 'cancel') return { kind: 'cancelled', phase }
  if (endedBy === 'cut') {
    return { kind: 'network', phase, code: 'ECONNRESET', message: 'The computer slept meanwhile.', isTls: false }
  }
  if (endedBy === 'connect-deadline') return { kind: 'timeout', phase: 'connect', afterMs: connectMs }
  if (endedBy === 'total-deadline') return { kind: 'timeout', phase, afterMs: totalMs }
  return describeNetworkError(isAxiosError(error) ? (error.cause ?? error) : error, phase)
}
