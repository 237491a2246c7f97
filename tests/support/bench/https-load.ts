import { readFileSync } from 'node:fs'
import { connect, type TLSSocket } from 'node:tls'

export interface LoadTarget {
  readonly baseUrl: string
  readonly caPath: string
}

export interface Load {
  readonly target: LoadTarget
  /** Keep-alive connections, each with one request under way at a time. */
  readonly connections: number
  /** Whole requests, head and body, made before the clock starts. */
  readonly requests: readonly Buffer[]
}

/**
 * Sends prepared requests over a few TLS connections and counts answers. Much cheaper than `node:https` on the client's side, so
 * that the server is what is measured. Answers must carry Content-Length or be 204.
 *
 * @returns requests per second
 * @throws Error for the first answer that is not a success.
 */
export async function requestsPerSecond(load: Load): Promise<number> {
  const next = takeFrom(load.requests)
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => open(load.target)))
  const startedMs = performance.now()
  try {
    await Promise.all(sockets.map((socket) => exchangeAll(socket, next)))
  } finally {
    for (const socket of sockets) socket.destroy()
  }
  return (load.requests.length * 1000) / (performance.now() - startedMs)
}

/** A request as it stands on the wire. */
export function httpRequest(line: string, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const all = { Host: '127.0.0.1', ...headers, 'Content-Length': String(Buffer.byteLength(body)) }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${line} HTTP/1.1\r\n${head.join('')}\r\n${body}`)
}

function takeFrom(requests: readonly Buffer[]): () => Buffer | undefined {
  let taken = 0
  return () => requests[taken++]
}

function open({ baseUrl, caPath }: LoadTarget): Promise<TLSSocket> {
  const { hostname, port } = new URL(baseUrl)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(caPath) }, () => resolve(socket))
    socket.setNoDelay(true)
    socket.once('error', reject)
  })
}

function exchangeAll(socket: TLSSocket, next: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = ''
    const send = (): void => {
      const request = next()
      if (request === undefined) resolve()
      else socket.write(request)
    }
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server closed the connection.')))
    socket.on('data', (chunk) => {
      received += String(chunk)
      const length = answerLength(received)
      if (length === undefined || received.length < length) return
      if (!/^HTTP\/1\.1 2/.test(received)) reject(new Error(received.slice(0, 2_000)))
      received = received.slice(length)
      send()
    })
    send()
  })
}

/** Characters of the first answer, head included, as soon as the head is whole. */
function answerLength(received: string): number | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const declared = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, end))?.[1]
  return end + 4 + Number(declared ?? 0)
}
