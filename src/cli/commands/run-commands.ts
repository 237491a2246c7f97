import type { Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import type { Run, RunKind } from '../../shared/model/run.ts'
import type { CommandLine } from '../command-line.ts'
import { choice, wholeNumber } from '../option-values.ts'
import { outcome } from '../outcome.ts'

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
    .action((days: string | undefined, _options, command: Command) =>
      cli.withConsole(command, days === undefined ? 'read' : 'write', async ({ core }) => {
        const wanted = days === 'forever' ? null : Number(days)
        const kept = days === undefined ? await core.runs.retention() : await core.runs.setRetention(wanted)
        if (!kept.ok) return kept
        const words = kept.value.days === null ? 'for ever' : `${String(kept.value.days)} days`
        return ok(outcome(kept.value, () => `Evidence is kept ${words}.`))
      }),
    )
}

/** A list of runs names them; their results are for `runs show`. */
function withoutResult({ result: _result, ...run }: Run): Omit<Run, 'result'> {
  return run
}
