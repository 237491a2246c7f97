import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Transport } from '../../../src/core/d365/http/transport.ts'
import { BEARER, clientAt } from '../../support/console-at.ts'
import { openTransport, startTlsServer, type TlsServer } from '../../support/tls-server.ts'

/* The trap shows the organisation's own certificate: only the rule keeps a token from it. */
let organization: TlsServer
let trap: TlsServer
let transport: Transport & Disposable
beforeAll(async () => {
  organization = await startTlsServer()
  trap = await startTlsServer((_request, response) => response.end('{"value":[]}'))
})
beforeEach(() => {
  organization.forget()
  transport = openTransport({ trust: organization.trust })
  return () => transport.close()
})
afterAll(async () => {
  await organization[Symbol.asyncDispose]()
  await trap[Symbol.asyncDispose]()
})
const trapHost = () => new URL(trap.origin).host

describe('a path, however it is written, stays with the organisation', () => {
  it.each<[string, () => string]>([
    ['an absolute URL', () => `${trap.origin}/api/data/v9.2/WhoAmI`],
    ['an absolute URL over http', () => `http://${trapHost()}/x`],
    ['an absolute URL in capitals', () => `HTTPS://${trapHost()}/x`],
    ['a host without a scheme', () => `//${trapHost()}/x`],
    ['three slashes', () => `///${trapHost()}/x`],
    ['a slash and a backslash', () => `/\\${trapHost()}/x`],
    ['two backslashes', () => `\\\\${trapHost()}\\x`],
    ['a scheme and backslashes', () => `https:\\\\${trapHost()}\\x`],
    ['a user name before a host', () => `@${trapHost()}/x`],
    ['a password before a host', () => `:x@${trapHost()}/x`],
    ['a longer host', () => `.${trapHost()}/x`],
    ['white space before a host', () => ` //${trapHost()}/x`],
    ['steps upwards', () => `/../..//${trapHost()}/x`],
    ['a line break and a second request', () => `/x HTTP/1.1\r\nHost: ${trapHost()}\r\n\r\nGET /y`],
  ])('%s', async (_what, path) => {
    const headers = { Authorization: `Bearer ${BEARER}` }
    await transport.send({ origin: organization.origin, path: path(), method: 'GET', headers, body: null })
    expect(trap.seen).toEqual([])
    const hosts = organization.seen.map((request) => request.headers.host)
    expect(hosts.filter((host) => host !== new URL(organization.origin).host)).toEqual([])
    expect(hosts.length).toBeLessThanOrEqual(1)
  })
})

describe('a next link that leads elsewhere is not followed, and the query fails instead of losing rows', () => {
  it.each<[string, () => string]>([
    ['another host', () => `${trap.origin}/api/data/v9.2/leads?page=2`],
    ['a host without a scheme', () => `//${trapHost()}/api/data/v9.2/leads?page=2`],
    ['the organisation as a user name', () => `https://${new URL(organization.origin).host}@${trapHost()}/api/data/`],
    ['another scheme', () => `http://${trapHost()}/api/data/v9.2/leads`],
    ['backslashes', () => `https:\\\\${trapHost()}\\api\\data\\v9.2\\leads`],
    ['another port of the same host', () => `https://127.0.0.1:1/api/data/v9.2/leads`],
    ['another name of the same host', () => `https://localhost:${new URL(trap.origin).port}/api/data/v9.2/leads`],
    ['out of the Web API', () => `${organization.origin}/api/data/../../XRMServices/2011/Organization.svc`],
    ['no address at all', () => 'leads?page=2'],
  ])('%s', async (_what, link) => {
    organization.answerWith((_request, response) =>
      response.end(JSON.stringify({ value: [], '@odata.nextLink': link() })),
    )
    const client = clientAt(organization.origin, transport)
    const answer = await client.queryLeads({ filter: 'statecode eq 0', select: ['subject'], top: 10 })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'D365APIError', isTransient: false } })
    expect(trap.seen).toEqual([])
    expect(organization.seen.map((request) => request.headers.authorization)).toEqual([`Bearer ${BEARER}`])
  })

  it('while one of its own is, with the token', async () => {
    organization.answerWith((request, response) => {
      const next = `${organization.origin}/api/data/v9.2/leads?page=2`
      response.end(JSON.stringify({ value: [], ...(request.url?.endsWith('=2') ? {} : { '@odata.nextLink': next }) }))
    })
    const client = clientAt(organization.origin, transport)
    expect(await client.queryLeads({ filter: 'statecode eq 0', select: [], top: 10 })).toMatchObject({ ok: true })
    expect(organization.seen).toHaveLength(2)
  })
})

it('an answer that names another address for signing in gets no token and no secret there', async () => {
  organization.answerWith((_request, response) => {
    const challenge = `Bearer authorization_uri=${trap.origin}/common/oauth2/authorize, resource_id=${trap.origin}/`
    response.writeHead(401, { 'www-authenticate': challenge }).end()
  })
  expect(await clientAt(organization.origin, transport).whoAmI()).toMatchObject({
    failure: { kind: 'D365AuthenticationError' },
  })
  expect(trap.seen).toEqual([])
})
