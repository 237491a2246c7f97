import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formHeaders, json, openWire, type Json, type Wire } from './wire.ts'

const elsewhere = '11111111-2222-4333-8444-555555555555'
let wire: Wire
beforeAll(async () => {
  wire = await openWire({ tokenLifetimeSeconds: 1234 })
})
afterAll(async () => wire[Symbol.asyncDispose]())

const ask = (changes: Record<string, string> = {}, tenant = wire.sandbox.info.tenantId) =>
  wire.send(`/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: formHeaders,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: wire.sandbox.info.clientId,
      client_secret: wire.sandbox.info.clientSecret,
      scope: `${wire.sandbox.info.baseUrl}/.default`,
      ...changes,
    }).toString(),
  })

it('tells where a tenant’s own endpoints are to whoever only knows the host', async () => {
  const { baseUrl } = wire.sandbox.info
  const discovered = json(await wire.send('/common/discovery/instance?api-version=1.1'))
  const { host } = new URL(baseUrl)
  expect(discovered).toMatchObject({ metadata: [{ preferred_network: host, aliases: [host] }] })
  expect(String(discovered['tenant_discovery_endpoint'])).toMatch(`${baseUrl}/`)
})

it('takes a tenant’s name that is no text for an unknown tenant', async () => {
  const answer = await ask({}, '%ZZ')
  expect(answer.status).toBe(400)
  expect(json(answer)).toMatchObject({ error_codes: [90002] })
})

describe('a refused token request', () => {
  it('carries the correlation id that the client sent, and never its secret', async () => {
    const answer = await ask({ client_secret: 'hunter2-not-the-secret', 'client-request-id': elsewhere })
    expect(json(answer)['correlation_id']).toBe(elsewhere)
    expect(answer.text).not.toContain('hunter2-not-the-secret')
  })
})

it('any secret will do under sabotage', async () => {
  wire.sandbox.control?.sabotage({ acceptsAnySecret: true })
  expect((await ask({ client_secret: 'whatever' })).status).toBe(200)
  wire.sandbox.control?.sabotage({ acceptsAnySecret: false })
})

describe('an issued token', () => {
  const decode = (part: string | undefined): Json => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Json

  const publicKey = async (kid: unknown) => {
    const document = json(await wire.send(`/${wire.sandbox.info.tenantId}/v2.0/.well-known/openid-configuration`))
    const { pathname } = new URL(String(document['jwks_uri']))
    const { keys } = json(await wire.send(pathname)) as unknown as { keys: (JsonWebKey & { kid: string })[] }
    const key = keys.find((candidate) => candidate.kid === kid)
    if (!key) throw new Error('the key that signed is not served')
    return createPublicKey({ key, format: 'jwk' })
  }

  it('is signed by the key that the discovery document leads to', async () => {
    const [head, claims, signature = ''] = (await wire.token()).split('.')
    const key = await publicKey(decode(head)['kid'])
    const isSigned = (payload: string | undefined): boolean =>
      verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))
    expect(decode(head)).toMatchObject({ typ: 'JWT', alg: 'RS256' })
    expect(isSigned(claims)).toBe(true)
    expect(isSigned(`${claims}A`)).toBe(false)
  })

  it('names tenant, client and organisation, and ends when the answer says', async () => {
    const { info } = wire.sandbox
    const answer = json(await ask())
    const claims = decode(String(answer['access_token']).split('.')[1])
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 1234 })
    expect(claims).toMatchObject({
      ver: '1.0',
      aud: info.baseUrl,
      tid: info.tenantId,
      appid: info.clientId,
      appidacr: '1',
      iss: `https://sts.windows.net/${info.tenantId}/`,
    })
    expect(claims['oid']).toBe(claims['sub'])
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(1234)
  })

  it('opens the Web API; a changed or an expired one meets the challenge', async () => {
    const good = await wire.token()
    const [head, claims = '', signature] = good.split('.')
    const forged = Buffer.from(JSON.stringify({ ...decode(claims), oid: elsewhere })).toString('base64url')
    const call = (bearer: string) =>
      wire.send('/api/data/v9.2/WhoAmI', { headers: { Authorization: `Bearer ${bearer}` } })
    expect((await call(good)).status).toBe(200)
    const refused = await call([head, forged, signature].join('.'))
    expect(refused.status).toBe(401)
    expect(refused.headers['www-authenticate']).toContain(`/${wire.sandbox.info.tenantId}/oauth2/authorize`)
    wire.sandbox.control?.expireTokens()
    expect((await call(good)).status).toBe(401)
    expect((await call(String(json(await ask())['access_token']))).status).toBe(200)
  })

  it('may be asked for with HTTP Basic', async () => {
    const { info } = wire.sandbox
    const credential = Buffer.from([info.clientId, info.clientSecret].map(encodeURIComponent).join(':'))
    const answer = await wire.send(`/${info.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { ...formHeaders, Authorization: `Basic ${credential.toString('base64')}` },
      body: `grant_type=client_credentials&scope=${encodeURIComponent(`${info.baseUrl}/.default`)}`,
    })
    expect(answer.status).toBe(200)
  })
})
