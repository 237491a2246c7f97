import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWire, type Wire } from './wire.ts'

const leadid = randomUUID()
const hostile = `<img src=x onerror="alert(1)">'&`
const escaped = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;'
let wire: Wire
beforeAll(async () => {
  wire = await openWire()
  const body = { leadid, subject: hostile, companyname: 'Çelik A.Ş.', emailaddress1: 'mert@example.com' }
  await wire.api('leads', { method: 'POST', body })
  await wire.api('leads', { method: 'POST', body: { subject: 'another', companyname: 'Other' } })
})
afterAll(async () => wire[Symbol.asyncDispose]())

const look = (query: string) => wire.send(`/main.aspx?${query}`)

describe('a link to the record', () => {
  it.each([
    ['modern', `pagetype=entityrecord&etn=lead&id=${leadid}`],
    ['modern with braces', `pagetype=entityrecord&etn=lead&id=%7B${leadid.toUpperCase()}%7D`],
    ['classic', `etc=4&id=%7b${leadid}%7d&pagetype=entityrecord`],
    ['classic without the page type', `etc=4&id=${leadid}`],
  ])('opens it: %s', async (_form, query) => {
    const page = await look(query)
    expect(page.status).toBe(200)
    expect(page.text).toContain('mert@example.com')
    expect(page.text).toContain(`<h1>${escaped}</h1>`)
  })

  it('with etc=1 says that there is no such account', async () => {
    const page = await look(`etc=1&id=${leadid}`)
    expect(page.status).toBe(404)
    expect(page.text).toContain(`Account With Id = ${leadid} Does Not Exist`)
    expect(page.text).not.toContain('mert@example.com')
  })

  it('to nowhere says so', async () => {
    const missing = randomUUID()
    const page = await look(`pagetype=entityrecord&etn=lead&id=${missing}`)
    expect(page.status).toBe(404)
    expect(page.text).toContain(missing)
  })

  it.each(['systemuser', 'role', 'nosuch'])('to the table %s shows nothing without a token', async (table) => {
    const page = await look(`pagetype=entitylist&etn=${table}`)
    expect(page.status).toBe(404)
    expect(page.text).toContain('Unknown table')
  })
})

describe('markup', () => {
  it.each([
    ['from a record', () => `pagetype=entityrecord&etn=lead&id=${leadid}`],
    ['from the list', () => 'pagetype=entitylist&etn=lead'],
    ['from the search box', () => `company=${encodeURIComponent(hostile)}`],
    ['from an id', () => `etn=lead&id=${encodeURIComponent(hostile)}`],
    ['from a table name', () => `etn=${encodeURIComponent(hostile)}`],
  ])('%s is shown as text, and scripts are forbidden anyway', async (_place, query) => {
    const page = await look(query())
    expect(page.text).toContain(escaped)
    expect(page.text).not.toContain('<img')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  })
})

describe('the list', () => {
  it('finds by part of an e-mail or a company, whatever the case', async () => {
    for (const query of ['email=MERT@', `company=${encodeURIComponent('çelik')}`]) {
      const page = await look(query)
      expect(page.text).toContain('1 found.')
      expect(page.text).toContain(leadid)
      expect(page.text).not.toContain('another')
    }
    expect((await look('email=%25')).text).toContain('No leads found.')
  })
})

describe('a foreign host name', () => {
  it('is not served, so that no page elsewhere reaches the sandbox by rebinding', async () => {
    const answer = await wire.send('/main.aspx', { headers: { Host: 'evil.example' } })
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain(leadid)
  })
})
