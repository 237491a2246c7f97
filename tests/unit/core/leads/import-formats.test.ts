import writeExcelFile from 'write-excel-file/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocalData, type OpenedLocalData } from '../../../../src/adapters/sqlite/local-data.ts'
import { importLeads } from '../../../../src/core/leads/import-leads.ts'
import { previewImport } from '../../../../src/core/leads/preview-import.ts'
import { aLead } from '../../../support/builders.ts'

let data: OpenedLocalData
beforeEach(() => {
  data = openLocalData({ path: ':memory:' })
})
afterEach(() => data.close())

async function* inPieces(bytes: Uint8Array, size = 64 * 1024) {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}
const run = (fileName: string, content: string | Uint8Array, map: Readonly<Record<string, string>> = {}) =>
  importLeads({
    fileName,
    bytes: inPieces(typeof content === 'string' ? Buffer.from(content) : content),
    isDryRun: false,
    signal: new AbortController().signal,
    leads: data.leads,
    map,
  })

describe('a workbook', () => {
  it('is read as the CSV is: Turkish letters, numbers, dates, empty rows left out, the row named that is at fault', async () => {
    const workbook = await writeExcelFile(
      [
        ['domain', 'company_name', 'readiness_score', 'spf', 'scanned_at', 'remark'],
        ['ege.example', 'Ege Yazılım A.Ş.', 97, 'No', new Date('2026-08-11T17:48:58Z'), 'x'],
        [null, null, null, null, null, null],
        ['bad.example', 'Bad', 101, 'Yes', null, null],
        ['short.example'],
      ],
      { sheet: 'Leads', dateFormat: 'yyyy-mm-dd hh:mm' },
    ).toBuffer()
    const result = await run('leads.XLSX', workbook)
    expect(result).toMatchObject({
      ok: true,
      value: {
        rows: 3,
        imported: 2,
        rejected: [{ line: 4, reason: 'readiness_score "101" is not a whole number from 0 to 100.' }],
        columns: { domain: 'domain', remark: null },
      },
    })
    expect(data.leads.get('ege.example')).toMatchObject({
      companyName: 'Ege Yazılım A.Ş.',
      readinessScore: 97,
      spf: false,
      scannedAt: '2026-08-11T17:48:58.000Z',
    })
  })

  it.each([
    ['text under another name', Buffer.from('domain\nacme.example\n'), /no workbook/],
    ['a damaged archive', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 7)]), /no workbook/],
    ['nothing at all', Buffer.alloc(0), /no workbook/],
  ])('is refused as a whole when it is %s', async (_what, bytes, why) => {
    const result = await run('leads.xlsx', bytes)
    expect(result.ok ? '' : result.failure.message).toMatch(why)
  })

  it('is refused before it is unpacked when it says it unpacks to more than can be held', async () => {
    const workbook = Buffer.from(await writeExcelFile([['domain'], ['acme.example']]).toBuffer())
    const entry = workbook.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    workbook.writeUInt32LE(0x7fffffff, entry + 24)
    const result = await run('bomb.xlsx', workbook)
    expect(result.ok ? '' : result.failure.message).toMatch(/more than 256 MiB/)
  })
})

describe('JSON', () => {
  it("is read in the shape of Hunter's API, lists and address objects included", async () => {
    const answer = {
      leads: [
        {
          domain: 'a.example',
          canonical_name: 'A',
          contact_emails: [{ email: 'info@a.example' }],
          nameservers: ['n1', 'n2'],
        },
        { domain: 'b.example', readiness_score: 40, spf: true, scanned_at: '2026-03-23 08:26:16.277863+00:00' },
        { canonical_name: 'Without a domain' },
        'no object',
      ],
      total: 4,
    }
    const result = await run('leads.json', JSON.stringify(answer))
    expect(result).toMatchObject({
      ok: true,
      value: {
        imported: 2,
        rejected: [
          { line: 3, reason: 'The object names no domain.' },
          { line: 4, reason: 'This is no object.' },
        ],
      },
    })
    expect(data.leads.get('a.example')).toMatchObject({ contactEmail: 'info@a.example', nameservers: ['n1', 'n2'] })
    expect(data.leads.get('b.example')).toMatchObject({ readinessScore: 40, spf: true })
  })

  it('keeps what an object does not name', async () => {
    data.leads.saveAll([aLead({ domain: 'a.example', companyName: 'A', provider: 'Google' })])
    await run('leads.json', '[{"domain":"a.example","provider":null}]')
    expect(data.leads.get('a.example')).toMatchObject({ companyName: 'A', provider: null })
  })

  it('by lines costs a broken line alone', async () => {
    const result = await run('leads.ndjson', '{"domain":"a.example"}\n\n{"domain":\n{"domain":"b.example"}')
    expect(result).toMatchObject({ value: { imported: 2, rejected: [{ line: 3 }] } })
  })

  it('that is no list of leads is refused as a whole', async () => {
    expect(await run('leads.json', '{"companies":[]}')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await run('leads.json', 'domain\nacme.example')).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })
})

describe('a mapping of column names', () => {
  it('reads a file with names of its own', async () => {
    const map = { 'Alan adı': 'domain', Firma: 'company_name' }
    const result = await run('firmalar.csv', 'Firma;Alan adı;Not\nEge A.Ş.;ege.example;x\n', map)
    expect(result).toMatchObject({
      value: { imported: 1, columns: { 'Alan adı': 'domain', Firma: 'companyName', Not: null } },
    })
  })

  it('that names what is not there is refused, on either side', async () => {
    expect(await run('a.csv', 'domain\nacme.example\n', { Firma: 'company_name' })).toMatchObject({
      failure: { message: 'a.csv: The file has no column "Firma", which the mapping names.' },
    })
    const wrong = await run('a.csv', 'domain\nacme.example\n', { domain: 'domian' })
    expect(wrong.ok ? '' : wrong.failure.message).toMatch(/"domian", which is no column; there are domain,/)
  })
})

describe('a file whose columns bear other names', () => {
  const preview = async (fileName: string, content: string | Uint8Array) => {
    const told = await previewImport(fileName, inPieces(typeof content === 'string' ? Buffer.from(content) : content))
    if (!told.ok) throw new Error(JSON.stringify(told.failure))
    return told.value
  }

  it.each([
    ['a CSV with semicolons', 'firmen.csv', 'Firma;Web;company name\nAcme;acme.example;Acme Ltd\n'],
    ['NDJSON', 'firmen.ndjson', '{"Firma":"Acme","Web":"acme.example","company name":"Acme Ltd"}\n'],
    ['JSON', 'firmen.json', '[{"Firma":"Acme","Web":"acme.example"},{"company name":"Acme Ltd","Web":"b.example"}]'],
  ])('is shown as it stands, with what is recognised of it: %s', async (_what, file, content) => {
    const { columns, rows, targets } = await preview(file, content)
    expect(columns).toEqual([
      { name: 'Firma', field: null, isKnown: false },
      { name: 'Web', field: null, isKnown: false },
      { name: 'company name', field: 'companyName', isKnown: true },
    ])
    expect(rows[0]?.slice(0, 2)).toEqual(['Acme', 'acme.example'])
    expect(targets).toContainEqual({ field: 'domain', name: 'domain' })
    expect(data.leads.get('acme.example')).toBeNull()
  })

  it('shows five rows of many, cuts long cells, and reads no further than it must', async () => {
    let pieces = 0
    async function* endless() {
      yield await Promise.resolve(Buffer.from(`domain,remark\n`))
      for (;;) {
        pieces += 1
        yield await Promise.resolve(Buffer.from(`d${pieces}.example,${'x'.repeat(5_000)}\n`.repeat(20)))
      }
    }
    const told = await previewImport('leads.csv', endless())
    expect(told).toMatchObject({ ok: true, value: { rows: { length: 5 } } })
    expect(told.ok ? told.value.rows[0]?.[1]?.length : 0).toBe(121)
    expect(pieces).toBeLessThan(50)
  })

  it('is no failure without a column of domains, but is when there is nothing in it', async () => {
    expect((await preview('leads.csv', 'Firma\nAcme\n')).columns).toHaveLength(1)
    expect(await previewImport('leads.csv', inPieces(Buffer.alloc(0)))).toMatchObject({ ok: false })
    expect(await previewImport('leads.xlsx', inPieces(Buffer.from('no')))).toMatchObject({ ok: false })
  })

  it('knows the names that Hunter gives and nobody needs, so that nobody is asked about them', async () => {
    const { columns } = await preview('leads.csv', 'domain,d365_sync_status,technical_heat,Umsatz\n')
    expect(columns.map(({ isKnown }) => isKnown)).toEqual([true, true, true, false])
  })

  it('is imported as the admin says: a column can be named, and left out; objects need not have them all', async () => {
    const map = { Web: 'domain', Firma: 'company_name', provider: '' }
    const rows = [{ Web: 'acme.example', Firma: 'Acme', provider: 'M365' }, { Web: 'b.example' }]
    expect(await run('firmen.json', JSON.stringify(rows), map)).toMatchObject({ value: { imported: 2, rejected: [] } })
    expect(data.leads.get('acme.example')).toMatchObject({ companyName: 'Acme', provider: null })
  })
})
