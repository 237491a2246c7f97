import { createServer } from 'node:https'
import { BadRequestError } from './bad-request-error.ts'
import { readHeaders, readQuery } from './exchange.ts'
import { RequestBody } from './request-body.ts'
import { sendReply } from './send-reply.ts'
import { statusText } from './status-text.ts'
import { textReply } from '../dataverse/operation.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { KeyAndCertificate } from '../tls/self-signed-certificate.ts'
import type { BodyBudget } from './body-budget.ts'
import type { Exchange } from './exchange.ts'

export interface ListenerOptions {
  readonly certificate: KeyAndCertificate
  readonly host: string
  readonly port: number
  /** How long a request may take to arrive whole, in milliseconds; its head may take half of that. */
  readonly patienceMs: number
  /** Connections at once; more are closed unheard. 1,000 without it. */
  readonly mostConnections?: number | undefined
  readonly budget: BodyBudget
  readonly serve: (exchange: Exchange) => Promise<void>
  /** Told of requests that are turned away here; method and url are empty where the head could not be read. */
  readonly onRefused: (seen: { method: string; url: string; status: number }) => void
}

export interface Listener {
  readonly port: number
  /** Stops listening and ends every connection at once. */
  close(): Promise<void>
}

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost'])

/** Headers may be as long as the longest address plus a generous token. */
const largestHead = 160 * 1024

/**
 * Listens on loopback and hands requests on, their bodies unread. Slow heads and bodies are cut off by Node's own timeouts.
 *
 * @throws RangeError for a host that is not loopback; the socket's error when the port is taken.
 */
export const listen = async (options: ListenerOptions): Promise<Listener> => {
  if (!loopbackHosts.has(options.host)) {
    throw new RangeError(`The sandbox listens on loopback only, not on ${options.host}.`)
  }
  const sockets = new Set<Socket>()
  const server = createServer({
    key: options.certificate.key,
    cert: options.certificate.certificate,
    minVersion: 'TLSv1.2',
    maxHeaderSize: largestHead,
    keepAlive: true,
    keepAliveTimeout: 120_000,
    headersTimeout: options.patienceMs / 2,
    requestTimeout: options.patienceMs,
    connectionsCheckingInterval: options.patienceMs / 12,
  })
  const underWay = new WeakMap<Duplex, Exchange>()
  const onRequest = (request: IncomingMessage, response: ServerResponse): void =>
    void accept(request, response, options, underWay)
  server.on('request', onRequest)
  // Whoever waits for a `100 Continue` gets it when his body is wanted, not before.
  server.on('checkContinue', onRequest)
  server.maxConnections = options.mostConnections ?? 1_000
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
  })
  // Broken TLS handshakes are the client's affair; without a listener they would end the process.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('clientError', (error: HeadError, socket) => {
    const status = refuseHead(error, socket)
    if (status === undefined) return
    const exchange = underWay.get(socket)
    if (exchange) {
      exchange.refusedWith = status
      exchange.body.abandon()
    } else options.onRefused({ ...requestLine(error), status })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

interface HeadError extends NodeJS.ErrnoException {
  /** What was being read when it turned out to be wrong. */
  readonly rawPacket?: Buffer
}

const headStatus = (code: string | undefined): number => {
  if (code === 'HPE_HEADER_OVERFLOW') return 414
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

/** Heads that Node refuses never become requests; the answer is written by hand. Answers its status, or nothing for a lost client. */
const refuseHead = (error: HeadError, socket: Duplex): number | undefined => {
  // What still comes in after the refusal is no news.
  if (socket.writableEnded) return undefined
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return undefined
  }
  const status = headStatus(error.code)
  socket.end(`HTTP/1.1 ${status} ${statusText(status)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.resume()
  setTimeout(() => socket.destroy(), lingerMs).unref()
  return status
}

/**
 * How long a client may go on sending what nobody reads, in milliseconds. Closing at once would reset the connection, and the
 * client would lose the answer that is on its way.
 */
const lingerMs = 500

/** Times that `lingerMs` passes for a client that is still sending. */
const longestLinger = 10

/**
 * What is left of a body after its answer is dropped by Node as it comes in. The connection ends once nothing more comes, or too
 * much. What has come in while this process was busy is read before that is judged.
 */
const closeUnread = (request: IncomingMessage, lingers = 1): void => {
  if (request.complete) return
  const { socket } = request
  const bytesRead = socket.bytesRead
  const judge = (): void => {
    if (request.complete || socket.destroyed) return
    if (socket.bytesRead > bytesRead && lingers < longestLinger) closeUnread(request, lingers + 1)
    else socket.destroy()
  }
  setTimeout(() => setImmediate(judge), lingerMs).unref()
}

const requestLine = ({ rawPacket }: HeadError): { method: string; url: string } => {
  const [, method = '', url = ''] = /^([A-Z]+) (\S+)/.exec(rawPacket?.toString('latin1', 0, 4_096) ?? '') ?? []
  return { method, url }
}

const accept = async (
  request: IncomingMessage,
  response: ServerResponse,
  options: ListenerOptions,
  underWay: WeakMap<Duplex, Exchange>,
): Promise<void> => {
  try {
    const exchange = toExchange(request, response, options.budget)
    underWay.set(request.socket, exchange)
    try {
      await options.serve(exchange)
    } finally {
      underWay.delete(request.socket)
      exchange.body.release()
      closeUnread(request)
    }
  } catch (error) {
    if (error instanceof BadRequestError) {
      options.onRefused({ method: request.method ?? '', url: request.url ?? '', status: error.status })
    }
    answerFailure(response, error)
  }
}

/** @throws BadRequestError for a host or a query that is none. */
const toExchange = (request: IncomingMessage, response: ServerResponse, budget: BodyBudget): Exchange => {
  const url = request.url ?? '/'
  const question = url.indexOf('?')
  const host = readHost(request)
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? new Map() : readQuery(url.slice(question + 1)),
    headers: readHeaders(request),
    body: new RequestBody(request, response, budget),
    origin: `https://${host}`,
    refusedWith: null,
  }
}

/** Only loopback names are served, so that a page elsewhere cannot reach the sandbox by rebinding its name. */
const readHost = (request: IncomingMessage): string => {
  const host = request.headers.host ?? ''
  if (/^(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d+)?$/i.test(host)) return host.toLowerCase()
  throw new BadRequestError(404, 'HTTP Error 404 - no such organisation')
}

const answerFailure = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  if (error instanceof BadRequestError) {
    sendReply(response, textReply(error.status, error.message), error.headers)
    return
  }
  // A defect of the sandbox; the client sees what it would see of a defect of the real service.
  const message = error instanceof Error ? error.message : 'unknown'
  sendReply(response, textReply(500, JSON.stringify({ error: { code: '0x80040216', message } }), 'application/json'))
}
