import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { LeadQuerySchema } from '../../shared/model/lead.ts'
import type { CommandLine } from '../command-line.ts'
import { choice, wholeNumber } from '../option-values.ts'
import { STATUS_WORDS, toBadge } from '../status-words.ts'
import { outcome } from '../outcome.ts'
import { readJsonFile } from '../read-json-file.ts'
import { addLeadCareCommands } from './lead-care-commands.ts'
import { addLeadExportCommand } from './lead-export-command.ts'
import { addOneLeadCommands } from './one-lead-commands.ts'

interface ListOptions {
  readonly search: string
  readonly status?: string
  readonly sort: string
  readonly descending?: true
  readonly offset: number
  readonly limit: number
}

const ColumnMapSchema = z.record(z.string(), z.string())
const SORTS = LeadQuerySchema.shape.sort.unwrap().options

export function addLeadCommands(program: Command, cli: CommandLine): void {
  const leads = program.command('leads').description('leads that Hunter found')
  addImportCommand(leads, cli)
  addListCommand(leads, cli)
  addLeadExportCommand(leads, cli)
  addLeadCareCommands(leads, cli)
  addOneLeadCommands(leads, cli)
}

function addImportCommand(leads: Command, cli: CommandLine): void {
  leads
    .command('import')
    .description('import Hunter’s export (CSV, XLSX, JSON, NDJSON), with a reason for every rejected line')
    .argument('<file>')
    .option('--map <file>', 'JSON that takes the file’s column names to those of Hunter: {"Firma":"company_name"}')
    .option('--dry-run', 'judge every line, store nothing')
    .action((file: string, { dryRun, map }: { dryRun?: true; map?: string }, command: Command) =>
      cli.withConsole(command, 'write', async (context) => {
        const readable = await judgeFile(file)
        if (!readable.ok) return readable
        const names = map === undefined ? ok({}) : await readJsonFile(map, ColumnMapSchema)
        if (!names.ok) return names
        const imported = await context.core.leads.importFile(basename(file), createReadStream(file), {
          isDryRun: dryRun === true,
          signal: context.signal,
          map: names.value,
        })
        if (!imported.ok) return imported
        const { importText } = await import('../text/lead-text.ts')
        const isGood = imported.value.rejected.length === 0
        return ok(outcome(imported.value, () => importText(imported.value, dryRun === true, context), isGood))
      }),
    )
}

function addListCommand(leads: Command, cli: CommandLine): void {
  leads
    .command('list')
    .description('leads with their sync state in a tenant')
    .option('--search <text>', 'in domain and company name', '')
    .addOption(choice('--status <word>', 'stored status or badge word', STATUS_WORDS))
    .addOption(choice('--sort <field>', 'order', SORTS).default('priorityScore'))
    .option('--descending', 'the other way round')
    .addOption(wholeNumber('--offset <n>', 'skip this many', { from: 0, to: 100_000_000 }).default(0))
    .addOption(wholeNumber('--limit <n>', 'at most this many', { from: 1, to: 500 }).default(100))
    .action((options: ListOptions, command: Command) =>
      cli.withTenant(command, 'read', async (context, tenant) => {
        const { status, search, sort, offset, limit } = options
        const badge = status === undefined ? null : toBadge(status)
        const query = LeadQuerySchema.parse({
          search,
          badge,
          sort,
          offset,
          limit,
          descending: options.descending === true,
        })
        const page = await context.core.leads.page(tenant.id, query)
        if (!page.ok) return page
        const { leadListText } = await import('../text/lead-text.ts')
        return ok(outcome({ tenant: tenant.name, ...page.value }, () => leadListText(page.value, context)))
      }),
    )
}

async function judgeFile(file: string): Promise<Result<null, Failure>> {
  const stats = await stat(file).catch(() => null)
  if (stats?.isFile()) return ok(null)
  const message = stats === null ? `There is no file ${file}.` : `${file} is not a file.`
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'file', message }] })
}
