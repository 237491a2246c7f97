import { createReadStream } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocalData, type OpenedLocalData } from '../../../../src/adapters/sqlite/local-data.ts'
import { importLeads } from '../../../../src/core/leads/import-leads.ts'
import type { ImportResult } from '../../../../src/shared/model/lead.ts'
import { aLead, aScope, RUN_ID } from '../../../support/builders.ts'

const FIXTURE = new URL('../../../fixtures/hunter-export.csv', import.meta.url)

let data: OpenedLocalData
beforeEach(() => {
  data = openLocalData({ path: ':memory:' })
})
afterEach(() => data.close())

type Options = { readonly isDryRun?: boolean; readonly signal?: AbortSignal }
const run = (
  bytes: AsyncIterable<Uint8Array>,
  { isDryRun = false, signal = new AbortController().signal }: Options = {},
) => importLeads({ fileName: 'leads.csv', bytes, isDryRun, signal, leads: data.leads })

async function* inPieces(...texts: (string | Uint8Array)[]) {
  for (const text of texts) yield await Promise.resolve(typeof text === 'string' ? Buffer.from(text) : text)
}
async function imported(text: string, options: Options = {}): Promise<ImportResult> {
  const result = await run(inPieces(text), options)
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}
const domains = () => data.leads.domainsAfter(aScope(), { status: null, after: '', limit: 100_000 })

describe("Hunter's export", () => {
  it('is read whole: every line, every column, Turkish letters, times in Python form', async () => {
    const result = await run(createReadStream(FIXTURE))
    expect(result).toMatchObject({ ok: true, value: { rows: 12, imported: 12, updated: 0, rejected: [] } })
    expect(data.leads.get('isik-tekstil.example')).toMatchObject({
      companyName: 'Işık "Tekstil" A.Ş.',
      readinessScore: 41,
      priorityScore: 5,
      spf: false,
      dkim: true,
      scannedAt: '2026-03-23T08:26:16.277Z',
      reason: 'Google Workspace; geçiş fırsatı',
    })
    expect(data.leads.get('jade-media.example')?.scannedAt).toBe('2026-01-31T21:00:00.000Z')
    expect(data.leads.get('fidan-lojistik.example')).toMatchObject({
      nameservers: ['ns1.fidan-lojistik.example', 'ns2.fidan-lojistik.example'],
      expiresAt: '2028-05-03',
    })
    expect(data.leads.get('pera-yazilim.example')).toMatchObject({ segment: null, readinessScore: null, spf: null })
  })

  it('twice adds nothing', async () => {
    await run(createReadStream(FIXTURE))
    const before = domains().map((domain) => data.leads.get(domain))
    const again = await run(createReadStream(FIXTURE))
    expect(again).toMatchObject({ ok: true, value: { imported: 0, updated: 12 } })
    expect(domains().map((domain) => data.leads.get(domain))).toEqual(before)
  })

  it('in a dry run judges every line and stores nothing', async () => {
    data.leads.saveAll([aLead({ domain: 'lale-kimya.example' })])
    const result = await run(createReadStream(FIXTURE), { isDryRun: true })
    expect(result).toMatchObject({ ok: true, value: { rows: 12, imported: 11, updated: 1 } })
    expect(domains()).toEqual(['lale-kimya.example'])
  })
})

describe('a line that cannot be a lead', () => {
  it('is rejected with its number and reason, and holds nothing else up', async () => {
    const result = await imported(
      [
        'domain,company_name,readiness_score,spf,scanned_at',
        'good.example,Good,50,Yes,',
        ',No Domain,50,Yes,',
        'https://bad.example,Url,50,Yes,',
        'score.example,Score,101,Yes,',
        'words.example,Words,many,Yes,',
        'spf.example,Spf,1,Perhaps,',
        'time.example,Time,1,No,yesterday',
        'short.example,Short,1',
        'long.example,Long,1,No,,extra',
        'open.example,"Open,1,No,',
        'WWW.GOOD.example.,Again,50,Yes,',
        'last.example,Last,0,No,2026-01-01 10:00:00',
      ].join('\n'),
    )
    expect(result).toMatchObject({ rows: 12, imported: 2, updated: 0 })
    expect(result.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '3: There is no domain.',
      '4: "https://bad.example" is not a bare domain name like acme.example.',
      '5: readiness_score "101" is not a whole number from 0 to 100.',
      '6: readiness_score "many" is not a whole number from 0 to 100.',
      '7: spf "Perhaps" is neither Yes nor No.',
      '8: scanned_at "yesterday" is not a time.',
      '9: The line has 3 columns, the header 5.',
      '10: The line has 6 columns, the header 5.',
      '11: A quote is opened and never closed.',
      '12: The domain good.example is already on line 2.',
    ])
    expect(domains()).toEqual(['good.example', 'last.example'])
  })

  it('is one that a running scenario owns', async () => {
    data.leads.saveTestLead(aLead({ domain: 'c1-x.hunter-test.invalid' }), RUN_ID)
    const result = await imported('domain\nc1-x.hunter-test.invalid\n')
    expect(result.rejected).toEqual([{ line: 2, reason: expect.stringMatching(/scenario/) as string }])
  })
})

describe('the columns', () => {
  it("may be named as in Hunter's API and database, in any order; unknown ones are listed and left alone", async () => {
    const result = await imported(
      'contact_emails,Company_ID,canonical_name,DOMAIN,tenant_size,mood\n"[""a@acme.example"", ""b@acme.example""]",42,Acme,acme.example,large,good\n',
    )
    expect(result.columns).toEqual({
      contact_emails: 'contactEmail',
      Company_ID: 'hunterId',
      canonical_name: 'companyName',
      DOMAIN: 'domain',
      tenant_size: 'tenantSize',
      mood: null,
    })
    expect(data.leads.get('acme.example')).toMatchObject({
      hunterId: 42,
      contactEmail: 'a@acme.example',
      tenantSize: 'large',
    })
  })

  it('that a file lacks keep what is known of a lead; empty cells clear it', async () => {
    await imported('domain,company_id,contact_email,country\nacme.example,42,a@acme.example,TR\n')
    await imported('domain,company_name,country\nacme.example,Acme,\n')
    expect(data.leads.get('acme.example')).toMatchObject({
      hunterId: 42,
      contactEmail: 'a@acme.example',
      companyName: 'Acme',
      country: null,
    })
  })
})

describe('a file that is no such list', () => {
  it.each([
    ['is empty', '', /empty/],
    ['is only a byte order mark', '\ufeff', /empty/],
    ['is only blank lines', '\n\r\n\n', /empty/],
    ['has a header and nothing below', 'domain,company_name\n', /no line below/],
    ['lacks the column domain', 'company_name,country\nAcme,TR\n', /no column "domain"/],
    ['is binary', '\u0000\u0001\u0002PK\n\u0000\n', /zero byte/],
    ['has a header of 2 MB', 'x'.repeat(2_000_000), /1 MiB/],
  ])('because it %s is refused in a sentence', async (_why, text, message) => {
    const result = await run(inPieces(text))
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'InvalidInput', message: expect.stringMatching(message) as string },
    })
    expect(domains()).toEqual([])
  })

  it('because it is UTF-16 is refused too', async () => {
    const result = await run(inPieces(Buffer.from('\ufeffdomain\nacme.example\n', 'utf16le')))
    expect(result).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
  })

  it('because reading it fails is reported as trouble with the file', async () => {
    const result = await run(createReadStream('/nowhere/leads.csv'))
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'LocalDataError', message: expect.stringMatching(/ENOENT/) as string },
    })
  })
})

describe('a large file', () => {
  it('can be cancelled between batches; what is stored is whole batches', async () => {
    const stop = new AbortController()
    async function* endless() {
      yield Buffer.from('domain\n')
      for (let n = 0; ; n += 1) {
        if (n === 1200) stop.abort()
        yield await Promise.resolve(Buffer.from(`d${n}.example\n`))
      }
    }
    const result = await run(endless(), { signal: stop.signal })
    expect(result).toMatchObject({ ok: false, failure: { kind: 'Cancelled' } })
    expect(domains()).toHaveLength(1000)
  })

  it('lets others work between batches', async () => {
    const text = `domain\n${Array.from({ length: 5000 }, (_none, n) => `d${n}.example`).join('\n')}\n`
    let turns = 0
    const count = setInterval(() => (turns += 1), 0)
    await imported(text)
    clearInterval(count)
    expect(turns).toBeGreaterThan(3)
    expect(domains()).toHaveLength(5000)
  })
})
