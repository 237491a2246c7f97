import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { json, openWire, refusal, rows, type Wire } from './wire.ts'

let wire: Wire
beforeAll(async () => {
  wire = await openWire()
})
afterAll(async () => wire[Symbol.asyncDispose]())

const asked = { 'MSCRM.SuppressDuplicateDetection': 'false' }
const create = (body: unknown, headers: Record<string, string> = {}) =>
  wire.api('leads', { method: 'POST', body, headers })

let mail: string
let number = 0
beforeEach(async () => {
  number += 1
  mail = `twin${number}@acme.example`
  await create({ subject: 'the first', emailaddress1: mail })
})

describe('duplicate detection', () => {
  it('is off unless a request asks for it', async () => {
    expect((await create({ emailaddress1: mail })).status).toBe(204)
    expect((await create({ emailaddress1: mail }, { 'MSCRM.SuppressDuplicateDetection': 'true' })).status).toBe(204)
  })

  it('refuses a create and an update that would make a twin, whatever the case', async () => {
    expect(refusal(await create({ emailaddress1: mail.toUpperCase() }, asked))).toBe('412 0x80040333')
    const other = await create({ emailaddress1: `other${number}@acme.example` })
    const path = String(other.headers['odata-entityid']).replace(/^.*\/v9\.2\//, '')
    const update = { method: 'PATCH', body: { emailaddress1: mail }, headers: asked }
    expect(refusal(await wire.api(path, update))).toBe('412 0x80040333')
  })

  it('lets a row keep its own address, and rows without one pass', async () => {
    const [row] = rows(await wire.api(encodeURI(`leads?$filter=emailaddress1 eq '${mail}'`)))
    const path = `leads(${String(row?.['leadid'])})`
    expect((await wire.api(path, { method: 'PATCH', body: { subject: 'same' }, headers: asked })).status).toBe(204)
    expect((await create({ subject: 'no address' }, asked)).status).toBe(204)
    expect((await create({ subject: 'no address either' }, asked)).status).toBe(204)
  })

  it('is asked part by part inside a batch', async () => {
    const body = [
      '--b',
      'Content-Type: application/http',
      '',
      'POST /api/data/v9.2/leads HTTP/1.1',
      'Content-Type: application/json',
      'MSCRM.SuppressDuplicateDetection: false',
      '',
      JSON.stringify({ emailaddress1: mail }),
      '--b--',
      '',
    ].join('\r\n')
    const headers = { 'Content-Type': 'multipart/mixed; boundary=b' }
    const answer = await wire.api('$batch', { method: 'POST', body, headers })
    expect(answer.status).toBe(412)
    expect(answer.text).toContain('0x80040333')
  })

  it('follows the published rules, which can be read and replaced', async () => {
    const query =
      "duplicaterules?$select=name,statuscode&$filter=baseentityname eq 'lead'&$expand=DuplicateRule_DuplicateRuleConditions($select=baseattributename)"
    expect(rows(await wire.api(encodeURI(query)))[0]).toMatchObject({
      name: 'Leads with the same e-mail address',
      statuscode: 2,
      DuplicateRule_DuplicateRuleConditions: [{ baseattributename: 'emailaddress1' }],
    })
    wire.sandbox.control?.duplicateRules([
      { name: 'Same company and city', table: 'lead', columns: ['companyname', 'address1_city'], published: true },
      { name: 'Not in force', table: 'lead', columns: ['subject'], published: false },
    ])
    const acme = { subject: 'x', companyname: 'Acme', address1_city: 'İzmir' }
    expect((await create(acme, asked)).status).toBe(204)
    expect(refusal(await create({ ...acme, subject: 'y' }, asked))).toBe('412 0x80040333')
    expect((await create({ ...acme, address1_city: 'Bursa' }, asked)).status).toBe(204)
  })
})

describe('plug-in steps', () => {
  const step = (message: string, isEnabled = true) => ({
    name: `Contoso: ${message} of lead`,
    message,
    table: 'lead',
    stage: 40,
    isAsynchronous: true,
    isEnabled,
  })
  it('are none at first, and those that were seeded with message and table afterwards', async () => {
    const query =
      "sdkmessageprocessingsteps?$select=name,stage,mode,statecode&$expand=sdkmessageid($select=name),sdkmessagefilterid($select=primaryobjecttypecode)&$filter=sdkmessageid/name eq 'Create'"
    expect(json(await wire.api(encodeURI(query)))['value']).toEqual([])
    wire.sandbox.control?.processingSteps([step('Create')])
    expect(rows(await wire.api(encodeURI(query)))).toMatchObject([
      {
        name: 'Contoso: Create of lead',
        stage: 40,
        mode: 1,
        statecode: 0,
        sdkmessageid: { name: 'Create' },
        sdkmessagefilterid: { primaryobjecttypecode: 'lead' },
      },
    ])
  })

  it('fire once for each row that was written, and not for what was refused or taken back', async () => {
    wire.sandbox.control?.processingSteps([step('Create'), step('Update'), step('Create', false)])
    const path = `leads(${randomUUID()})`
    const write = (method: string, body: unknown, headers: Record<string, string> = {}) =>
      wire.api(path, { method, body, headers })
    await write('PATCH', { subject: 'new' }, { 'If-None-Match': '*' })
    await write('PATCH', { subject: 'again' }, { 'If-None-Match': '*' })
    await write('PATCH', { subject: 'changed' }, { 'If-Match': '*' })
    const type = { '@odata.type': 'Microsoft.Dynamics.CRM.lead' }
    const Targets = [
      { ...type, subject: 'good' },
      { ...type, subject: 'bad', leadsourcecode: 4711 },
    ]
    const many = await wire.api('leads/Microsoft.Dynamics.CRM.CreateMultiple', { method: 'POST', body: { Targets } })
    expect(many.status).toBe(400)
    expect(wire.sandbox.control?.firedSteps()).toMatchObject([
      { step: 'Contoso: Create of lead', message: 'Create' },
      { step: 'Contoso: Update of lead', message: 'Update' },
    ])
  })
})
