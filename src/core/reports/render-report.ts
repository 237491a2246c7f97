import { ok, type Result } from '../../shared/lib/result.ts'
import type { ReportFormat } from '../../shared/model/report.ts'
import type { Language } from '../../shared/words/language.ts'
import type { NoPdf, PdfPrinter } from '../ports/pdf-printer.ts'
import { writeHtml } from './html/write-html.ts'
import { localTime, type OffsetAt } from './local-time.ts'
import type { ReportModel } from './report-model.ts'
import { onOneLine } from './visible-text.ts'
import { REPORT_WORDS } from './words/report-words.ts'
import { writeCsv } from './write-csv.ts'
import { writeJson } from './write-json.ts'
import { writeJunit } from './write-junit.ts'
import { writeMarkdown } from './write-markdown.ts'

export interface Rendering {
  readonly language: Language
  readonly offsetAt: OffsetAt
  readonly pdfPrinter: PdfPrinter
}

/** One model, six writers. Only the PDF can fail to come about. */
export async function renderReport(
  report: ReportModel,
  format: ReportFormat,
  { language, offsetAt, pdfPrinter }: Rendering,
): Promise<Result<Uint8Array, NoPdf>> {
  switch (format) {
    case 'md':
      return ok(inUtf8(writeMarkdown(report, offsetAt)))
    case 'html':
      return ok(inUtf8(writeHtml(report, offsetAt, language)))
    case 'json':
      return ok(inUtf8(writeJson(report)))
    case 'junit':
      return ok(inUtf8(writeJunit(report)))
    case 'csv':
      return ok(inUtf8(writeCsv(report, offsetAt)))
    case 'pdf': {
      const { title, page, of } = REPORT_WORDS[language]
      const head = `${title}: ${onOneLine(report.tenant.name)} · ${localTime(report.run.startedAt, offsetAt)}`
      return pdfPrinter.print({ html: (sheets) => writeHtml(report, offsetAt, language, sheets), head, page, of })
    }
  }
}

const inUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
