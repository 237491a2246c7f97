import type { Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import { ConflictRuleSchema } from '../../shared/model/duplicates.ts'
import type { CommandLine } from '../command-line.ts'
import { choice } from '../option-values.ts'
import { outcome } from '../outcome.ts'

/** Duplicates, conflicts and erasing. */
export function addLeadCareCommands(leads: Command, cli: CommandLine): void {
  leads
    .command('radar')
    .description('domains with more than one lead in D365')
    .action((_options, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const found = await context.core.leads.radar(tenant.id, context.signal)
        if (!found.ok) return found
        const { radarText } = await import('../text/duplicates-text.ts')
        return ok(outcome(found.value, () => radarText(found.value, context), found.value.duplicates.length === 0))
      }),
    )

  leads
    .command('resolve')
    .description('settle every conflict of a tenant by one rule')
    .addOption(choice('--rule <rule>', 'which record is adopted', ConflictRuleSchema.options).makeOptionMandatory())
    .option('--dry-run', 'say what the rule would do')
    .action(({ rule, dryRun }: { rule: string; dryRun?: true }, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const options = { isPreview: dryRun === true, signal: context.signal }
        const settled = await context.core.leads.resolveConflicts(tenant.id, ConflictRuleSchema.parse(rule), options)
        if (!settled.ok) return settled
        const { conflictsText } = await import('../text/duplicates-text.ts')
        return ok(outcome(settled.value, () => conflictsText(settled.value, context), settled.value.left === 0))
      }),
    )

  leads
    .command('erase')
    .description('erase what may be about a person; ids and digests stay, D365 is not touched')
    .argument('<domain>')
    .action((domain: string, _options, command: Command) =>
      cli.withConsole(command, 'write', async ({ core }) => {
        const erased = await core.leads.erase(domain)
        return erased.ok
          ? ok(outcome(erased.value, () => `Personal data of ${erased.value.domain} erased here.`))
          : erased
      }),
    )
}
