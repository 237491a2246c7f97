import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fileWriter } from '../../../../src/adapters/node/file-writer.ts'
import { createGateService } from '../../../../src/core/gate/gate-service.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { CorePorts } from '../../../../src/core/ports/core-ports.ts'
import { createReportService } from '../../../../src/core/reports/report-service.ts'
import { createTenantSecrets } from '../../../../src/core/tenants/tenant-secrets.ts'
import { judgeFileName } from '../../../../src/adapters/node/safe-file-name.ts'
import { reportFileName } from '../../../../src/core/reports/report-file-name.ts'
import { PushOutcomeSchema, type PushedLead } from '../../../../src/shared/model/push.ts'
import { ReportFormatSchema } from '../../../../src/shared/model/report.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { aLead, anEvidence, aRun, aScope, AT, RUN_ID, TENANT_ID } from '../../../support/builders.ts'
import { aCoreBase, aCorePorts } from '../../../support/core-ports.ts'
import { makeTempDir, type TempDir } from '../../../support/temp-dir.ts'
import { createFakeD365, fakeConnections } from '../../../support/fake-d365.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { HOSTILE_NAMES, HOSTILE_TEXTS } from '../../../support/hostile-texts.ts'
import { aCheckRun, aReport, aScenarioResult, aScenarioRun } from './sample-report.ts'

let directory: TempDir | null = null
afterEach(() => {
  directory?.remove()
  directory = null
})

function aReportService(tenant: Partial<Tenant> = {}, over: Partial<CorePorts> = {}) {
  directory = makeTempDir()
  const reportsDirectory = path.join(directory.path, 'reports')
  const ports = aCorePorts({ files: fileWriter, reportsDirectory, ...over }, tenant)
  const base = aCoreBase(ports)
  const reports = createReportService({
    ...base,
    gate: createGateService({
      ...base,
      connections: fakeConnections(createFakeD365().client),
      prodLock: createProdLock(base),
    }),
    tenantSecrets: createTenantSecrets(ports),
    offsetAt: () => 180,
  })
  return { reports, data: ports.data, ports, where: ports.reportsDirectory }
}

describe('the report service', () => {
  it('writes each format into a file named after tenant, day and run, and remembers it', async () => {
    const { reports, data, where } = aReportService({ name: 'İstanbul Ağı / ../../etc <DEV>' })
    data.runs.save(aScenarioRun([aScenarioResult()]))
    const written = await reports.write({ runId: RUN_ID, formats: ['md', 'json'], language: 'en', directory: null })
    expect(written).toMatchObject({ ok: true })
    expect(readdirSync(where).toSorted()).toEqual([
      `istanbul-agi-etc-dev-2026-03-01-${RUN_ID}.json`,
      `istanbul-agi-etc-dev-2026-03-01-${RUN_ID}.md`,
    ])
    const listed = await reports.list(TENANT_ID)
    expect(listed.ok && listed.value.map(({ format }) => format).toSorted()).toEqual(['json', 'md'])
  })

  it('writes into the directory it is given', async () => {
    const { reports, data } = aReportService()
    data.runs.save(aScenarioRun([aScenarioResult()]))
    const elsewhere = path.join(directory?.path ?? '', 'a', 'b')
    const written = await reports.write({ runId: RUN_ID, formats: ['md'], language: 'en', directory: elsewhere })
    expect(written.ok && written.value.written[0]?.path).toBe(
      path.join(elsewhere, `contoso-dev-2026-03-01-${RUN_ID}.md`),
    )
    expect(readFileSync(path.join(elsewhere, `contoso-dev-2026-03-01-${RUN_ID}.md`), 'utf8')).toMatch(
      /^## Test Results - 2026-03-01\n/,
    )
  })

  it.each([
    ['raw', (secret: string) => secret],
    ['URL-encoded', (secret: string) => encodeURIComponent(secret)],
    ['base64', (secret: string) => Buffer.from(secret).toString('base64')],
    ['JSON-escaped', (secret: string) => JSON.stringify(secret)],
    ['HTML-escaped', (secret: string) => secret.replaceAll('"', '&quot;')],
    ['base64 of a longer text', (secret: string) => Buffer.from(`Basic x:${secret} and more`).toString('base64')],
    ['base64url of a longer text', (secret: string) => Buffer.from(`{"k":"${secret}!"}`).toString('base64url')],
    ['UTF-16 read as single bytes', (secret: string) => Buffer.from(secret, 'utf16le').toString('latin1')],
  ])('writes nothing at all when a text would hold a secret this process knows: %s', async (_form, encode) => {
    const { reports, data, ports, where } = aReportService()
    const secret = 'Kanarya~8Q"gizli\\ deger+/='
    data.runs.save(aScenarioRun([aScenarioResult()]))
    data.runs.saveEvidence(anEvidence({ body: { seen: `found ${encode(secret)} here` } }))
    ports.knownSecrets.add(secret)
    expect(
      await reports.write({ runId: RUN_ID, formats: ['md', 'json'], language: 'en', directory: null }),
    ).toMatchObject({
      ok: false,
      failure: { kind: 'Refused', reason: 'report_holds_secret' },
    })
    expect(existsSync(where)).toBe(false)
    expect(data.reports.list(TENANT_ID)).toEqual([])
  })

  it('reads each finished file once more: what came into it on the way stops all of them', async () => {
    const secret = 'Kanarya~8Q-gizli-deger'
    const print = () => Promise.resolve(ok(new TextEncoder().encode(`%PDF-1.4 ${secret}`)))
    const { reports, data, ports, where } = aReportService({}, { pdfPrinter: { print } })
    data.runs.save(aScenarioRun([aScenarioResult()]))
    const order = { runId: RUN_ID, formats: ['md', 'pdf'], language: 'en', directory: null } as const
    ports.knownSecrets.add(secret)
    expect(await reports.write(order)).toMatchObject({ failure: { reason: 'report_holds_secret' } })
    expect(existsSync(where)).toBe(false)
  })

  it('refuses for a secret that this process never used: it asks the keychain before it writes', async () => {
    const { reports, data, ports, where } = aReportService()
    await ports.secrets.set(`${TENANT_ID}:client-secret`, 'a-secret-nobody-used')
    data.runs.save(aScenarioRun([aScenarioResult({ note: 'see a-secret-nobody-used' })]))
    expect(await reports.preview(RUN_ID, 'en')).toMatchObject({ failure: { reason: 'report_holds_secret' } })
    expect(await reports.write({ runId: RUN_ID, formats: ['html'], language: 'en', directory: null })).toMatchObject({
      failure: { reason: 'report_holds_secret' },
    })
    expect(existsSync(where)).toBe(false)
  })

  it('writes every format of every kind of run but what needs a window, and remembers digest and size of the files', async () => {
    const { reports, data } = aReportService()
    const runs = [aScenarioRun([aScenarioResult()]), aCheckRun([]), aRun({ kind: 'push' }), aRun({ kind: 'runbook' })]
    for (const [at, run] of runs.entries()) {
      const id = `c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c0${String(at)}`
      data.runs.save({ ...run, id })
      const order = { runId: id, formats: ReportFormatSchema.options, language: 'tr', directory: null } as const
      const writing = await reports.write(order)
      if (!writing.ok) throw new Error(writing.failure.message)
      const { written, skipped } = writing.value
      expect(skipped).toMatchObject([
        { format: 'pdf', reason: 'no_window', message: expect.stringContaining('window') as string },
      ])
      expect(written.map(({ path }) => path.split('.').slice(1).join('.'))).toEqual([
        'md',
        'tr.html',
        'json',
        'junit.xml',
        'csv',
      ])
      for (const { path, digest, bytes } of written) {
        const content = readFileSync(path)
        expect([createHash('sha256').update(content).digest('hex'), content.length]).toEqual([digest, bytes])
      }
      expect(data.reports.list(TENANT_ID).slice(0, 5).toReversed()).toEqual(written)
    }
  })

  it('lists every lead of a bulk push, of which the run itself keeps only the first', async () => {
    const { reports, data } = aReportService()
    const domains = Array.from({ length: 1_200 }, (_, at) => `lead-${String(at).padStart(4, '0')}.example`)
    data.leads.saveAll(domains.map((domain) => aLead({ domain })))
    data.runs.save(aRun({ kind: 'push', status: 'passed', finishedAt: AT }))
    data.pushQueue.open(RUN_ID, { all: true })
    data.pushQueue.fill(RUN_ID, aScope(), 2_000)
    const leads = domains.map((domain): PushedLead => ({
      domain,
      outcome: 'created',
      status: 'synced',
      reason: null,
      d365_lead_id: RUN_ID,
    }))
    for (const lead of leads) data.pushQueue.finish(RUN_ID, lead)
    const outcomes = Object.fromEntries(PushOutcomeSchema.options.map((one) => [one, one === 'created' ? 1_200 : 0]))
    const sums = { retries: 0, throttledMs: 0, durationMs: 1, unlisted: 700 }
    const result = { runId: RUN_ID, tenant: 'x', total: 1_200, outcomes, leads: leads.slice(0, 500), ...sums }
    data.runs.save(aRun({ kind: 'push', status: 'passed', finishedAt: AT, result }))
    const writing = await reports.write({ runId: RUN_ID, formats: ['csv', 'json'], language: 'en', directory: null })
    const [csv = '', json = ''] = (writing.ok ? writing.value.written : []).map(({ path: file }) =>
      readFileSync(file, 'utf8'),
    )
    expect(csv.match(/^"lead",/gm)).toHaveLength(1_200)
    expect(JSON.parse(json)).toMatchObject({ isSuccess: true, push: { total: 1_200, unlisted: 0 } })
  })

  it('names its file so that it stays in the folder, whatever the tenant is called', () => {
    for (const name of [...HOSTILE_NAMES, ...HOSTILE_TEXTS]) {
      const run = aScenarioRun([])
      const file = reportFileName(
        { tenant: { ...aReport().tenant, name }, run },
        { format: 'junit', language: 'tr', offsetAt: () => 180 },
      )
      expect([judgeFileName(file), path.basename(file), path.win32.basename(file)]).toEqual([null, file, file])
    }
  })

  it('masks people in the JSON as well, in every text of the evidence', async () => {
    const { reports, data } = aReportService()
    data.runs.save(aScenarioRun([aScenarioResult()]))
    data.runs.saveEvidence(anEvidence({ body: { exchanges: [{ responseBody: '{"mail":"deniz.kaya@contoso.com"}' }] } }))
    const written = await reports.write({ runId: RUN_ID, formats: ['json'], language: 'en', directory: null })
    const text = readFileSync((written.ok && written.value.written[0]?.path) || '', 'utf8')
    expect(text).not.toContain('deniz.kaya')
    expect(JSON.parse(text)).toMatchObject({
      schema: 'hunter-d365-console/report/2',
      evidence: [{ body: { exchanges: [{ responseBody: '{"mail":"d…@contoso.com"}' }] } }],
    })
  })

  it('says that there is no such run', async () => {
    const { reports } = aReportService()
    expect(await reports.write({ runId: RUN_ID, formats: ['md'], language: 'en', directory: null })).toMatchObject({
      ok: false,
      failure: { kind: 'NotFound' },
    })
  })
})
