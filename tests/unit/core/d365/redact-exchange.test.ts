import { expect, it } from 'vitest'
import { redactExchange, type SeenExchange } from '../../../../src/core/d365/http/redact-exchange.ts'
import { createKnownSecrets } from '../../../../src/core/ports/known-secrets.ts'
import { ExchangeSchema } from '../../../../src/shared/model/exchange.ts'

const TOKEN = 'eyJ0eXAi.canary-token/with+signs.signature'
const SECRET = 'canary~secret"with quotes'

function redacted(over: Partial<SeenExchange> = {}) {
  const secrets = createKnownSecrets()
  secrets.add(TOKEN)
  secrets.add(SECRET)
  const seen: SeenExchange = {
    at: '2026-03-01T12:00:00.000Z',
    durationMs: 12,
    request: {
      origin: 'https://contoso.crm4.dynamics.com',
      path: `/api/data/v9.2/leads?q=${encodeURIComponent(SECRET)}`,
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, Cookie: 'a=b', 'OData-Version': '4.0' },
      body: JSON.stringify({ subject: SECRET }),
    },
    answer: {
      status: 500,
      headers: { 'set-cookie': 'ARRAffinity=abc', 'x-echo': TOKEN, req_id: 'g1' },
      body: `<pre>${TOKEN}</pre> ${Buffer.from(SECRET).toString('base64')}`,
    },
    error: `failed for ${SECRET}`,
    requestIds: { client: 'c-1', service: ['g1'] },
    ...over,
  }
  return ExchangeSchema.parse(redactExchange(seen, secrets))
}

it('holds no credential header and no known secret in any form, wherever the server echoed it', () => {
  const text = JSON.stringify(redacted())
  for (const form of [
    TOKEN,
    SECRET,
    encodeURIComponent(SECRET),
    JSON.stringify(SECRET).slice(1, -1),
    'ARRAffinity=abc',
  ]) {
    expect(text).not.toContain(form)
  }
  expect(text).not.toContain(Buffer.from(SECRET).toString('base64').replace(/=+$/, ''))
})

it('shows that a credential was sent, and everything that is none', () => {
  const exchange = redacted()
  expect(exchange.requestHeaders).toEqual({ Authorization: '[redacted]', Cookie: '[redacted]', 'OData-Version': '4.0' })
  expect(exchange.responseHeaders['req_id']).toBe('g1')
  expect(exchange.serviceRequestIds).toEqual(['g1'])
})

it('cuts a long body only after the secrets are out, so that no half of one is left at the cut', () => {
  const body = 'x'.repeat(64 * 1024 - 5) + TOKEN
  const exchange = redacted({ answer: { status: 200, headers: {}, body } })
  expect(exchange.responseBody).not.toContain(TOKEN.slice(0, 5))
  expect(exchange.responseBody?.length).toBeLessThan(64 * 1024 + 40)
})

it('tells a call without an answer from one with an empty body', () => {
  expect(redacted({ answer: null }).status).toBeNull()
  expect(redacted({ answer: { status: 204, headers: {}, body: '' } })).toMatchObject({
    status: 204,
    responseBody: null,
  })
})
