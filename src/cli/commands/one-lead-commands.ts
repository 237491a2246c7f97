import type { Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome } from '../outcome.ts'

/** One lead: what is known of it, and the choice among the records it is in conflict with. */
export function addOneLeadCommands(leads: Command, cli: CommandLine): void {
  leads
    .command('show')
    .description('one lead: its state, what a push would send, the records it is in conflict with, its history')
    .argument('<domain>')
    .action((domain: string, _options, command: Command) =>
      cli.withTenant(command, 'read', async (context, tenant) => {
        const detail = await context.core.leads.detail(tenant.id, domain)
        if (!detail.ok) return detail
        const { leadText } = await import('../text/one-lead-text.ts')
        return ok(outcome({ tenant: tenant.name, ...detail.value }, () => leadText(detail.value, context)))
      }),
    )

  leads
    .command('adopt')
    .description('a conflict: this record of D365 is the lead')
    .argument('<domain>')
    .argument('<d365-lead-id>')
    .action((domain: string, d365LeadId: string, _options, command: Command) =>
      cli.withTenant(command, 'connect', async ({ core }, tenant) => {
        const adopted = await core.push.adopt(tenant.id, domain, d365LeadId)
        return adopted.ok
          ? ok(outcome(adopted.value, () => `${adopted.value.domain} is ${adopted.value.d365_lead_id ?? ''} in D365.`))
          : adopted
      }),
    )

  leads
    .command('decline')
    .description('a conflict: none of the records shown is the lead; its next push creates one despite them')
    .argument('<domain>')
    .action((domain: string, _options, command: Command) =>
      cli.withTenant(command, 'write', async ({ core }, tenant) => {
        const declined = await core.push.decline(tenant.id, domain)
        return declined.ok
          ? ok(outcome(declined.value, () => `${declined.value.domain} is out of conflict; push it to create it.`))
          : declined
      }),
    )
}
