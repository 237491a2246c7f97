import { describe, expect, it } from 'vitest'
import { renderReport } from '../../../../src/core/reports/render-report.ts'
import { noPdfPrinter } from '../../../../src/core/reports/no-pdf-printer.ts'
import type { ReportFormat } from '../../../../src/shared/model/report.ts'
import type { Language } from '../../../../src/shared/words/language.ts'
import { aReport, aScenarioResult, aScenarioRun } from './sample-report.ts'

async function written(format: ReportFormat, language: Language, faultsAt: 'console' | null): Promise<string> {
  const report = aReport({ run: aScenarioRun([aScenarioResult({ id: 'D2', faultsAt })]) })
  const file = await renderReport(report, format, { language, offsetAt: () => 0, pdfPrinter: noPdfPrinter })
  return file.ok ? new TextDecoder().decode(file.value) : ''
}

describe('a report on faults that the console injected', () => {
  it.each<[ReportFormat, Language, string]>([
    ['md', 'en', 'Faults on purpose: Injected faults'],
    ['html', 'en', 'Injected faults'],
    ['html', 'tr', 'Yapay hatalar'],
    ['json', 'en', '"faultsAt": "console"'],
    ['junit', 'en', '<property name="faults D2" value="Injected faults"/>'],
    ['csv', 'en', '"Injected faults"'],
  ])('says so in %s, %s, and says nothing of it where there were none', async (format, language, words) => {
    expect(await written(format, language, 'console')).toContain(words)
    expect(await written(format, language, null)).not.toContain(words)
  })
})
