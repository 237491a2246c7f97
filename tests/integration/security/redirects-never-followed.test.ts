import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clientAt, discoveryOf, SECRET, signInAt } from '../../support/console-at.ts'
import { openTransport, startTlsServer, type TlsServer } from '../../support/tls-server.ts'

/* Where a redirect leads shows the same certificate or none at all: nothing but the rule keeps the console from it. */
let server: TlsServer
let trap: TlsServer
const plainTrap = { seen: [] as string[], server: createServer() }
beforeAll(async () => {
  server = await startTlsServer()
  trap = await startTlsServer()
  plainTrap.server.on('request', (request, response) => {
    plainTrap.seen.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => plainTrap.server.listen(0, '127.0.0.1', resolve))
})
beforeEach(() => {
  server.forget()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await trap[Symbol.asyncDispose]()
  plainTrap.server.close()
})

const TARGETS: Readonly<Record<string, () => string>> = {
  'the same host': () => `${server.origin}/elsewhere`,
  'a path of the same host': () => '/elsewhere',
  'another host': () => `${trap.origin}/elsewhere`,
  'http instead of https': () =>
    `http://127.0.0.1:${String((plainTrap.server.address() as AddressInfo).port)}/elsewhere`,
}
const CASES = [301, 302, 303, 307, 308].flatMap((status) =>
  Object.entries(TARGETS).map(([where, target]) => [status, where, target] as const),
)

describe.each(CASES)('%d to %s', (status, _where, target) => {
  const redirect = () =>
    server.answerWith((_request, response) => response.writeHead(status, { location: target() }).end())
  const stoodStill = () => {
    expect([trap.seen, plainTrap.seen]).toEqual([[], []])
    expect(server.seen.filter(({ url }) => url.includes('elsewhere'))).toEqual([])
  }

  it('is not followed by a read', async () => {
    redirect()
    using transport = openTransport({ trust: server.trust })
    expect(await clientAt(server.origin, transport).whoAmI()).toMatchObject({ failure: { httpStatus: status } })
    stoodStill()
    expect(server.seen).toHaveLength(1)
  })

  it('does not send a lead again', async () => {
    redirect()
    using transport = openTransport({ trust: server.trust })
    const answer = await clientAt(server.origin, transport).createLead(randomUUID(), { subject: 'canary subject' })
    expect(answer).toMatchObject({ failure: { kind: 'D365APIError', httpStatus: status, isDefinite: true } })
    stoodStill()
    expect(server.seen.filter(({ body }) => body.includes('canary subject'))).toHaveLength(1)
  })

  it('does not send the secret again', async () => {
    server.answerWith((request, response) => {
      if (request.method === 'POST') return void response.writeHead(status, { location: target() }).end()
      const authority = `${server.origin}/99999999-8888-4777-8666-555555555555`
      response.end(discoveryOf(authority))
    })
    using transport = openTransport({ trust: server.trust })
    expect(await signInAt(server.origin, transport).acquire()).toMatchObject({ ok: false })
    stoodStill()
    const posted = server.seen.filter(({ body }) => body.includes(encodeURIComponent(SECRET)))
    expect(posted).toHaveLength(1)
  })
})
