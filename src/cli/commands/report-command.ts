import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import { ReportFormatSchema, type ReportFormat } from '../../shared/model/report.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome } from '../outcome.ts'

interface ReportFlags {
  readonly run: string
  readonly format: readonly ReportFormat[]
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
    .option('--out <dir>', 'where the files go (else the data directory’s "reports")')
    .action(({ run, format, out }: ReportFlags, command: Command) =>
      cli.withConsole(command, 'write', async ({ core }) => {
        const written = await core.reports.write(run, format, out === undefined ? null : resolve(out))
        if (!written.ok) return written
        const document = {
          runId: run,
          reports: written.value.map(({ format: written, path }) => ({ format: written, path })),
        }
        return ok(outcome(document, () => written.value.map(({ path }) => path).join('\n')))
      }),
    )
}

export function parseFormats(text: string): readonly ReportFormat[] {
  const words = text.split(',').map((word) => word.trim())
  const parsed = ReportFormatSchema.array()
    .min(1)
    .safeParse([...new Set(words)])
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError(`Known formats: ${ReportFormatSchema.options.join(', ')}.`)
}
