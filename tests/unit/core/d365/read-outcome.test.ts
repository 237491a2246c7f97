import { fc, test } from './properties.ts'
import { describe, expect, it } from 'vitest'
import { readOutcome, type AskedFor } from '../../../../src/core/d365/read-outcome.ts'
import { D365FailureSchema, type D365Failure } from '../../../../src/shared/model/failure.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const asked = (over: Partial<AskedFor> = {}): AskedFor => ({
  method: 'GET',
  condition: null,
  clientRequestId: 'c-1',
  ...over,
})
const CREATE = asked({ method: 'PATCH', condition: 'create' })
const UPDATE = asked({ method: 'PATCH', condition: 'update' })

const failureOf = (
  status: number,
  body: string,
  request: AskedFor = asked(),
  headers: Readonly<Record<string, string>> = {},
): D365Failure => {
  const read = readOutcome(request, { status, headers, body }, NOW)
  if (read.ok) throw new Error(`${status} was read as success`)
  return D365FailureSchema.parse(read.failure)
}
const error = (code: string, message = 'Words of the server.') => JSON.stringify({ error: { code, message } })

/** `dataverse-facts` 5.3 and 4.1, typed once more: code, signed decimal, a status it comes with, what it must become. */
const CODES: readonly (readonly [string, number, number, Partial<D365Failure>])[] = [
  ['0x80040217', -2147220969, 404, { kind: 'D365NotFoundError' }],
  ['0x80060891', -2147088239, 404, { kind: 'D365NotFoundError' }],
  ['0x80060890', -2147088240, 400, { kind: 'D365ValidationError' }],
  ['0x80060888', -2147088248, 400, { kind: 'D365ValidationError' }],
  ['0x8006088A', -2147088246, 400, { kind: 'D365ValidationError' }],
  ['0x80048D19', -2147185383, 400, { kind: 'D365ValidationError' }],
  ['0x80048D02', -2147185406, 404, { kind: 'D365NotFoundError' }],
  ['0x80040203', -2147220989, 400, { kind: 'D365ValidationError' }],
  ['0x80044331', -2147204303, 400, { kind: 'D365ValidationError' }],
  ['0x8004432F', -2147204305, 400, { kind: 'D365ValidationError' }],
  ['0x80044330', -2147204304, 400, { kind: 'D365ValidationError' }],
  ['0x8004431A', -2147204326, 400, { kind: 'D365ValidationError' }],
  ['0x80048408', -2147187704, 400, { kind: 'D365ValidationError' }],
  ['0x80040278', -2147220872, 400, { kind: 'D365ValidationError' }],
  ['0x80040200', -2147220992, 400, { kind: 'D365ValidationError' }],
  ['0x8004022E', -2147220946, 403, { kind: 'D365ValidationError' }],
  ['0x80041103', -2147217149, 400, { kind: 'D365ValidationError' }],
  ['0x80041102', -2147217150, 400, { kind: 'D365ValidationError' }],
  ['0x80040237', -2147220937, 412, { kind: 'D365DuplicateError', by: 'key' }],
  ['0x80060892', -2147088238, 412, { kind: 'D365DuplicateError', by: 'key' }],
  ['0x80040333', -2147220685, 412, { kind: 'D365DuplicateError', by: 'rule' }],
  ['0x80073002', -2147012606, 500, { kind: 'D365APIError', isDefinite: false, isTransient: false }],
  ['0x80060882', -2147088254, 412, { kind: 'D365ConcurrencyError' }],
  ['0x80060883', -2147088253, 400, { kind: 'D365ValidationError' }],
  ['0x8006088D', -2147088243, 400, { kind: 'D365ValidationError' }],
  ['0x80040220', -2147220960, 403, { kind: 'D365PermissionError' }],
  ['0x80048306', -2147187962, 403, { kind: 'D365PermissionError' }],
  ['0x80048405', -2147187707, 403, { kind: 'D365PermissionError' }],
  ['0x8004020D', -2147220979, 403, { kind: 'D365PermissionError' }],
  ['0x80042F09', -2147209463, 403, { kind: 'D365PermissionError' }],
  ['0x80072560', -2147015328, 401, { kind: 'D365PermissionError' }],
  ['0x80040225', -2147220955, 403, { kind: 'D365PermissionError' }],
  ['0x8004A110', -2147180272, 403, { kind: 'D365PermissionError' }],
  ['0x8004F502', -2147158782, 403, { kind: 'D365PermissionError' }],
  ['0x8004F504', -2147158780, 403, { kind: 'D365PermissionError' }],
  ['0x8004F507', -2147158777, 403, { kind: 'D365PermissionError' }],
  ['0x80044302', -2147204350, 401, { kind: 'D365AuthenticationError' }],
  ['0x80041D50', -2147214000, 401, { kind: 'D365AuthenticationError' }],
  ['0x80041D52', -2147213998, 401, { kind: 'D365AuthenticationError' }],
  ['0x8005F101', -2147094271, 401, { kind: 'D365AuthenticationError' }],
  ['0x80044150', -2147204784, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x80044151', -2147204783, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x80044339', -2147204295, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x8004ED47', -2147160761, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x80040216', -2147220970, 400, { kind: 'D365APIError', isDefinite: true, isTransient: true }],
  ['0x80040265', -2147220891, 400, { kind: 'D365APIError', isDefinite: true, isTransient: false }],
  ['0x80040224', -2147220956, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x80081111', -2146954991, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x8004418D', -2147204723, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x8004A104', -2147180284, 503, { kind: 'D365APIError', isDefinite: true, isTransient: false }],
  ['0x8004A113', -2147180269, 403, { kind: 'D365PermissionError' }],
  ['0x8004D24B', -2147167669, 403, { kind: 'D365PermissionError' }],
  ['0x80040800', -2147219456, 400, { kind: 'D365ValidationError' }],
  ['0x80047013', -2147192813, 400, { kind: 'D365ValidationError' }],
  ['0x80060893', -2147088237, 400, { kind: 'D365ValidationError' }],
  ['0x80060894', -2147088236, 400, { kind: 'D365ValidationError' }],
  ['0x80071151', -2147020463, 500, { kind: 'D365APIError', isDefinite: false, isTransient: true }],
  ['0x80072322', -2147015902, 429, { kind: 'D365RateLimitError', limit: 'requests' }],
  ['0x80072321', -2147015903, 429, { kind: 'D365RateLimitError', limit: 'execution-time' }],
  ['0x80072326', -2147015898, 429, { kind: 'D365RateLimitError', limit: 'concurrency' }],
  ['0x8005F103', -2147094269, 429, { kind: 'D365RateLimitError', limit: 'unnamed' }],
  ['0x80040D40', -2147218112, 400, { kind: 'D365ValidationError' }],
]

describe('the code of an answer', () => {
  it.each(CODES)('%s (%d) with status %d means what it means, in every spelling', (hex, signed, status, meaning) => {
    const expected = { ...meaning, code: hex.toLowerCase(), httpStatus: status, message: 'Words of the server.' }
    for (const spelling of [
      hex,
      hex.toLowerCase(),
      hex.toUpperCase().replace('0X', '0x'),
      String(signed),
      String(signed >>> 0),
    ]) {
      expect(failureOf(status, error(spelling), asked({ method: 'POST' })), spelling).toMatchObject(expected)
    }
  })

  it('is read before the status: a duplicate found by a rule may come as 500', () => {
    expect(failureOf(500, error('0x80040333'), CREATE)).toMatchObject({ kind: 'D365DuplicateError', by: 'rule' })
    expect(failureOf(500, error('0x80040217'))).toMatchObject({ kind: 'D365NotFoundError' })
    expect(failureOf(400, error('0x80072322'), CREATE)).toMatchObject({ kind: 'D365RateLimitError' })
  })

  it.each(['', '0x0', 'none', 'x80040217', '0x800402170'])('%j is none, and the status decides', (code) => {
    expect(failureOf(404, error(code))).toMatchObject({ kind: 'D365NotFoundError', code: null })
  })
})

describe('a status without a known code', () => {
  it.each([
    [400, 'D365ValidationError'],
    [401, 'D365AuthenticationError'],
    [403, 'D365PermissionError'],
    [404, 'D365NotFoundError'],
    [405, 'D365APIError'],
    [409, 'D365ConcurrencyError'],
    [413, 'D365ValidationError'],
    [429, 'D365RateLimitError'],
    [500, 'D365APIError'],
    [501, 'D365APIError'],
    [502, 'D365APIError'],
    [503, 'D365APIError'],
    [504, 'D365APIError'],
    [302, 'D365APIError'],
    [418, 'D365APIError'],
  ] as const)('%d becomes %s', (status, kind) => {
    expect(failureOf(status, error('', 'Words.'))).toMatchObject({ kind, httpStatus: status })
  })

  it.each([500, 502, 503, 504, 408])(
    '%d leaves open whether a write happened, and a read leaves nothing open',
    (status) => {
      expect(failureOf(status, '', CREATE)).toMatchObject({ isDefinite: false, isTransient: true })
      expect(failureOf(status, '')).toMatchObject({ isDefinite: true, isTransient: true })
    },
  )

  it('412 is "already there" to a conditional create and "changed meanwhile" to an update', () => {
    expect(failureOf(412, '', CREATE)).toMatchObject({ kind: 'D365DuplicateError', by: 'key' })
    expect(failureOf(412, error('0x80060882'), CREATE)).toMatchObject({ kind: 'D365DuplicateError', by: 'key' })
    expect(failureOf(412, '', UPDATE)).toMatchObject({ kind: 'D365ConcurrencyError' })
  })
})

const PAGE = '<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head><body><h1>nginx</h1></body></html>'

describe('odd bodies', () => {
  it.each([
    ['an HTML page', PAGE, '502 Bad Gateway'],
    ['an HTML page without a title', '<html><body>no</body></html>', 'not an answer of Dataverse'],
    ['nothing', '', 'without a word'],
    ['blanks', ' \r\n ', 'without a word'],
    ['half a JSON', '{"error":{"code":"0x80040217","mess', 'not an answer of Dataverse'],
    ['the older shape', '{"Message":"An error has occurred."}', 'An error has occurred.'],
    ['an error that is a word', '{"error":"server_busy"}', 'server_busy'],
    ['a list', '[1,2]', 'not an answer of Dataverse'],
    ['a number', '7', '7'],
    ['null', 'null', 'null'],
    ['plain text', 'HTTP Error 401 - Unauthorized: Access is denied', 'Access is denied'],
    ['an error of wrong types', '{"error":{"code":{},"message":[]}}', 'not an answer of Dataverse'],
    ['control characters', '{"Message":"a\\u0000b\\u202ec"}', 'a b c'],
  ])('%s still ends in one readable line', (_what, body, says) => {
    const { message } = failureOf(502, body)
    expect(message).toContain(says)
    expect(message).not.toMatch(/[\n\r\u0000\u202e]/)
  })

  it('a message of a megabyte is cut', () => {
    expect(failureOf(400, error('0x80040203', 'x'.repeat(1_000_000))).message.length).toBeLessThan(2_100)
  })

  it.each(['<html>welcome</html>', 'OK', '', 'null', '7', '{"value":'])(
    'a write answered 200 with %j stays open',
    (body) => {
      expect(failureOf(200, body, CREATE)).toMatchObject({ kind: 'D365APIError', isDefinite: false })
    },
  )

  it('a read answered 200 or 204 without a body holds nothing', () => {
    expect(failureOf(200, '')).toMatchObject({ kind: 'D365APIError' })
    expect(failureOf(204, '')).toMatchObject({ kind: 'D365APIError' })
  })

  it('a write answered 204 without a body has happened', () => {
    expect(readOutcome(CREATE, { status: 204, headers: {}, body: '' }, NOW)).toMatchObject({ ok: true })
  })
})

describe('what else an answer tells', () => {
  it('names both request ids of the server, each once, and ours', () => {
    const headers = { 'x-ms-service-request-id': 'G1, g2', req_id: 'g1' }
    expect(failureOf(404, '', asked(), headers).requestIds).toEqual({ client: 'c-1', service: ['g1', 'g2'] })
  })

  it('names the missing privilege', () => {
    const text =
      "Principal user (Id=1, type=8, roleCount=1, privilegeCount=9, accessMode=4), is missing prvCreateLead privilege (Id=2) on OTC=4 for entity 'lead'."
    expect(failureOf(403, error('0x80040220', text))).toMatchObject({ missingPrivilege: 'prvCreateLead' })
  })

  it.each([
    [
      "The length of the 'subject' attribute of the 'lead' entity exceeded the maximum allowed length of '300'.",
      'subject',
    ],
    ["Could not find a property named 'hnt_score' on type 'Microsoft.Dynamics.CRM.lead'.", 'hnt_score'],
    ["The property 'Hnt_Segment' does not exist on type 'Microsoft.Dynamics.CRM.lead'.", 'hnt_segment'],
    ['Something else is wrong.', null],
  ])('finds the column in %j', (text, column) => {
    expect(failureOf(400, error('0x80040203', text))).toMatchObject({ kind: 'D365ValidationError', column })
  })

  it('reads how long to wait, and says so where the server asked for something odd', () => {
    const wait = (retryAfter: string) => {
      const failure = failureOf(429, error('0x80072322', 'Slow down.'), asked(), { 'retry-after': retryAfter })
      return failure.kind === 'D365RateLimitError' ? [failure.retryAfterMs, failure.message] : null
    }
    expect(wait('17')).toEqual([17_000, 'Slow down.'])
    expect(wait('86400')).toEqual([3_600_000, 'Slow down. Retry-After "86400" was cut to one hour.'])
    expect(wait('soon')).toEqual([null, 'Slow down. Retry-After "soon" is not usable.'])
  })
})

describe('whatever the bytes', () => {
  const anyAnswer = fc.record({
    status: fc.integer({ min: 100, max: 599 }),
    headers: fc.dictionary(
      fc.constantFrom('retry-after', 'date', 'x-ms-service-request-id', 'req_id', 'content-type'),
      fc.string(),
    ),
    body: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.record({ error: fc.record({ code: fc.jsonValue(), message: fc.jsonValue() }) }).map((v) => JSON.stringify(v)),
    ),
  })
  const anyRequest = fc.constantFrom(asked(), CREATE, UPDATE, asked({ method: 'DELETE' }), asked({ method: 'POST' }))

  test(
    'the reader answers with a value of the closed union and never throws',
    [anyRequest, anyAnswer],
    (request, answer) => {
      const read = readOutcome(request, answer, NOW)
      if (!read.ok) D365FailureSchema.parse(read.failure)
    },
  )

  test('no success comes from a status outside 200 to 299', [anyRequest, anyAnswer], (request, answer) => {
    fc.pre(answer.status < 200 || answer.status > 299)
    expect(readOutcome(request, answer, NOW).ok).toBe(false)
  })

  test('a 5xx to a write is never read as "surely not done" without a code that says so', [anyAnswer], (answer) => {
    const status = 500 + (answer.status % 100)
    const failure = readOutcome(CREATE, { ...answer, status }, NOW)
    if (failure.ok || failure.failure.kind !== 'D365APIError') return
    if (failure.failure.code === null) expect(failure.failure.isDefinite).toBe(status === 501)
  })
})
