import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fileWriter } from '../../../../src/adapters/node/file-writer.ts'
import { createGateService } from '../../../../src/core/gate/gate-service.ts'
import { createReportService } from '../../../../src/core/reports/report-service.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { anEvidence, RUN_ID, TENANT_ID } from '../../../support/builders.ts'
import { aCoreBase, aCorePorts } from '../../../support/core-ports.ts'
import { makeTempDir, type TempDir } from '../../../support/temp-dir.ts'
import { aScenarioResult, aScenarioRun } from './sample-report.ts'

let directory: TempDir | null = null
afterEach(() => {
  directory?.remove()
  directory = null
})

function aReportService(tenant: Partial<Tenant> = {}) {
  directory = makeTempDir()
  const ports = aCorePorts({ files: fileWriter, reportsDirectory: path.join(directory.path, 'reports') }, tenant)
  const base = aCoreBase(ports)
  const reports = createReportService({ ...base, gate: createGateService(base), offsetAt: () => 180 })
  return { reports, data: ports.data, ports, where: ports.reportsDirectory }
}

describe('the report service', () => {
  it('writes each format into a file named after tenant, day and run, and remembers it', async () => {
    const { reports, data, where } = aReportService({ name: 'İstanbul Ağı / ../../etc <DEV>' })
    data.runs.save(aScenarioRun([aScenarioResult()]))
    const written = await reports.write(RUN_ID, ['md', 'json'], null)
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
    const written = await reports.write(RUN_ID, ['md'], elsewhere)
    expect(written.ok && written.value[0]?.path).toBe(path.join(elsewhere, `contoso-dev-2026-03-01-${RUN_ID}.md`))
    expect(readFileSync(path.join(elsewhere, `contoso-dev-2026-03-01-${RUN_ID}.md`), 'utf8')).toMatch(
      /^## Test Results - 2026-03-01\n/,
    )
  })

  it.each([
    ['raw', (secret: string) => secret],
    ['URL-encoded', (secret: string) => encodeURIComponent(secret)],
    ['base64', (secret: string) => Buffer.from(secret).toString('base64')],
    ['JSON-escaped', (secret: string) => JSON.stringify(secret)],
  ])('writes nothing at all when a text would hold a secret this process knows: %s', async (_form, encode) => {
    const { reports, data, ports, where } = aReportService()
    const secret = 'Kanarya~8Q"gizli\\ deger+/='
    data.runs.save(aScenarioRun([aScenarioResult()]))
    data.runs.saveEvidence(anEvidence({ body: { seen: `found ${encode(secret)} here` } }))
    ports.knownSecrets.add(secret)
    expect(await reports.write(RUN_ID, ['md', 'json'], null)).toMatchObject({
      ok: false,
      failure: { kind: 'Refused', reason: 'report_holds_secret' },
    })
    expect(existsSync(where)).toBe(false)
    expect(data.reports.list(TENANT_ID)).toEqual([])
  })

  it('masks people in the JSON as well, in every text of the evidence', async () => {
    const { reports, data } = aReportService()
    data.runs.save(aScenarioRun([aScenarioResult()]))
    data.runs.saveEvidence(anEvidence({ body: { exchanges: [{ responseBody: '{"mail":"deniz.kaya@contoso.com"}' }] } }))
    const written = await reports.write(RUN_ID, ['json'], null)
    const text = readFileSync((written.ok && written.value[0]?.path) || '', 'utf8')
    expect(text).not.toContain('deniz.kaya')
    expect(JSON.parse(text)).toMatchObject({
      schema: 'hunter-d365-console/report/1',
      evidence: [{ body: { exchanges: [{ responseBody: '{"mail":"d***@contoso.com"}' }] } }],
    })
  })

  it('says that there is no such run', async () => {
    const { reports } = aReportService()
    expect(await reports.write(RUN_ID, ['md'], null)).toMatchObject({ ok: false, failure: { kind: 'NotFound' } })
  })
})
