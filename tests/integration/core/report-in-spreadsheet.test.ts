import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../../src/core/reports/write-csv.ts'
import { HOSTILE_TEXTS } from '../../support/hostile-texts.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { aHostileReport } from '../../unit/core/reports/hostile-report.ts'

const soffice = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find(existsSync)

const istanbul = () => 180

/** How LibreOffice splits the text: separators by their codes, quote, UTF-8. */
const READ_AS = { comma: 'CSV:44,34,76', semicolon: 'CSV:59,34,76', tab: 'CSV:9,34,76' } as const

/* The parser-based test of write-csv judges every machine; this one asks the real thing where it is installed. */
describe.skipIf(soffice === undefined)('the CSV report in LibreOffice', () => {
  it.each(Object.entries(READ_AS))('has no formula in any cell, split by %s', { timeout: 120_000 }, (_name, readAs) => {
    using folder = makeTempDir()
    const reports = HOSTILE_TEXTS.filter((one) => one.length < 5_000).map((text) =>
      writeCsv(aHostileReport(text), istanbul),
    )
    writeFileSync(join(folder.path, 'reports.csv'), reports.map((csv, at) => (at === 0 ? csv : csv.slice(1))).join(''))
    writeFileSync(join(folder.path, 'control.csv'), '"=1+1"\r\n')
    const files = ['reports', 'control'].map((name) => join(folder.path, `${name}.csv`))
    const profile = `-env:UserInstallation=file://${folder.path}/profile`
    const args = [
      profile,
      '--headless',
      `--infilter=${readAs}`,
      '--convert-to',
      'fods',
      '--outdir',
      folder.path,
      ...files,
    ]
    execFileSync(soffice ?? '', args, { stdio: 'ignore' })
    const hasFormula = (name: string): boolean =>
      readFileSync(join(folder.path, `${name}.fods`), 'utf8').includes('table:formula')
    expect([hasFormula('control'), hasFormula('reports')]).toEqual([true, false])
  })
})
