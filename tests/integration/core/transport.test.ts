import { gzipSync } from 'node:zlib'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createTransport, type TransportOptions } from '../../../src/core/d365/http/axios-transport.ts'
import type { RawRequest, Transport } from '../../../src/core/d365/http/transport.ts'
import { ensureCertificate } from '../../../src/sandbox/tls/certificate-files.ts'
import { BEARER } from '../../support/console-at.ts'
import { startTlsServer, type TlsServer } from '../../support/tls-server.ts'

const servers: TlsServer[] = []
const transports: Transport[] = []
afterEach(async () => {
  for (const transport of transports.splice(0)) transport.close()
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]()
})

async function startServer(answer: RequestListener): Promise<TlsServer> {
  const server = await startTlsServer(answer)
  servers.push(server)
  return server
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
    const other = ensureCertificate(null, Date.now())
    other.remove()
    const { certificate: caPem, fingerprint256 } = other
    const refusals = [{}, { trust: { caPem, fingerprint256 } }, { trust: { ...server.trust, fingerprint256 } }]
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
  it('to a closed port fails before anything is sent', async () => {
    const server = await startServer((_request, response) => response.end('{}'))
    await servers.pop()?.[Symbol.asyncDispose]()
    expect(await transportTo({ trust: server.trust }).send(get(server.origin))).toMatchObject({
      failure: { kind: 'network', phase: 'connect', code: 'ECONNREFUSED', isTls: false },
    })
  })
})

describe('the way out', () => {
  const silent = () => transportTo({ findProxy: () => new Promise(() => undefined) })

  it('that the system never names ends at the total deadline, before anything is sent', async () => {
    const outcome = await silent().send(get('https://contoso.crm4.dynamics.com', { totalMs: 50 }))
    expect(outcome).toEqual({ ok: false, failure: { kind: 'timeout', phase: 'connect', afterMs: 50 } })
  })

  it.each(['the caller gives up', 'the connection is closed'])('is not waited for once %s', async (why) => {
    const [transport, caller] = [silent(), new AbortController()]
    const sending = transport.send(get('https://contoso.crm4.dynamics.com', { signal: caller.signal }))
    if (why === 'the caller gives up') caller.abort()
    else transport.close()
    expect(await sending).toEqual({ ok: false, failure: { kind: 'cancelled', phase: 'connect' } })
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
  const server = await startServer((_request, response) => setImmediate(() => response.end('{}')))
  const transport = transportTo({ trust: server.trust })
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => transport.send(get(server.origin))))
  expect(outcomes.filter(({ ok: isOk }) => !isOk)).toEqual([])
  expect(server.mostConnections()).toBeGreaterThan(1)
  expect(server.mostConnections()).toBeLessThanOrEqual(52)
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
