import type { Command } from 'commander'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { LeadFileFormatSchema, type LeadExportResult, type LeadFileFormat } from '../../shared/model/lead-export.ts'
import type { CommandLine } from '../command-line.ts'
import { choice } from '../option-values.ts'
import { outcome } from '../outcome.ts'
import { STATUS_WORDS, toBadge } from '../status-words.ts'

interface Flags {
  readonly for?: string
  readonly format?: string
  readonly status?: string
  readonly withState?: true
  readonly failedOf?: string
}

const FORMATS = LeadFileFormatSchema.exclude(['hunter']).options
const BY_EXTENSION: ReadonlyMap<string, LeadFileFormat> = new Map<string, LeadFileFormat>([
  ...FORMATS.map((format) => [format, format] as const),
  ['jsonl', 'ndjson'],
])

export function addLeadExportCommand(leads: Command, cli: CommandLine): void {
  leads
    .command('export')
    .description('write the leads to a file; with --for hunter the SQL that tells Hunter which were pushed from here')
    .argument('<file>')
    .addOption(choice('--for <whom>', 'SQL for Hunter’s database: id, status and time per domain', ['hunter']))
    .addOption(choice('--format <format>', 'instead of the end of the file’s name', FORMATS))
    .addOption(choice('--status <word>', 'only leads with this stored status or badge word', STATUS_WORDS))
    .option('--with-state', 'with the D365 columns, and what else is known of a lead')
    .option(
      '--failed-of <run>',
      'only what did not arrive in this push run, with its reason, to be mended and imported',
    )
    .action((file: string, flags: Flags, command: Command) =>
      cli.withTenant(command, 'write', async ({ core }, tenant) => {
        if (flags.failedOf !== undefined) return told(await core.leads.exportFailed(flags.failedOf, file))
        const format = formatOf(file, flags)
        if (!format.ok) return format
        const badge = flags.status === undefined ? null : toBadge(flags.status)
        const request = { format: format.value, badge, withState: flags.withState === true }
        return told(await core.leads.exportTo(tenant.id, request, file))
      }),
    )
}

function told(written: Result<LeadExportResult, Failure>): ReturnType<Parameters<CommandLine['withTenant']>[2]> {
  if (!written.ok) return Promise.resolve(written)
  const { file, leads } = written.value
  return Promise.resolve(
    ok(outcome(written.value, () => `${leads === 1 ? '1 lead' : `${leads} leads`} written to ${file}`)),
  )
}

export function formatOf(file: string, flags: Pick<Flags, 'for' | 'format'>): Result<LeadFileFormat, Failure> {
  if (flags.for === 'hunter') {
    return flags.format === undefined ? ok('hunter') : refused('--for hunter writes SQL: leave --format out.')
  }
  const word = flags.format ?? file.slice(file.lastIndexOf('.') + 1).toLowerCase()
  const format = BY_EXTENSION.get(word)
  return format === undefined
    ? refused(`Say which format with --format: the name ${file} ends with none of ${FORMATS.join(', ')}.`)
    : ok(format)
}

const refused = (message: string): Result<never, Failure> =>
  fail({ kind: 'InvalidInput', message, fields: [{ field: 'format', message }] })
