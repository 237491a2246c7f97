import { createServer, type Server } from 'node:https'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { createTransport, type TransportOptions } from '../../../src/core/d365/http/axios-transport.ts'
import type { RawRequest, Transport } from '../../../src/core/d365/http/transport.ts'
import { createD365Client } from '../../../src/core/d365/create-d365-client.ts'
import { createKnownSecrets } from '../../../src/core/ports/known-secrets.ts'
import { ensureCertificate, type ServerCertificate } from '../../../src/sandbox/tls/certificate-files.ts'
import { ok } from '../../../src/shared/lib/result.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { createSeededRandom } from '../../support/seeded-random.ts'

const BEARER = 'canary-bearer-token'
const servers: Server[] = []
const transports: Transport[] = []
const certificates: ServerCertificate[] = []
afterEach(() => {
  for (const transport of transports.splice(0)) transport.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  for (const certificate of certificates.splice(0)) certificate.remove()
})

/** A real HTTPS server of this test with a certificate of its own; `seen` holds what reached it. */
async function startServer(answer: RequestListener) {
  const certificate = ensureCertificate(null, Date.now())
  certificates.push(certificate)
  const { fingerprint256 } = certificate
  const caPem = certificate.certificate
  const seen: { url: string; authorization: string | undefined }[] = []
  const server = createServer({ key: certificate.key, cert: caPem }, (request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization })
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, seen, trust: { caPem, fingerprint256 } }
}

function transportTo(options: TransportOptions): Transport {
  const transport = createTransport(options)
  transports.push(transport)
  return transport
}
const get = (origin: string, over: Partial<RawRequest> = {}): RawRequest => ({
  origin,
  path: '/api/data/v9.2/WhoAmI',
  method: 'GET',
  headers: { Authorization: `Bearer ${BEARER}` },
  body: null,
  ...over,
})

describe('the pool', () => {
  it('holds 52 connections at most under 200 requests at once, and none of them fails for want of one', async () => {
    const { origin, trust } = await startServer((_request, response) => setTimeout(() => response.end('{}'), 20))
    const transport = transportTo({ trust })
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => transport.send(get(origin))))
    expect(outcomes.filter(({ ok: isOk }) => !isOk)).toEqual([])
    expect(transport.sockets()).toEqual({ limit: 52, peak: 52, peakWaiting: 148 })
  })
})

describe('trust', () => {
  it('is for the one certificate with the one fingerprint; nothing is sent to another', async () => {
    const server = await startServer((_request, response) => response.end('{}'))
    const other = await startServer((_request, response) => response.end('{}'))
    const refusals = [
      {},
      { trust: other.trust },
      { trust: { ...server.trust, fingerprint256: other.trust.fingerprint256 } },
    ]
    for (const options of refusals) {
      const outcome = await transportTo(options).send(get(server.origin))
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'network', phase: 'connect', isTls: true } })
      expect(JSON.stringify(outcome)).not.toContain(BEARER)
    }
    expect(server.seen).toEqual([])
    expect(await transportTo({ trust: server.trust }).send(get(server.origin))).toMatchObject({ ok: true })
  })
})

describe('a request', () => {
  it('cannot be led to another host by its path', async () => {
    const server = await startServer((_request, response) => response.end('{}'))
    const trap = await startServer((_request, response) => response.end('{}'))
    const transport = transportTo({ trust: server.trust })
    for (const path of [`//${new URL(trap.origin).host}/x`, `${trap.origin}/x`]) {
      await transport.send(get(server.origin, { path }))
    }
    expect(trap.seen).toEqual([])
  })

  it.each([301, 302, 303, 307, 308])('answered %d is not followed', async (status) => {
    const trap = await startServer((_request, response) => response.end('{}'))
    const server = await startServer((_request, response) => {
      response.writeHead(status, { location: `${trap.origin}/api/data/v9.2/WhoAmI` }).end()
    })
    expect(await transportTo({ trust: server.trust }).send(get(server.origin))).toMatchObject({ answer: { status } })
    expect(trap.seen).toEqual([])
  })

  it('to a closed port fails before anything is sent', async () => {
    const server = await startServer((_request, response) => response.end('{}'))
    servers.splice(0)[0]?.close()
    expect(await transportTo({ trust: server.trust }).send(get(server.origin))).toMatchObject({
      failure: { kind: 'network', phase: 'connect', code: 'ECONNREFUSED', isTls: false },
    })
  })
})

describe('an answer', () => {
  it('that drips in forever ends at the total deadline', async () => {
    const server = await startServer((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20)
      response.once('close', () => clearInterval(drip))
    })
    const outcome = await transportTo({ trust: server.trust, totalMs: 300 }).send(get(server.origin))
    expect(outcome).toMatchObject({ failure: { kind: 'timeout', phase: 'answer', afterMs: 300 } })
  })

  it('that grows a thousandfold when unpacked is cut off', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    })
    const outcome = await transportTo({ trust: server.trust, maxAnswerBytes: 1_000_000 }).send(get(server.origin))
    expect(outcome).toMatchObject({ failure: { kind: 'network', code: 'ERR_TOO_LARGE' } })
  })

  it('that is cut short is no answer, and what is told of it holds no bearer', async () => {
    const server = await startServer((request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"value":[')
      setImmediate(() => request.socket.destroy())
    })
    const outcome = await transportTo({ trust: server.trust }).send(get(server.origin))
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'network', phase: 'answer' } })
    expect(JSON.stringify(outcome)).not.toContain(BEARER)
  })
})

it('a burst of 200 requests never holds more than 52 connections, and none fails for want of one', async () => {
  let held = 0
  let most = 0
  const server = await startServer((_request, response) => setImmediate(() => response.end('{}')))
  servers[0]?.on('secureConnection', (socket) => {
    most = Math.max(most, ++held)
    socket.once('close', () => (held -= 1))
  })
  const transport = transportTo({ trust: server.trust })
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => transport.send(get(server.origin))))
  expect(outcomes.filter(({ ok: isOk }) => !isOk)).toEqual([])
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(52)
})

it('a request that waited for a free connection counts as sent once it has one, and is not cut by the connect deadline', async () => {
  const server = await startServer((request, response) => {
    if (request.url !== '/slow') setImmediate(() => response.end('{}'))
  })
  const transport = transportTo({ trust: server.trust, connectMs: 400, totalMs: 1_500 })
  const busy = Array.from({ length: 52 }, () => transport.send(get(server.origin)))
  const waited = transport.send(get(server.origin, { path: '/slow' }))
  await Promise.all(busy)
  expect(await waited).toMatchObject({ failure: { kind: 'timeout', phase: 'answer', afterMs: 1_500 } })
})

it('a next link to another host never gets the bearer, and the query fails instead of losing rows', async () => {
  const trap = await startServer((_request, response) => response.end('{"value":[]}'))
  const server = await startServer((_request, response) => {
    response.end(JSON.stringify({ value: [], '@odata.nextLink': `${trap.origin}/api/data/v9.2/leads?page=2` }))
  })
  const token = { accessToken: BEARER, expiresAt: '', isFromCache: true, lifetimeMs: 1, claims: {} }
  const client = createD365Client({
    origin: server.origin,
    apiVersion: 'v9.2',
    tokens: { acquire: () => Promise.resolve(ok(token)), invalidate: () => undefined, networkCalls: () => 0 },
    transport: transportTo({ trust: server.trust }),
    clock: createManualClock(),
    random: createSeededRandom(),
    knownSecrets: createKnownSecrets(),
  })
  const answer = await client.queryLeads({ filter: 'statecode eq 0', select: ['subject'], top: 10 })
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'D365APIError', isTransient: false } })
  expect(server.seen).toHaveLength(1)
  expect(server.seen[0]?.authorization).toBe(`Bearer ${BEARER}`)
  expect(trap.seen).toEqual([])
})
