import { createHash } from 'node:crypto'
import path from 'node:path'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ReportFormat, SkippedReport, WrittenReport } from '../../shared/model/report.ts'
import type { Language } from '../../shared/words/language.ts'
import { isoNow } from '../ports/clock.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { holdsSecret, learnSecrets, type ReadsSecrets } from '../secret-scan.ts'
import type { GateService, ReportService } from '../services.ts'
import { writeWholeFile } from '../write-whole-file.ts'
import { buildReport } from './build-report.ts'
import { gatherReport } from './gather-report.ts'
import { writeHtml } from './html/write-html.ts'
import { machineOffset, type OffsetAt } from './local-time.ts'
import { renderReport } from './render-report.ts'
import { languageOfFile, reportFileName } from './report-file-name.ts'
import type { ReportModel } from './report-model.ts'

interface Deps extends RunDeps {
  readonly gate: GateService
  readonly tenantSecrets: ReadsSecrets
  /** Where the reader's clock stands; default: this machine's time zone. */
  readonly offsetAt?: OffsetAt
}

/** Writes reports on runs: every format asked for that can be made here or, when one of them would hold a secret, none. */
export function createReportService(deps: Deps): ReportService {
  const { ports, record, offsetAt = machineOffset } = deps
  return {
    write: async ({ runId, formats, language, directory }) => {
      const report = await readReport(deps, runId)
      if (!report.ok) return report
      const { drafts, skipped } = await draft(deps, { report: report.value, formats, language })
      if (drafts.some(({ bytes }) => ports.knownSecrets.isIn(bytes))) return fail(HOLDS_SECRET)
      const written: WrittenReport[] = []
      for (const one of drafts) {
        const name = reportFileName(report.value, { ...one, offsetAt })
        const file = await writeWholeFile(ports.files, path.join(directory ?? ports.reportsDirectory, name), one.bytes)
        if (!file.ok) return file
        const entry = entryOf(report.value, { ...one, path: file.value, at: isoNow(ports.clock) })
        ports.data.reports.save(entry)
        written.push(entry)
      }
      if (written.length > 0) tell(record, { report: report.value, written })
      return ok({ written, skipped })
    },
    preview: async (runId, language) => {
      const report = await readReport(deps, runId)
      if (!report.ok) return report
      const text = writeHtml(report.value, offsetAt, language)
      return ports.knownSecrets.isIn(text) ? fail(HOLDS_SECRET) : ok(text)
    },
    list: (tenantId) => Promise.resolve(ok(ports.data.reports.list(tenantId))),
  }
}

const HOLDS_SECRET: Failure = {
  kind: 'Refused',
  reason: 'report_holds_secret',
  message: 'The report would have held a secret or a token that this process knows; nothing was written.',
}

/** The model of a run's report, refused when any text in it holds a live secret. */
async function readReport(deps: Deps, runId: string): Promise<Result<ReportModel, Failure>> {
  const sources = await gatherReport(deps, runId)
  if (!sources.ok) return sources
  await learnSecrets(deps)
  const report = buildReport(sources.value)
  return holdsSecret(report, deps.ports) ? fail(HOLDS_SECRET) : ok(report)
}

interface Draft {
  readonly format: ReportFormat
  readonly language: Language
  readonly bytes: Uint8Array
}

async function draft(
  { ports, offsetAt = machineOffset }: Deps,
  {
    report,
    formats,
    language,
  }: { readonly report: ReportModel; readonly formats: readonly ReportFormat[]; readonly language: Language },
): Promise<{ readonly drafts: readonly Draft[]; readonly skipped: SkippedReport[] }> {
  const drafts: Draft[] = []
  const skipped: SkippedReport[] = []
  for (const format of new Set(formats)) {
    const rendered = await renderReport(report, format, { language, offsetAt, pdfPrinter: ports.pdfPrinter })
    if (rendered.ok) drafts.push({ format, language: languageOfFile(format, language), bytes: rendered.value })
    else skipped.push({ format, ...rendered.failure })
  }
  return { drafts, skipped }
}

const entryOf = (
  { run, tenant }: ReportModel,
  { format, language, bytes, path, at }: Draft & { readonly path: string; readonly at: string },
): WrittenReport => ({
  runId: run.id,
  tenantId: tenant.id,
  format,
  language,
  path,
  digest: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
  at,
})

function tell(
  record: Deps['record'],
  { report, written }: { readonly report: ReportModel; readonly written: readonly WrittenReport[] },
): void {
  record({
    name: 'report_written',
    tenantId: report.tenant.id,
    runId: report.run.id,
    message: `A report was written: ${written.map(({ format }) => format).join(', ')}.`,
    detail: { formats: written.map(({ format }) => format) },
  })
}
