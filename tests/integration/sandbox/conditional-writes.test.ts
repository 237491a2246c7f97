import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, openWire, refusal, type Wire } from './wire.ts'

let wire: Wire
beforeAll(async () => {
  wire = await openWire()
})
afterAll(async () => wire[Symbol.asyncDispose]())

type Headers = Record<string, string>
const whole = { Prefer: 'return=representation' }
const create = (body: object, headers: Headers = {}) => wire.api('leads', { method: 'POST', body, headers })
const patch = (id: string, body: object, headers: Headers = {}) =>
  wire.api(`leads(${id})`, { method: 'PATCH', body, headers })
const remove = (id: string, headers: Headers = {}) => wire.api(`leads(${id})`, { method: 'DELETE', headers })
const read = (id: string) => wire.api(`leads(${id})?$select=subject,emailaddress1`)
const subjectOf = async (id: string) => json(await read(id))['subject']

/** A lead that is there, with its row version. */
const existing = async (subject: string) => {
  const body = json(await create({ subject }, whole))
  return { id: String(body['leadid']), etag: String(body['@odata.etag']) }
}

describe('POST', () => {
  it('answers 204 and the address of the row that it made', async () => {
    const answer = await create({ subject: 'posted' })
    expect([answer.status, answer.text]).toEqual([204, ''])
    const address = String(answer.headers['odata-entityid'])
    const id = /\/api\/data\/v9\.2\/leads\(([0-9a-f-]{36})\)$/.exec(address)?.[1]
    expect(address.startsWith(wire.sandbox.info.baseUrl)).toBe(true)
    expect(await subjectOf(String(id))).toBe('posted')
  })

  it('answers 201 with the row, and no address, when the representation is wanted', async () => {
    const answer = await create({ subject: 'shown' }, whole)
    expect(answer.status).toBe(201)
    expect(answer.headers['odata-entityid']).toBeUndefined()
    expect(answer.headers['preference-applied']).toContain('return=representation')
    expect(json(answer)).toMatchObject({
      subject: 'shown',
      '@odata.etag': expect.stringMatching(/^W\/"\d+"$/) as string,
    })
  })

  it('takes the id of the caller once', async () => {
    const leadid = randomUUID()
    expect((await create({ leadid, subject: 'mine' })).headers['odata-entityid']).toContain(`(${leadid})`)
    expect(refusal(await create({ leadid, subject: 'again' }))).toBe('412 0x80040237')
    expect(await subjectOf(leadid)).toBe('mine')
  })
})

describe('PATCH with If-None-Match: *', () => {
  it('makes the row once and leaves it alone afterwards', async () => {
    const id = randomUUID()
    const once = { 'If-None-Match': '*' }
    expect((await patch(id, { subject: 'first' }, once)).status).toBe(204)
    expect(refusal(await patch(id, { subject: 'second' }, once))).toBe('412 0x80040237')
    expect(await subjectOf(id)).toBe('first')
  })

  it('lets exactly one of many at the same moment in', async () => {
    const id = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => patch(id, { subject: `racer ${at}` }, { 'If-None-Match': '*' })),
    )
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([204, ...Array<number>(7).fill(412)])
    expect(await subjectOf(id)).toBe(`racer ${answers.findIndex(({ status }) => status === 204)}`)
  })
})

describe('PATCH with If-Match', () => {
  it('updates with * only what is there', async () => {
    const { id } = await existing('before')
    const missing = randomUUID()
    expect((await patch(id, { subject: 'after' }, { 'If-Match': '*' })).status).toBe(204)
    expect(await subjectOf(id)).toBe('after')
    expect(refusal(await patch(missing, { subject: 'x' }, { 'If-Match': '*' }))).toBe('404 0x80040217')
    expect((await read(missing)).status).toBe(404)
  })

  it('refuses a row version that has passed', async () => {
    const { id, etag } = await existing('version 1')
    expect((await patch(id, { subject: 'version 2' }, { 'If-Match': etag })).status).toBe(204)
    expect(refusal(await patch(id, { subject: 'late' }, { 'If-Match': etag }))).toBe('412 0x80060882')
    expect(refusal(await remove(id, { 'If-Match': etag }))).toBe('412 0x80060882')
    expect(await subjectOf(id)).toBe('version 2')
  })
})

describe('PATCH without a condition', () => {
  it('makes or updates, and tells which only in the representation', async () => {
    const quiet = randomUUID()
    const told = randomUUID()
    expect((await patch(quiet, { subject: 'a' })).status).toBe(204)
    expect((await patch(quiet, { subject: 'b' })).status).toBe(204)
    expect(await subjectOf(quiet)).toBe('b')
    expect((await patch(told, { subject: 'a' }, whole)).status).toBe(201)
    expect((await patch(told, { subject: 'b' }, whole)).status).toBe(200)
  })

  it('changes only the columns it names, and clears with null', async () => {
    const id = randomUUID()
    await patch(id, { subject: 'kept', emailaddress1: 'a@example.com' })
    await patch(id, { emailaddress1: null })
    expect(json(await read(id))).toMatchObject({ subject: 'kept', emailaddress1: null })
  })
})

describe('DELETE', () => {
  it('answers 204 once, then 404', async () => {
    const { id } = await existing('short-lived')
    expect((await remove(id)).status).toBe(204)
    expect(refusal(await remove(id))).toBe('404 0x80040217')
    expect(refusal(await read(id))).toBe('404 0x80040217')
  })
})

describe('GET with a known row version', () => {
  it('answers 304 until the row changes', async () => {
    const { id, etag } = await existing('cached')
    const again = () => wire.api(`leads(${id})?$select=subject`, { headers: { 'If-None-Match': etag } })
    expect((await again()).status).toBe(304)
    await patch(id, { subject: 'changed' })
    expect((await again()).status).toBe(200)
  })
})

describe('a payload that is wrong', () => {
  it.each([
    ['an unknown property', { subjekt: 'x' }, '400 0x80048d19', /subjekt/],
    ['a wrong JSON type', { numberofemployees: 'many' }, '400 0x80048d19', /Payload/],
    ['a text beyond the length of its column', { lastname: 'x'.repeat(51) }, '400 0x80044331', /'lastname'.*'50'/],
    ['a choice that does not exist', { leadsourcecode: 4711 }, '400 0x8004431a', /4711/],
    ['a number out of range', { numberofemployees: 1_000_001 }, '400 0x8004432f', /numberofemployees/],
    ['JSON that is torn', '{"subject":', '400 0x80048d19', /./],
  ])('is refused and leaves nothing behind: %s', async (what, wrong, code, text) => {
    const id = randomUUID()
    const body = typeof wrong === 'string' ? wrong : { subject: what, ...wrong }
    const answer = await wire.api(`leads(${id})`, { method: 'PATCH', body })
    expect(refusal(answer)).toBe(code)
    expect(answer.text).toMatch(text)
    expect((await read(id)).status).toBe(404)
  })

  it('is accepted at exactly the length of its column, counted in UTF-16 units', async () => {
    expect((await create({ lastname: 'ş'.repeat(50) })).status).toBe(204)
    expect(refusal(await create({ lastname: '😀'.repeat(26) }))).toBe('400 0x80044331')
  })
})

describe('every answer of the Web API', () => {
  it('carries two service request ids, the own one first, and the client its own id back', async () => {
    const mine = randomUUID()
    const answer = await wire.api('leads?$top=1', { headers: { 'x-ms-client-request-id': mine } })
    const ids = answer.rawHeaders.filter(
      (_, at) => answer.rawHeaders[at - 1]?.toLowerCase() === 'x-ms-service-request-id',
    )
    expect(new Set(ids).size).toBe(2)
    expect(answer.headers['req_id']).toBe(ids[0])
    expect(answer.headers['x-ms-client-request-id']).toBe(mine)
    expect(wire.sandbox.control?.log().at(-1)).toMatchObject({ clientRequestId: mine, requestId: ids[0] })
  })

  it('carries them with refusals as well, different ones each time', async () => {
    const ids = await Promise.all([read(randomUUID()), read(randomUUID())])
    const [first, second] = ids.map(({ status, headers }) => [status, headers['req_id']])
    expect([first?.[0], second?.[0]]).toEqual([404, 404])
    expect(first?.[1]).toMatch(/^[0-9a-f-]{36}$/)
    expect(first?.[1]).not.toBe(second?.[1])
  })
})
