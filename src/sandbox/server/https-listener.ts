import { createServer } from 'node:https'
import { BadRequestError, readHeaders, readQuery } from './exchange.ts'
import { readBody } from './read-body.ts'
import { sendReply } from './send-reply.ts'
import { textReply } from '../dataverse/operation.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { KeyAndCertificate } from '../tls/self-signed-certificate.ts'
import type { Exchange } from './exchange.ts'

export interface ListenerOptions {
  readonly certificate: KeyAndCertificate
  readonly host: string
  readonly port: number
  /** How long a request may take to arrive whole, in milliseconds; its head may take half of that. */
  readonly patienceMs: number
  readonly serve: (exchange: Exchange) => Promise<void>
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
 * Listens on loopback, reads requests whole and hands them on. Slow heads and bodies are cut off by Node's own timeouts.
 *
 * @throws RangeError for a host that is not loopback; the socket's error when the port is taken.
 */
export const listen = async (options: ListenerOptions): Promise<Listener> => {
  if (!loopbackHosts.has(options.host)) {
    throw new RangeError(`The sandbox listens on loopback only, not on ${options.host}.`)
  }
  const sockets = new Set<Socket>()
  const server = createServer(
    {
      key: options.certificate.key,
      cert: options.certificate.certificate,
      minVersion: 'TLSv1.2',
      maxHeaderSize: largestHead,
      keepAlive: true,
      keepAliveTimeout: 120_000,
      headersTimeout: options.patienceMs / 2,
      requestTimeout: options.patienceMs,
      connectionsCheckingInterval: options.patienceMs / 12,
    },
    (request, response) => void accept(request, response, options.serve),
  )
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
  })
  // Broken TLS handshakes are the client's affair; without a listener they would end the process.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuseHead(error, socket))
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

/** Heads that Node refuses never become requests; the answer is written by hand. */
const refuseHead = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '414 URI Too Long'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const accept = async (
  request: IncomingMessage,
  response: ServerResponse,
  serve: (exchange: Exchange) => Promise<void>,
): Promise<void> => {
  try {
    await serve(await toExchange(request, response))
  } catch (error) {
    answerFailure(response, error)
  }
}

const toExchange = async (request: IncomingMessage, response: ServerResponse): Promise<Exchange> => {
  const url = request.url ?? '/'
  const question = url.indexOf('?')
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? new Map() : readQuery(url.slice(question + 1)),
    headers: readHeaders(request),
    body: await readBody(request),
    origin: `https://${readHost(request)}`,
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
    sendReply(response, textReply(error.status, error.message), { Connection: 'close' })
    return
  }
  // A defect of the sandbox; the client sees what it would see of a defect of the real service.
  const message = error instanceof Error ? error.message : 'unknown'
  sendReply(response, textReply(500, JSON.stringify({ error: { code: '0x80040216', message } }), 'application/json'))
}
