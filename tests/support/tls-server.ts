import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { createTransport, type TransportOptions } from '../../src/core/d365/http/axios-transport.ts'
import type { Transport } from '../../src/core/d365/http/transport.ts'
import { ensureCertificate } from '../../src/sandbox/tls/certificate-files.ts'

interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface TlsServer extends AsyncDisposable {
  /** `https://127.0.0.1:port`. */
  readonly origin: string
  /** Every request that came through TLS, whole. */
  readonly seen: readonly SeenRequest[]
  readonly forget: () => void
  readonly trust: NonNullable<TransportOptions['trust']>
  /** Changes what is answered from now on. */
  readonly answerWith: (answer: RequestListener) => void
  /** Bytes that came through TLS, whether or not they made a request. */
  readonly bytes: () => number
  /** Most connections held at once so far. */
  readonly mostConnections: () => number
}

const RIGHT = ensureCertificate(null, Date.now())
process.once('exit', () => RIGHT.remove())

/**
 * A server over TLS that answers as a test says. All of a test file show one certificate, so that nothing but the rule under test keeps a client
 * from a server it should not talk to; `tls` gives one another certificate or another version of TLS, `port` the place of a server that is gone.
 */
export async function startTlsServer(
  answer: RequestListener = (_request, response) => response.end('{}'),
  tls: ServerOptions = { key: RIGHT.key, cert: RIGHT.certificate },
  port = 0,
): Promise<TlsServer> {
  const seen: SeenRequest[] = []
  let listener = answer
  let held = 0
  let most = 0
  const sockets: TLSSocket[] = []
  const server = createServer(tls, (request, response) => {
    const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: '' }
    seen.push(entry)
    request.setEncoding('utf8').on('data', (text: string) => (entry.body += text))
    listener(request, response)
  })
  server.on('secureConnection', (socket) => {
    most = Math.max(most, ++held)
    sockets.push(socket)
    socket.once('close', () => (held -= 1))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    forget: () => void seen.splice(0),
    trust: { caPem: RIGHT.certificate, fingerprint256: RIGHT.fingerprint256 },
    answerWith: (next) => {
      listener = next
    },
    bytes: () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    mostConnections: () => most,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The console's own transport, closed at the end of the block that holds it. */
export function openTransport(options: TransportOptions): Transport & Disposable {
  const transport = createTransport(options)
  return { ...transport, [Symbol.dispose]: transport.close }
}
