import type { Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome } from '../outcome.ts'

export function addCheckCommands(program: Command, cli: CommandLine): void {
  program
    .command('check')
    .description('verify the setup of a tenant: runbook A and B')
    .action((_options, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const result = await context.core.checks.run(tenant.id, { signal: context.signal })
        if (!result.ok) return result
        const { checkText } = await import('../text/check-text.ts')
        return ok(outcome(result.value, () => checkText(result.value, context), result.value.ok))
      }),
    )

  program
    .command('attest')
    .description('confirm a runbook line that no API can verify')
    .argument('<row>', 'the line, for example A2.2')
    .requiredOption('--by <name>', 'who confirms it')
    .option('--note <text>', 'what was seen', '')
    .action((row: string, { by, note }: { by: string; note: string }, command: Command) =>
      cli.withTenant(command, 'write', async ({ core }, tenant) => {
        const attested = await core.checks.attest(tenant.id, row, by, note)
        if (!attested.ok) return attested
        const { value } = attested
        return ok(outcome(value, () => `${value.row} attested for ${tenant.name} by ${value.by} at ${value.at}.`))
      }),
    )
}
