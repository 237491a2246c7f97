import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aLead } from '../../support/builders.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'
import { HOSTILE_TEXTS } from '../../support/hostile-texts.ts'

const soffice = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find(existsSync)

/** What XML 1.0 can hold and a cell takes; the others are refused when a lead is read. Source: XML 1.0, section 2.2. */
const TEXTS = HOSTILE_TEXTS.filter(
  (text) => text.length < 5_000 && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(text),
)

let harness: Harness
let file: string
beforeEach(async () => {
  harness = await startHarness()
  file = join(harness.dataDir, 'leads.xlsx')
  harness.data.leads.saveAll(
    TEXTS.map((text, at) =>
      aLead({ domain: `n${String(at).padStart(3, '0')}.example`, companyName: text, reason: text }),
    ),
  )
  const request = { format: 'xlsx', badge: null, withState: false } as const
  const written = await harness.core.leads.exportTo(harness.tenant.id, request, file)
  if (!written.ok) throw new Error(written.failure.message)
})
afterEach(() => harness.close())

describe('a workbook of leads, whatever they are called', () => {
  it('has no formula, no link and nothing outside itself; every text is typed as one', () => {
    const parts = Object.entries(unzipSync(readFileSync(file))).map(
      ([name, bytes]) => [name, strFromU8(bytes)] as const,
    )
    expect(parts.map(([name]) => name).filter((name) => /externalLink|macro|vba|connection|query/i.test(name))).toEqual(
      [],
    )
    for (const [name, xml] of parts) {
      expect(xml, name).not.toMatch(/<(?:\w+:)?(?:f|hyperlink|oleObject|externalReference|ddeLink)[\s/>]/)
      expect(xml, name).not.toContain('TargetMode="External"')
    }
    const sheet = parts.find(([name]) => name.endsWith('sheet1.xml'))?.[1] ?? ''
    const types = Array.from(
      sheet.matchAll(/<c\s([^>]*)>/g),
      ([, attributes = '']) => /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n',
    )
    expect(types.filter((type) => type === 's' || type === 'inlineStr').length).toBeGreaterThan(TEXTS.length * 2)
    expect(new Set(types)).not.toContain('str')
    expect(new Set(types)).not.toContain('e')
  })

  it('gives every text back', async () => {
    const [head = [], ...rows] = await readSheet(file, { trim: false })
    const at = head.indexOf('company_name')
    const shown = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim()
    expect(rows.map((row) => shown(String(row[at] ?? '')))).toEqual(TEXTS.map(shown))
  })

  it.skipIf(soffice === undefined)('has no formula in LibreOffice', { timeout: 120_000 }, () => {
    const profile = `-env:UserInstallation=file://${harness.dataDir}/profile`
    const order = [profile, '--headless', '--convert-to', 'fods', '--outdir', harness.dataDir, file]
    execFileSync(soffice ?? '', order, { stdio: 'ignore' })
    const read = readFileSync(file.replace('.xlsx', '.fods'), 'utf8')
    expect(read).toContain('HYPERLINK(')
    expect(read).not.toContain('table:formula')
  })
})
