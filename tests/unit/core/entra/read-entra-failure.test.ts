import { describe, expect, it } from 'vitest'
import { authorityOf } from '../../../../src/core/entra/authority.ts'
import { readEntraFailure } from '../../../../src/core/entra/read-entra-failure.ts'
import { readClaims } from '../../../../src/core/entra/token-claims.ts'
import { D365FailureSchema } from '../../../../src/shared/model/failure.ts'
import { fc, test } from '../d365/properties.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const read = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  D365FailureSchema.parse(readEntraFailure({ status, headers, body }, 'c-1', NOW))

const reply = (aadsts: number, error: string) =>
  JSON.stringify({
    error,
    error_description: `AADSTS${aadsts}: What is wrong.\r\nTrace ID: t-1\r\nCorrelation ID: c-1\r\nTimestamp: 2026-03-01 12:00:00Z`,
    error_codes: [aadsts],
    trace_id: 't-1',
    correlation_id: 'c-1',
  })

describe('the answer of the token endpoint', () => {
  it.each([
    [7000215, 'invalid_client', 401],
    [7000222, 'invalid_client', 401],
    [7000218, 'invalid_client', 401],
    [7000216, 'invalid_client', 401],
    [700016, 'unauthorized_client', 400],
    [7000112, 'unauthorized_client', 400],
    [90002, 'invalid_request', 400],
    [90002, 'invalid_tenant', 400],
    [500011, 'invalid_resource', 400],
    [70011, 'invalid_scope', 400],
    [700022, 'invalid_request', 400],
    [65001, 'invalid_grant', 400],
    [50196, 'invalid_grant', 400],
    [90038, 'invalid_request', 400],
    [900382, 'invalid_request', 400],
    [1234567, 'invalid_request', 400],
  ])('AADSTS%d %s (%d) is a matter of configuration', (aadsts, error, status) => {
    expect(read(status, reply(aadsts, error))).toEqual({
      kind: 'D365AuthenticationError',
      message: `AADSTS${aadsts}: What is wrong.`,
      httpStatus: status,
      code: null,
      aadsts,
      requestIds: { client: 'c-1', service: ['t-1'] },
    })
  })

  it.each([90006, 90024, 90033, 90090])('AADSTS%d passes by itself, even as a 400', (aadsts) => {
    expect(read(400, reply(aadsts, 'temporarily_unavailable'))).toMatchObject({
      kind: 'D365APIError',
      isTransient: true,
    })
  })

  it('429 and the throttled tenant are limits, with their pause', () => {
    expect(read(429, '', { 'retry-after': '60' })).toMatchObject({
      kind: 'D365RateLimitError',
      limit: 'token-requests',
      retryAfterMs: 60_000,
    })
    expect(read(400, reply(90055, 'temporarily_unavailable'))).toMatchObject({ kind: 'D365RateLimitError' })
  })

  it.each([500, 502, 503])('%d is trouble of Entra ID, whatever its body', (status) => {
    for (const body of ['', '{}', '<html><title>Bad</title></html>', reply(7000215, 'invalid_client').slice(0, 40)]) {
      expect(read(status, body)).toMatchObject({ kind: 'D365APIError', isTransient: true })
    }
  })

  it('finds the number in the text where the list of numbers is missing', () => {
    expect(read(401, '{"error":"invalid_client","error_description":"AADSTS7000215: No."}')).toMatchObject({
      aadsts: 7000215,
    })
  })

  it.each(['{}', '', 'OK', '{"access_token":""}'])(
    '200 with %j is no token and no refusal of the credential',
    (body) => {
      expect(read(200, body)).toMatchObject({ kind: 'D365APIError', message: 'Entra ID answered 200 without a token.' })
    },
  )

  test(
    'never makes the reader throw',
    [fc.integer({ min: 100, max: 599 }), fc.oneof(fc.string({ unit: 'binary' }), fc.json())],
    (status, body) => void read(status, body),
  )
})

it.each([
  ['public', 'https://login.microsoftonline.com/'],
  ['gcc', 'https://login.microsoftonline.com/'],
  ['gcc-high', 'https://login.microsoftonline.us/'],
  ['dod', 'https://login.microsoftonline.us/'],
  ['china', 'https://login.partner.microsoftonline.cn/'],
] as const)('apps of the cloud %s sign in at %s', (cloud, origin) => {
  const id = '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02'
  expect(authorityOf(cloud, id.toUpperCase())).toBe(origin + id)
})

it('shows the claims of a token and nothing of what is no token', () => {
  const payload = Buffer.from('{"aud":"https://contoso.crm4.dynamics.com"}').toString('base64url')
  expect(readClaims(`h.${payload}.s`)).toEqual({ aud: 'https://contoso.crm4.dynamics.com' })
  for (const text of ['', 'opaque', 'a.b.c', `h.${Buffer.from('[1]').toString('base64url')}.s`]) {
    expect(readClaims(text)).toEqual({})
  }
})
