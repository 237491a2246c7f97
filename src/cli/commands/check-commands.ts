import type { Command } from 'commander'
import { fail, ok } from '../../shared/lib/result.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome } from '../outcome.ts'

export function addCheckCommands(program: Command, cli: CommandLine): void {
  const check = program
    .command('check')
    .description('verify the setup of a tenant: runbook A and B')
    .option('--row <id>', 'only this row, for example A2.2')
    .action(({ row }: { row?: string }, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const options = { signal: context.signal, ...(row === undefined ? {} : { row }) }
        const result = await context.core.checks.run(tenant.id, options)
        if (!result.ok) return result
        const { checkText } = await import('../text/check-text.ts')
        return ok(outcome(result.value, () => checkText(result.value, context), result.value.ok))
      }),
    )
  addColumnsCommand(check, cli)
  addHunterUrlCommand(check, cli)
  addAttestCommand(program, cli)
  addDriftCommand(program, cli)
}

function addColumnsCommand(check: Command, cli: CommandLine): void {
  check
    .command('columns')
    .description('the lead columns that the mapping profile lacks: the plan, or with --create their creation')
    .option('--create', 'create exactly what the plan shows, publish and look again', false)
    .action(({ create }: { create: boolean }, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const { checks } = context.core
        const plan = await checks.planColumns(tenant.id, context.signal)
        if (!plan.ok) return plan
        const { columnsText, createdText } = await import('../text/check-text.ts')
        const isWhole = plan.value.columns.length === 0 && plan.value.notOurs.length === 0
        if (!create || isWhole) return ok(outcome(plan.value, () => columnsText(plan.value, context), isWhole))
        const names = plan.value.columns.map(({ name }) => name)
        const created = await checks.createColumns(tenant.id, names, context.signal)
        if (!created.ok) return created
        const { failed, publishFailure, notSeenYet } = created.value
        const isGood = failed.length === 0 && publishFailure === null && notSeenYet.length === 0
        return ok(outcome({ plan: plan.value, ...created.value }, () => createdText(created.value, context), isGood))
      }),
    )
}

function addHunterUrlCommand(check: Command, cli: CommandLine): void {
  check
    .command('hunter-url')
    .description('where the tenant’s Hunter backend is asked for its health; with URL or "none" sets it')
    .argument('[url]', 'http on this machine, else https; "none" for no backend')
    .action((url: string | undefined, _options, command: Command) =>
      cli.withTenant(command, url === undefined ? 'read' : 'write', async ({ core }, tenant) => {
        const answer =
          url === undefined
            ? await core.checks.hunterUrl(tenant.id)
            : await core.checks.setHunterUrl(tenant.id, url.toLowerCase() === 'none' ? null : url)
        if (!answer.ok) return answer
        const { value } = answer
        return ok(outcome(value, () => `${value.url ?? 'none'}${value.isDefault ? ' (not set)' : ''}`))
      }),
    )
}

function addAttestCommand(program: Command, cli: CommandLine): void {
  program
    .command('attest')
    .description('confirm a runbook line that no API can verify')
    .argument('<row>', 'the line, for example P1 or B2')
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

function addDriftCommand(program: Command, cli: CommandLine): void {
  program
    .command('drift')
    .description('what would break a push in one tenant and not in the other, by the newest checks of both')
    .argument('<first>', 'the tenant whose mapping profile counts')
    .argument('<second>', 'the tenant it is compared with')
    .action((first: string, second: string, _options, command: Command) =>
      cli.withConsole(command, 'read', async (context) => {
        const { tenants, checks } = context.core
        const [one, other] = [await tenants.find(first), await tenants.find(second)]
        if (!one.ok) return fail(one.failure)
        if (!other.ok) return fail(other.failure)
        const compared = await checks.drift(one.value.id, other.value.id)
        if (!compared.ok) return compared
        const { driftText } = await import('../text/check-text.ts')
        return ok(outcome(compared.value, () => driftText(compared.value, context), compared.value.ok))
      }),
    )
}
