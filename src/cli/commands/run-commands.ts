import type { Command } from 'commander'
import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run, RunKind } from '../../shared/model/run.ts'
import type { CommandLine } from '../command-line.ts'
import { choice, wholeNumber } from '../option-values.ts'
import { outcome, type Outcome } from '../outcome.ts'

interface ListOptions {
  readonly kind?: RunKind
  readonly limit: number
}

const KINDS: readonly RunKind[] = ['push', 'check', 'scenario', 'runbook']

export function addRunCommands(program: Command, cli: CommandLine): void {
  const runs = program.command('runs').description('what has been run, with its evidence')

  runs
    .command('list')
    .description('newest first; of one tenant with --tenant')
    .addOption(choice('--kind <kind>', 'only this kind', KINDS))
    .addOption(wholeNumber('--limit <n>', 'at most this many', { from: 1, to: 1000 }).default(50))
    .action(({ kind, limit }: ListOptions, command: Command) =>
      cli.withConsole(command, 'read', async (context) => {
        const { core, options } = context
        const tenant = options.tenant === undefined ? null : await core.tenants.find(options.tenant)
        if (tenant !== null && !tenant.ok) return tenant
        const listed = await core.runs.list({
          limit,
          ...(tenant === null ? {} : { tenantId: tenant.value.id }),
          ...(kind === undefined ? {} : { kind }),
        })
        if (!listed.ok) return listed
        const { runListText } = await import('../text/run-text.ts')
        return ok(outcome({ runs: listed.value.map(withoutResult) }, () => runListText(listed.value, context)))
      }),
    )

  runs
    .command('show')
    .description('one run with its evidence; an evidence id shows the run it belongs to')
    .argument('<id>')
    .action((id: string, _options, command: Command) =>
      cli.withConsole(command, 'read', async (context) => {
        const shown = await context.core.runs.show(id)
        if (!shown.ok) return shown
        const { runText } = await import('../text/run-text.ts')
        return ok(outcome(shown.value, () => runText(shown.value, id, context)))
      }),
    )

  addCompare(runs, cli)
  addRetention(runs, cli)
}

function addCompare(runs: Command, cli: CommandLine): void {
  runs
    .command('compare')
    .description('two runs, row by row and criterion by criterion')
    .argument('<first>')
    .argument('<second>')
    .action((first: string, second: string, _options, command: Command) =>
      cli.withConsole(command, 'read', async (context) => {
        const compared = await context.core.runs.compare(first, second)
        if (!compared.ok) return compared
        const { comparisonText } = await import('../text/comparison-text.ts')
        const { value } = compared
        return ok(outcome(value, () => comparisonText(value, context), value.worse === 0))
      }),
    )
}

function addRetention(runs: Command, cli: CommandLine): void {
  runs
    .command('retention')
    .description('how many days evidence is kept, or sets it; runs, attempts and decisions stay for ever')
    .argument('[days]', '30 to 3650, or forever')
    .option('--preview', 'say what would be deleted, and delete nothing')
    .action((days: string | undefined, { preview = false }: { preview?: boolean }, command: Command) =>
      cli.withConsole(
        command,
        days === undefined || preview ? 'read' : 'write',
        async ({ core: { runs: service } }) => {
          if (days === undefined) return told(await service.retention(), ({ days: kept }) => keptFor(kept))
          const wanted = days === 'forever' ? null : Number(days)
          if (preview) {
            return told(
              await service.forecastRetention(wanted),
              ({ pieces, runs: of, kept }) =>
                `Would delete ${String(pieces)} pieces of evidence of ${String(of)} runs; ${String(kept)} older ones stay, since decisions rest on them.`,
            )
          }
          return told(
            await service.setRetention(wanted),
            ({ days: kept, deleted }) => `${keptFor(kept)} Deleted: ${String(deleted)} pieces.`,
          )
        },
      ),
    )
}

const told = <T>(answer: Result<T, Failure>, words: (value: T) => string): Result<Outcome, Failure> =>
  answer.ok ? ok(outcome(answer.value, () => words(answer.value))) : answer

const keptFor = (days: number | null): string =>
  `Evidence is kept ${days === null ? 'for ever' : `${String(days)} days`}.`

/** A list of runs names them; their results are for `runs show`. */
function withoutResult({ result: _result, ...run }: Run): Omit<Run, 'result'> {
  return run
}
