import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { json, openWire, refusal, type Wire } from './wire.ts'

let wire: Wire
beforeAll(async () => {
  wire = await openWire()
})
afterAll(async () => wire[Symbol.asyncDispose]())

let before: number
const made = () => Number(wire.sandbox.control?.countLeads()) - before
beforeEach(() => {
  before = Number(wire.sandbox.control?.countLeads())
})

const lines = (...texts: readonly string[]): string => texts.join('\r\n')
const part = (body: object, contentId?: number): string =>
  lines(
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    'POST /api/data/v9.2/leads HTTP/1.1',
    'Content-Type: application/json; type=entry',
    '',
    JSON.stringify(body),
  )
const multipart = (boundary: string, parts: readonly string[]): string =>
  lines(...parts.map((text) => lines(`--${boundary}`, text)), `--${boundary}--`, '')
const changeSet = (...bodies: readonly object[]): string =>
  lines(
    'Content-Type: multipart/mixed; boundary="changeset_a"',
    '',
    multipart(
      'changeset_a',
      bodies.map((body, at) => part(body, at + 1)),
    ),
  )
const batch = (parts: readonly string[], headers: Record<string, string> = {}) =>
  wire.api('$batch', {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/mixed; boundary="batch_a"', ...headers },
    body: multipart('batch_a', parts),
  })
/** Status of each part, in the order of the answer. */
const statuses = (text: string) => [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))

const good = { subject: 'good' }
const bad = { subject: 'bad', leadsourcecode: 4711 }

describe('a change set', () => {
  it('commits all its parts', async () => {
    const answer = await batch([changeSet(good, good)])
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toMatch(/^multipart\/mixed; ?boundary="?batchresponse_/)
    expect([statuses(answer.text), made()]).toEqual([[204, 204], 2])
  })

  it('undoes what came before its bad part, and answers once for all', async () => {
    const answer = await batch([changeSet(good, good, bad)])
    expect([answer.status, statuses(answer.text), made()]).toEqual([400, [400], 0])
    expect(answer.text).toContain('0x8004431a')
  })

  it('leaves the parts outside of it alone', async () => {
    const answer = await batch([part(good), changeSet(good, bad), part(good)], { Prefer: 'odata.continue-on-error' })
    expect([answer.status, statuses(answer.text), made()]).toEqual([200, [204, 400, 204], 2])
  })

  it('without Content-ID is refused whole', async () => {
    const inner = lines('Content-Type: multipart/mixed; boundary="c"', '', multipart('c', [part(good)]))
    const answer = await batch([inner])
    expect([answer.status, made()]).toEqual([400, 0])
    expect(answer.text).toContain('0x80060888')
  })
})

describe('a batch of single requests', () => {
  it('stops at the first failure and keeps what was done', async () => {
    const answer = await batch([part(good), part(bad), part(good)])
    expect([answer.status, statuses(answer.text), made()]).toEqual([400, [204, 400], 1])
  })

  it('takes 1,000 operations and no more', async () => {
    const read = lines('Content-Type: application/http', '', 'GET /api/data/v9.2/leads?$top=1 HTTP/1.1', '', '')
    const most = await batch(Array<string>(1_000).fill(read))
    expect([most.status, statuses(most.text).length]).toEqual([200, 1_000])
    expect((await batch(Array<string>(1_001).fill(read))).status).toBe(400)
  })
})

const bulk = (message: string, targets: readonly object[]) =>
  wire.api(`leads/Microsoft.Dynamics.CRM.${message}`, { method: 'POST', body: { Targets: targets } })
const typed = (body: object) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.lead', ...body })

describe('CreateMultiple', () => {
  const create = (targets: readonly object[]) => bulk('CreateMultiple', targets)

  it('makes all rows and answers their ids in order', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    const answer = await create(ids.map((leadid) => typed({ ...good, leadid })))
    expect(answer.status).toBe(200)
    expect(json(answer)['Ids']).toEqual(ids)
    expect(made()).toBe(3)
  })

  it.each([
    ['a value out of range', typed(bad), '400 0x8004431a'],
    ['an unknown property', typed({ subjekt: 'x' }), '400 0x80048d19'],
    ['no type', { subject: 'untyped' }, '400 0x80048d19'],
  ])('makes none when its last row has %s', async (_what, row, code) => {
    expect(refusal(await create([typed(good), typed(good), row]))).toBe(code)
    expect(made()).toBe(0)
  })

  it('makes none when an id occurs twice', async () => {
    const leadid = randomUUID()
    expect(refusal(await create([typed({ leadid }), typed({ leadid })]))).toBe('412 0x80040237')
    expect(made()).toBe(0)
  })
})

describe('UpsertMultiple', () => {
  it('makes what is missing and changes what is there, without telling which', async () => {
    const [known, unknown] = [randomUUID(), randomUUID()]
    await bulk('CreateMultiple', [typed({ leadid: known, subject: 'before' })])
    const answer = await bulk('UpsertMultiple', [
      typed({ leadid: known, subject: 'after' }),
      typed({ leadid: unknown }),
    ])
    expect([answer.status, answer.text, made()]).toEqual([204, '', 2])
    expect(json(await wire.api(`leads(${known})?$select=subject`))['subject']).toBe('after')
  })

  it('by key takes the key from its address, and fails when the body repeats it', async () => {
    const definition = "EntityDefinitions(LogicalName='lead')"
    const DisplayName = { LocalizedLabels: [{ Label: 'Key', LanguageCode: 1033 }] }
    await wire.api(`${definition}/Keys`, {
      method: 'POST',
      body: { SchemaName: 'hnt_jobkey', DisplayName, KeyAttributes: ['jobtitle'] },
    })
    const target = { '@odata.id': "leads(jobtitle='key-1')", subject: 'by key' }
    expect(refusal(await bulk('UpsertMultiple', [typed({ ...target, jobtitle: 'key-1' })]))).toBe('400 0x80048d19')
    expect((await bulk('UpsertMultiple', [typed(target), typed({ ...target, subject: 'again' })])).status).toBe(204)
    expect(made()).toBe(1)
    expect(json(await wire.api("leads(jobtitle='key-1')?$select=subject"))['subject']).toBe('again')
  })
})

describe('UpdateMultiple', () => {
  it('changes none when one row is missing', async () => {
    const leadid = randomUUID()
    await bulk('CreateMultiple', [typed({ leadid, subject: 'before' })])
    const answer = await bulk('UpdateMultiple', [typed({ leadid, subject: 'after' }), typed({ leadid: randomUUID() })])
    expect(refusal(answer)).toBe('404 0x80040217')
    expect(json(await wire.api(`leads(${leadid})?$select=subject`))['subject']).toBe('before')
  })
})
