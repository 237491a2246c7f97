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
}

/** A list of runs names them; their results are for `runs show`. */
function withoutResult({ result: _result, ...run }: Run): Omit<Run, 'result'> {
  return run
}
