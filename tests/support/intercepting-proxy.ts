import {
  createServer as createHttpServer,
  request as requestPlain,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { Agent, createServer as createHttpsServer, request } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { makeCertificate, type TestCertificate } from './test-certificates.ts'

/** Whom the proxy plays: the organisation's address and Entra ID's, both answered by the sandbox behind it. */
export const PLAYED_ORGANISATION = 'https://contoso.crm4.dynamics.com'
/** Hunter's backend inside the company. */
export const PLAYED_HUNTER = 'https://hunter.contoso.example'
const PLAYED_HOSTS = ['contoso.crm4.dynamics.com', 'login.microsoftonline.com', 'hunter.contoso.example']

export interface InterceptingProxy extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly url: string
  /** The company's authority, whose certificates the proxy shows; trusting it is the tenant's extra CA file. */
  readonly authority: TestCertificate
  /** Targets of CONNECT that were let through, in order. */
  readonly tunnels: readonly string[]
  /** How many connections came to its door, let through or not. */
  readonly connections: () => number
  /** Every token that a request brought, as somebody who opens TLS sees it. */
  readonly bearers: ReadonlySet<string>
}

export interface CompanyProxyOptions {
  /** `name:password` that CONNECT must bring. */
  readonly credentials?: string
  /** Instead of one for the hosts played. */
  readonly certificate?: (authority: TestCertificate) => TestCertificate
  /** Where PLAYED_HUNTER is, `http://127.0.0.1:port`. */
  readonly hunterUrl?: string
}

interface Sandbox {
  readonly baseUrl: string
  readonly caPem: string
}

/** A company's proxy that opens TLS, as many do: CONNECT, optionally with a password, and certificates of its own authority. */
export async function startInterceptingProxy(
  sandbox: Sandbox,
  { credentials, certificate, hunterUrl }: CompanyProxyOptions = {},
): Promise<InterceptingProxy> {
  const authority = makeCertificate({ commonName: 'Company TLS inspection' })
  const shown =
    certificate?.(authority) ?? makeCertificate({ commonName: 'inspected', hosts: PLAYED_HOSTS, issuer: authority })
  const toSandbox = new Agent({ ca: sandbox.caPem, keepAlive: true })
  const opened = createHttpsServer({ cert: shown.certPem, key: shown.keyPem }, (incoming, answer) => {
    const isForHunter = incoming.headers.host === new URL(PLAYED_HUNTER).host
    if (isForHunter && hunterUrl !== undefined) passToHunter(hunterUrl, incoming, answer)
    else passOn(sandbox.baseUrl, toSandbox, incoming, answer)
    const [, bearer] = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '') ?? []
    if (bearer !== undefined) bearers.add(bearer)
  })
  const bearers = new Set<string>()
  const tunnels: string[] = []
  const sockets = new Set<Duplex>()
  let connections = 0
  const proxy = createHttpServer((_request, answer) => answer.writeHead(403).end())
  proxy.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
  })
  proxy.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined)
    const given = incoming.headers['proxy-authorization']
    if (credentials !== undefined && given !== `Basic ${Buffer.from(credentials).toString('base64')}`) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="company"\r\n\r\n')
      return
    }
    tunnels.push(incoming.url ?? '')
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    opened.emit('connection', socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
    authority,
    tunnels,
    connections: () => connections,
    bearers,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      toSandbox.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}

function passToHunter(hunterUrl: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const { method, headers } = incoming
  const outgoing = requestPlain(new URL(incoming.url ?? '/', hunterUrl), { method, headers }, (came) => {
    answer.writeHead(came.statusCode ?? 502, came.headers)
    came.pipe(answer)
  })
  outgoing.on('error', () => answer.destroy())
  incoming.pipe(outgoing)
}

/** The application id of Dataverse itself: a token for it is good at every organisation, whatever its address. */
const DATAVERSE = '00000007-0000-0000-c000-000000000000'

/** The sandbox does not know the address it plays, so the scope asked for names Dataverse in its place. */
function passOn(baseUrl: string, agent: Agent, incoming: IncomingMessage, answer: ServerResponse): void {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8').replaceAll(encodeURIComponent(PLAYED_ORGANISATION), DATAVERSE)
    const { host: _host, 'content-length': _length, ...headers } = incoming.headers
    const outgoing = request(
      new URL(incoming.url ?? '/', baseUrl),
      { agent, method: incoming.method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (came) => {
        answer.writeHead(came.statusCode ?? 502, came.headers)
        came.pipe(answer)
      },
    )
    outgoing.on('error', () => answer.destroy())
    outgoing.end(body)
  })
}
