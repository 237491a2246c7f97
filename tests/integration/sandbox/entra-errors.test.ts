import { createSign, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeSigningCertificate } from '../../contract/foreign/signing-certificate.ts'
import { formHeaders, json, openWire, type Answer, type Wire } from './wire.ts'
import type { TokenSettings } from '../../../src/sandbox/entra/token-settings.ts'

/** Every error of the token endpoint that is known for this grant, each by a cause of its own. */

let wire: Wire
/** No certificate was ever registered in its directory. */
let bare: Wire
const registered = makeSigningCertificate()
const stranger = makeSigningCertificate()
beforeAll(async () => {
  ;[wire, bare] = await Promise.all([openWire(), openWire()])
  wire.sandbox.control!.addCertificate(registered.certificate)
})
afterAll(async () => {
  await wire[Symbol.asyncDispose]()
  await bare[Symbol.asyncDispose]()
})
afterEach(() => {
  wire.sandbox.control!.tokens({ registration: 'ok', service: 'ok', requestsPerMinute: 1_000_000 })
})

const elsewhere = '11111111-2222-4333-8444-555555555555'
type Form = Readonly<Record<string, string>>

const secret = ({ sandbox: { info } }: Wire = wire): Form => ({
  grant_type: 'client_credentials',
  client_id: info.clientId,
  client_secret: info.clientSecret,
  scope: `${info.baseUrl}/.default`,
})
const without = (...names: readonly string[]): Form =>
  Object.fromEntries(Object.entries(secret()).filter(([name]) => !names.includes(name)))

const post = (form: Form, tenant = wire.sandbox.info.tenantId, on = wire): Promise<Answer> =>
  on.send(`/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: formHeaders,
    body: new URLSearchParams(form).toString(),
  })

interface Assertion {
  readonly header?: object
  readonly claims?: object
  readonly key?: string
}

/** The form with a signed assertion in place of the secret (RFC 7523), right in all that is not given. */
const assertion = ({ header = {}, claims = {}, key = registered.privateKey }: Assertion = {}, on = wire): Form => {
  const { clientId, authority } = on.sandbox.info
  const nowSeconds = Math.floor(Date.now() / 1_000)
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const x5t = Buffer.from(registered.thumbprint, 'hex').toString('base64url')
  const signed = [
    encode({ typ: 'JWT', alg: 'RS256', x5t, ...header }),
    encode({
      aud: `${authority}/oauth2/v2.0/token`,
      iss: clientId,
      sub: clientId,
      jti: randomUUID(),
      nbf: nowSeconds,
      exp: nowSeconds + 600,
      ...claims,
    }),
  ].join('.')
  const { client_secret: _, ...form } = secret(on)
  return {
    ...form,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${signed}.${createSign('sha256').update(signed).sign(key, 'base64url')}`,
  }
}

const set = async (settings: Partial<TokenSettings>, form: Form): Promise<Answer> => {
  wire.sandbox.control!.tokens(settings)
  return post(form)
}

interface Fact {
  readonly number: number
  /** HTTP status and OAuth error. */
  readonly refusal: string
  readonly what: string
  readonly provoke: () => Promise<Answer>
}
const fact = (number: number, refusal: string, what: string, provoke: Fact['provoke']): Fact => ({
  number,
  refusal,
  what,
  provoke,
})

const yesterday = { nbf: 1_700_000_000, exp: 1_700_000_600 }
const tomorrow = () => ({ nbf: Date.now() / 1_000 + 86_400, exp: Date.now() / 1_000 + 87_000 })

const facts: readonly Fact[] = [
  fact(7000215, '401 invalid_client', 'a wrong secret', () => post({ ...secret(), client_secret: 'wrong' })),
  fact(7000222, '401 invalid_client', 'an expired secret', () => set({ registration: 'secret-expired' }, secret())),
  fact(7000218, '401 invalid_client', 'no credential', () => post(without('client_secret'))),
  fact(7000216, '401 invalid_client', 'an assertion of no known type', () =>
    post({ ...assertion(), client_assertion_type: 'urn:other' }),
  ),
  fact(700016, '400 unauthorized_client', 'an unknown client', () => post({ ...secret(), client_id: elsewhere })),
  fact(7000112, '400 unauthorized_client', 'a disabled app', () => set({ registration: 'app-disabled' }, secret())),
  fact(90002, '400 invalid_request', 'an unknown tenant', () => post(secret(), elsewhere)),
  fact(90002, '400 invalid_tenant', 'an unknown tenant’s discovery document', () =>
    wire.send(`/${elsewhere}/v2.0/.well-known/openid-configuration`),
  ),
  fact(500011, '400 invalid_resource', 'an unknown resource', () =>
    post({ ...secret(), scope: 'https://elsewhere.crm4.dynamics.com/.default' }),
  ),
  fact(70011, '400 invalid_scope', 'a scope without /.default', () =>
    post({ ...secret(), scope: 'https://127.0.0.1/user_impersonation' }),
  ),
  fact(700022, '400 invalid_scope', 'two resources in a scope', () =>
    post({ ...secret(), scope: `${wire.sandbox.info.baseUrl}/.default https://graph.microsoft.com/.default` }),
  ),
  fact(65001, '400 invalid_grant', 'missing consent, with a secret', () =>
    set({ registration: 'consent-missing' }, secret()),
  ),
  fact(65001, '400 invalid_grant', 'missing consent, with a certificate', () =>
    set({ registration: 'consent-missing' }, assertion()),
  ),
  fact(900144, '400 invalid_request', 'no client', () => post(without('client_id'))),
  fact(900144, '400 invalid_request', 'no scope', () => post(without('scope'))),
  fact(70003, '400 unsupported_grant_type', 'another grant', () => post({ ...secret(), grant_type: 'password' })),
  fact(9001023, '400 invalid_request', 'the common endpoint', () => post(secret(), 'common')),
  fact(90124, '400 invalid_request', 'the consumers’ endpoint', () => post(secret(), 'consumers')),

  fact(50027, '401 invalid_client', 'an assertion that is no token', () =>
    post({ ...assertion(), client_assertion: 'a.b' }),
  ),
  fact(700021, '401 invalid_client', 'an assertion issued by another client', () =>
    post(assertion({ claims: { iss: elsewhere } })),
  ),
  fact(700021, '401 invalid_client', 'an assertion about another client', () =>
    post(assertion({ claims: { sub: elsewhere } })),
  ),
  fact(700023, '401 invalid_client', 'an assertion for another audience', () =>
    post(assertion({ claims: { aud: 'https://elsewhere.example/token' } })),
  ),
  fact(700024, '401 invalid_client', 'an assertion that has ended', () => post(assertion({ claims: yesterday }))),
  fact(700024, '401 invalid_client', 'an assertion that has not begun', () => post(assertion({ claims: tomorrow() }))),
  fact(700024, '401 invalid_client', 'an assertion without an end', () =>
    post(assertion({ claims: { exp: undefined } })),
  ),
  fact(700025, '401 invalid_client', 'a secret from a public client', () =>
    set({ registration: 'public-client' }, secret()),
  ),
  fact(700025, '401 invalid_client', 'an assertion from a public client', () =>
    set({ registration: 'public-client' }, assertion()),
  ),
  fact(700026, '401 invalid_client', 'an assertion where no certificate is registered', () =>
    post(assertion({}, bare), bare.sandbox.info.tenantId, bare),
  ),
  fact(700027, '401 invalid_client', 'a thumbprint that is not registered', () =>
    post(assertion({ header: { x5t: Buffer.from(stranger.thumbprint, 'hex').toString('base64url') } })),
  ),
  fact(700027, '401 invalid_client', 'the right thumbprint above a wrong signature', () =>
    post(assertion({ key: stranger.privateKey })),
  ),
  fact(700027, '401 invalid_client', 'an algorithm that proves nothing', () =>
    post(assertion({ header: { alg: 'none' } })),
  ),

  fact(90033, '503 temporarily_unavailable', 'trouble that passes', () => set({ service: 'transient' }, secret())),
  fact(90006, '503 temporarily_unavailable', 'a server behind it', () => set({ service: 'external-server' }, secret())),
  fact(90024, '503 temporarily_unavailable', 'a request that took too long', () =>
    set({ service: 'request-budget' }, secret()),
  ),
  fact(90090, '503 temporarily_unavailable', 'the directory behind it', () =>
    set({ service: 'graph-retryable' }, secret()),
  ),
  fact(90055, '429 temporarily_unavailable', 'a throttled tenant', () =>
    set({ service: 'tenant-throttled' }, secret()),
  ),
  fact(90055, '429 temporarily_unavailable', 'a storm of requests', () => set({ requestsPerMinute: 0 }, secret())),
  fact(50196, '400 invalid_grant', 'a client in a loop', () => set({ service: 'loop-detected' }, secret())),
  fact(90038, '400 invalid_request', 'a tenant of a national cloud', () =>
    set({ service: 'national-cloud' }, secret()),
  ),
  fact(900382, '400 invalid_request', 'a client of another cloud', () => set({ service: 'wrong-cloud' }, secret())),
  fact(900432, '400 invalid_request', 'a resource of another cloud', () => set({ service: 'cross-cloud' }, secret())),
]

describe('the token endpoint says', () => {
  it.each(facts)('AADSTS$number, $refusal, of $what', async ({ number, refusal, provoke }) => {
    const answer = await provoke()
    const body = json(answer) as Readonly<Record<string, string>>
    const stamp = body['timestamp']
    expect([`${answer.status} ${body['error']}`, body['error_codes']]).toEqual([refusal, [number]])
    expect(stamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
    expect(body['error_description']).toMatch(
      new RegExp(
        `^AADSTS${number}: \\S.* Trace ID: ${body['trace_id']} Correlation ID: ${body['correlation_id']} Timestamp: ${stamp}$`,
      ),
    )
    expect(body['error_uri']).toMatch(new RegExp(`/error\\?code=${number}$`))
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.headers['retry-after']).toBe(answer.status === 429 ? '60' : undefined)
    expect(answer.text).not.toContain('access_token')
  })

  it('nothing of the kind to a right secret or assertion', async () => {
    for (const form of [secret(), assertion()]) expect((await post(form)).status).toBe(200)
  })
})
