import { readFileSync } from 'node:fs'
import path from 'node:path'
import { domainToASCII } from 'node:url'
import { readSheet } from 'read-excel-file/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importLeads } from '../../../src/core/leads/import-leads.ts'
import { hunterSqlHead, hunterSqlLine } from '../../../src/core/leads/export/write-hunter-sql.ts'
import type { LeadExportRequest } from '../../../src/shared/model/lead-export.ts'
import { ACME_LEAD_ID, aLead, aSyncState, AT, ORGANIZATION_ID, RUN_ID } from '../../support/builders.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'

const FIXTURE = readFileSync(new URL('../../fixtures/hunter-export.csv', import.meta.url), 'utf8')

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const TURKISH = domainToASCII('ışık.example')

async function* whole(text: string) {
  yield await Promise.resolve(Buffer.from(text))
}
const importText = (text: string, fileName = 'leads.csv') =>
  importLeads({
    fileName,
    bytes: whole(text),
    isDryRun: false,
    signal: new AbortController().signal,
    leads: harness.data.leads,
  })
async function exported(name: string, request: Partial<LeadExportRequest> = {}): Promise<string> {
  const file = path.join(harness.dataDir, name)
  const { core, tenant } = harness
  const result = await core.leads.exportTo(
    tenant.id,
    { format: 'csv', badge: null, withState: false, ...request },
    file,
  )
  if (!result.ok) throw new Error(result.failure.message)
  return readFileSync(result.value.file, 'utf8')
}

describe('an export', () => {
  it("has Hunter's shape, and reads back as the same leads", async () => {
    await importText(FIXTURE)
    const csv = await exported('leads.csv')
    expect(csv.slice(0, csv.indexOf('\n'))).toBe(FIXTURE.slice(0, FIXTURE.indexOf('\n')).trimEnd())
    const slice = () =>
      harness.data.leads.slice({ tenantId: harness.tenant.id, organizationId: '' }, { after: null, limit: 100 })
    const before = slice()
    expect(before).toHaveLength(12)
    await importText(csv)
    expect(slice()).toEqual(before)
    expect(await exported('again.csv')).toBe(csv)
  })

  it('keeps a spreadsheet from running a name, and comes back as it was: from CSV without the apostrophe, from JSON with its own', async () => {
    const names = ['=HYPERLINK("http://x")', '+1', '@SUM(A1)', "'=1", 'A\n=1', 'A;=1', "'t Hoekje", 'Plain, "quoted"']
    const save = () =>
      harness.data.leads.saveAll(names.map((companyName, at) => aLead({ domain: `n${at}.example`, companyName })))
    const stored = () => names.map((_name, at) => harness.data.leads.get(`n${at}.example`)?.companyName)
    save()
    const csv = await exported('leads.csv')
    for (const marked of ["'=HYPERLINK", "'+1", "'@SUM", "''=1", "\n'=1", ";'=1"]) expect(csv).toContain(marked)
    await importText(csv)
    expect(stored()).toEqual(names)
    await importText(await exported('leads.json', { format: 'json' }), 'leads.json')
    expect(stored()).toEqual(names)
  })

  it('comes as JSON, lines and workbook with typed values, filtered by badge, with the D365 side on request', async () => {
    const { data, tenant } = harness
    const scope = { tenantId: tenant.id, organizationId: '' }
    data.leads.saveAll([
      aLead({
        domain: 'a.example',
        readinessScore: 5,
        spf: true,
        nameservers: ['n1', 'n2'],
        contactEmail: 'info@a.example',
      }),
      aLead({ domain: 'b.example' }),
    ])
    data.leads.saveTestLead(aLead({ domain: 'test.example' }), RUN_ID)
    data.leads.saveSyncState(scope, 'a.example', aSyncState({ status: 'synced', d365LeadId: ACME_LEAD_ID }))
    const all = JSON.parse(await exported('leads.json', { format: 'json' })) as { domain: string }[]
    expect(all.map(({ domain }) => domain)).toEqual(['a.example', 'b.example'])
    expect(all[0]).toMatchObject({ readiness_score: 5, spf: true, nameservers: ['n1', 'n2'] })
    expect(all[0]).not.toHaveProperty('contact_email')
    const synced = await exported('leads.ndjson', { format: 'ndjson', badge: 'synced', withState: true })
    expect(JSON.parse(synced)).toMatchObject({ contact_email: 'info@a.example', d365_lead_id: ACME_LEAD_ID })
    await exported('leads.xlsx', { format: 'xlsx' })
    const [head, first] = await readSheet(path.join(harness.dataDir, 'leads.xlsx'))
    expect(head?.slice(0, 6)).toEqual(['domain', 'company_name', 'provider', 'country', 'segment', 'readiness_score'])
    expect(first?.[5]).toBe(5)
    expect(await exported('none.json', { format: 'json', badge: 'error' })).toBe('[]\n')
  })

  it('into a place that cannot be written is a failure with the path', async () => {
    const { core, tenant } = harness
    const request = { format: 'csv', badge: null, withState: false } as const
    const file = path.join(harness.directory.database, 'leads.csv')
    expect(await core.leads.exportTo(tenant.id, request, file)).toMatchObject({
      failure: { kind: 'InvalidInput', message: expect.stringContaining(file) as unknown },
    })
  })
})

describe('the ids for Hunter', () => {
  it('are one UPDATE per synced lead in one transaction, the same bytes every time, and remembered as told', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll(['b.example', 'a.example', TURKISH, 'c.example'].map((domain) => aLead({ domain })))
    const pushed = await core.push.run(tenant.id, { domains: ['a.example', 'b.example', TURKISH] })
    expect(pushed).toMatchObject({ ok: true, value: { outcomes: { created: 3 } } })
    expect(await core.leads.hunterWriteBackState(tenant.id)).toEqual({
      ok: true,
      value: { pushed: 3, exported: 0, newestExportAt: null },
    })
    const sql = await exported('hunter.sql', { format: 'hunter' })
    const updates = sql.split('\n').filter((line) => line.startsWith('UPDATE'))
    expect(sql).toMatch(/^-- .*\n-- .*\nBEGIN;\nSET LOCAL standard_conforming_strings = on;\nUPDATE[^]*;\nCOMMIT;\n$/)
    expect(updates.map((line) => /IN \((.*)\);$/.exec(line)?.[1])).toEqual([
      "'a.example', 'www.a.example'",
      "'b.example', 'www.b.example'",
      `'${TURKISH}', 'ışık.example', 'www.${TURKISH}', 'www.ışık.example'`,
    ])
    expect(await exported('again.sql', { format: 'hunter' })).toBe(sql)
    const told = await core.leads.hunterWriteBackState(tenant.id)
    expect(told).toMatchObject({ value: { pushed: 3, exported: 3 } })
  })

  it('are told of a lead as well whose later push failed: Hunter would make it again', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll([aLead({ domain: 'a.example' }), aLead({ domain: 'b.example' })])
    await core.push.run(tenant.id, { all: true })
    const scope = { tenantId: tenant.id, organizationId: data.tenants.get(tenant.id)?.organizationId ?? '' }
    const state = data.leads.syncState(scope, 'a.example')
    data.leads.saveSyncState(scope, 'a.example', { ...state, status: 'error', error: 'An update was refused.' })
    data.leads.saveSyncState(
      scope,
      'b.example',
      aSyncState({ status: 'error', d365LeadId: ACME_LEAD_ID, lastAt: null }),
    )
    expect(await core.leads.hunterWriteBackState(tenant.id)).toMatchObject({ value: { pushed: 1, exported: 0 } })
    expect(await exported('hunter.sql', { format: 'hunter' })).toContain(state.d365LeadId)
    expect(await core.leads.hunterWriteBackState(tenant.id)).toMatchObject({ value: { pushed: 1, exported: 1 } })
  })

  it('count as told no longer once a lead has another id', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll([aLead({ domain: 'a.example' })])
    await core.push.run(tenant.id, { domains: ['a.example'] })
    await exported('hunter.sql', { format: 'hunter' })
    const scope = { tenantId: tenant.id, organizationId: data.tenants.get(tenant.id)?.organizationId ?? '' }
    data.leads.saveSyncState(scope, 'a.example', aSyncState({ status: 'synced', d365LeadId: ACME_LEAD_ID, lastAt: AT }))
    expect(await core.leads.hunterWriteBackState(tenant.id)).toMatchObject({ value: { pushed: 1, exported: 0 } })
  })

  it('hold nothing that could leave its quotes or its comment', () => {
    const row = {
      lead: aLead({ domain: "o'brien.example" }),
      sync: aSyncState({ status: 'synced', d365LeadId: ACME_LEAD_ID, lastAt: AT }),
    }
    expect(hunterSqlLine(row)).toMatch(/ IN \('o''brien\.example', 'www\.o''brien\.example'\);\n$/)
    expect(hunterSqlLine({ ...row, sync: { ...row.sync, d365LeadId: "x'; DROP TABLE companies; --" } })).toBeNull()
    expect(hunterSqlLine({ ...row, sync: { ...row.sync, status: 'pending' } })).toBeNull()
    const head = hunterSqlHead('Contoso\nDELETE FROM companies; --', ORGANIZATION_ID)
    expect(head.split('\n').filter((line) => !line.startsWith('--'))).toEqual([
      'BEGIN;',
      'SET LOCAL standard_conforming_strings = on;',
      '',
    ])
  })
})
