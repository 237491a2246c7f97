import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import { ReportFormatSchema, type ReportFormat } from '../../shared/model/report.ts'
import { LanguageSchema, type Language } from '../../shared/words/language.ts'
import type { CommandLine } from '../command-line.ts'
import { choice } from '../option-values.ts'
import { outcome } from '../outcome.ts'

interface ReportFlags {
  readonly run: string
  readonly format: readonly ReportFormat[]
  readonly language: Language
  readonly out?: string
}

export function addReportCommand(program: Command, cli: CommandLine): void {
  program
    .command('report')
    .description('write the report of a run')
    .requiredOption('--run <id>', 'the run ("runs list" shows them)')
    .option(
      '--format <formats>',
      `comma-separated: ${ReportFormatSchema.options.join(', ')}`,
      parseFormats,
      ReportFormatSchema.options,
    )
    .addOption(languageOption())
    .option('--out <dir>', 'where the files go (else the data directory’s "reports")')
    .action(({ run, format, language, out }: ReportFlags, command: Command) =>
      cli.withConsole(command, 'write', async ({ core }) => {
        const directory = out === undefined ? null : resolve(out)
        const writing = await core.reports.write({ runId: run, formats: format, language, directory })
        if (!writing.ok) return writing
        const { written, skipped } = writing.value
        const document = {
          runId: run,
          reports: written.map(({ format, path, language, digest, bytes }) => ({
            format,
            path,
            language,
            digest,
            bytes,
          })),
          skipped,
        }
        const { reportText } = await import('../text/report-text.ts')
        // Nothing written is nothing done, whatever the reason.
        return ok(outcome(document, () => reportText(writing.value), written.length > 0))
      }),
    )
}

/** Of HTML and PDF; the runbook's template and what machines read keep one wording. */
export const languageOption = () =>
  choice('--language <language>', 'of the HTML and PDF reports', LanguageSchema.options).default('en')

export function parseFormats(text: string): readonly ReportFormat[] {
  const words = text.split(',').map((word) => word.trim())
  const parsed = ReportFormatSchema.array()
    .min(1)
    .safeParse([...new Set(words)])
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError(`Known formats: ${ReportFormatSchema.options.join(', ')}.`)
}
