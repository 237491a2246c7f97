import type { Command } from 'commander'
import type { Answer, Core } from '../../core/services.ts'
import { invalidInput } from '../../shared/lib/invalid-input.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ConnectionTrace } from '../../shared/model/network.ts'
import { EnvironmentSchema, NewTenantSchema, type NewTenant, type TenantView } from '../../shared/model/tenant.ts'
import type { CommandLine, TenantAccess } from '../command-line.ts'
import { addConnectionCommands } from './connection-commands.ts'
import { addNetworkCommand } from './network-command.ts'
import { addProfileCommands } from './profile-commands.ts'
import { describeFailure } from '../describe-failure.ts'
import { choice } from '../option-values.ts'
import { outcome, type Outcome } from '../outcome.ts'
import { CERTIFICATE, readCredential } from '../read-credential.ts'
import { readSecret } from '../read-secret.ts'

interface AddFlags {
  readonly name: string
  readonly environment: string
  readonly tenantId: string
  readonly clientId: string
  readonly baseUrl: string
  readonly apiVersion?: string
  readonly certificate?: string
}

export function addTenantCommands(program: Command, cli: CommandLine): void {
  const tenant = program.command('tenant').description('tenants: the connections the console knows')
  addReading(tenant, cli)
  addAdding(tenant, cli)
  addTesting(tenant, cli)
  addConnectionCommands(tenant, cli)
  addNetworkCommand(tenant, cli)
  addProfileCommands(tenant, cli)

  const change = changeCommand(tenant, cli)
  change('enable', 'switch the feature flag on: pushes are permitted', 'write', (core, id) =>
    core.tenants.setEnabled(id, true),
  )
  change('disable', 'switch the feature flag off: every push is refused', 'write', (core, id) =>
    core.tenants.setEnabled(id, false),
  )
  change('select', 'make it the active tenant of "companies" and the window', 'write', (core, id) =>
    core.tenants.select(id),
  )
  change('delete-secret', 'take its secret out of the keychain', 'write', (core, id) => core.tenants.deleteSecret(id))
  addUnlock(tenant, cli)
  change('remove', 'archive it: credential gone, history kept', 'write', (core, id) => core.tenants.remove(id))
}

function addReading(tenant: Command, cli: CommandLine): void {
  tenant
    .command('list')
    .description('every tenant')
    .action((_options, command: Command) =>
      cli.withConsole(command, 'read', async (context) => {
        const tenants = await context.core.tenants.list()
        if (!tenants.ok) return tenants
        const { tenantListText } = await import('../text/tenant-text.ts')
        return ok(outcome({ tenants: tenants.value }, () => tenantListText(tenants.value, context)))
      }),
    )
  tenant
    .command('show')
    .description('one tenant')
    .argument('[tenant]', 'name or id (or --tenant)')
    .action((name: string | undefined, _options, command: Command) =>
      cli.withTenant(command, 'read', async (context, view) => ok(await shown(view, context.width)), name),
    )
}

function addAdding(tenant: Command, cli: CommandLine): void {
  tenant
    .command('add')
    .description('add a tenant; with --secret-stdin its client secret goes to the keychain')
    .requiredOption('--name <name>', 'its name')
    .addOption(choice('--environment <word>', 'declared', EnvironmentSchema.options).makeOptionMandatory())
    .requiredOption('--tenant-id <guid>', 'directory (tenant) id in Entra ID')
    .requiredOption('--client-id <guid>', 'application (client) id')
    .requiredOption('--base-url <url>', 'of the environment, https://yourorg.crm4.dynamics.com')
    .option('--api-version <version>', 'Web API version (v9.2)')
    .option('--certificate <file>', CERTIFICATE)
    .action((flags: AddFlags, command: Command) =>
      cli.withConsole(command, 'write', async (context) => {
        const input = newTenantOf(flags)
        if (!input.ok) return input
        const credential = await readCredential(context, flags.certificate)
        if (!credential.ok) return credential
        const added = await context.core.tenants.add(input.value, credential.value)
        return added.ok ? ok(await shown(added.value, context.width)) : added
      }),
    )
  tenant
    .command('set-secret')
    .description('store or replace the client secret: --secret-stdin')
    .argument('[tenant]', 'name or id (or --tenant)')
    .action((name: string | undefined, _options, command: Command) =>
      cli.withTenant(
        command,
        'write',
        async ({ core, terminal, width }, { id }) => {
          const secret = await readSecret(terminal)
          if (!secret.ok) return secret
          const changed = await core.tenants.setSecret(id, secret.value)
          return changed.ok ? ok(await shown(changed.value, width)) : changed
        },
        name,
      ),
    )
}

function addTesting(tenant: Command, cli: CommandLine): void {
  tenant
    .command('test')
    .description('token, WhoAmI, organisation, in this order; stops at the first that fails')
    .argument('[tenant]', 'name or id (or --tenant)')
    .option('--hops', 'the way instead: DNS, proxy, connection, TLS, Entra ID, Dataverse; names the first that fails')
    .action((name: string | undefined, flags: { readonly hops?: true }, command: Command) =>
      cli.withTenant(
        command,
        'connect',
        async ({ core, signal, width }, { id, name: tenantName }) => {
          if (flags.hops === true) return traced(await core.tenants.trace(id, signal), tenantName, width)
          const proof = await core.tenants.test(id, signal)
          if (!proof.ok) return proof
          const { proofText } = await import('../text/tenant-text.ts')
          return ok(outcome({ tenant: tenantName, ...proof.value }, () => proofText(proof.value, { width })))
        },
        name,
      ),
    )
}

async function traced(
  answer: Result<ConnectionTrace, Failure>,
  tenant: string,
  width: number | null,
): Promise<Result<Outcome, Failure>> {
  if (!answer.ok) return answer
  const { traceText } = await import('../text/trace-text.ts')
  const { hops, failedAt } = answer.value
  const failure = hops.find(({ hop }) => hop === failedAt)?.failure ?? null
  const error = failure === null ? null : describeFailure(failure)
  return ok(outcome({ tenant, ...answer.value, error }, () => traceText(answer.value, { width }), error === null))
}

/** Listed because it is looked for; what it would open ends with this very process. */
function addUnlock(tenant: Command, cli: CommandLine): void {
  tenant
    .command('unlock')
    .description('PROD: an unlock ends with its process, so each command that writes is given --unlock NAME instead')
    .argument('[tenant]', 'name or id (or --tenant)')
    .action((name: string | undefined, _options, command: Command) =>
      cli.withTenant(
        command,
        'read',
        (_context, view) => {
          const message = `An unlock ends with the process it was given to, so nothing was unlocked: give --unlock "${view.name}" to the command that writes.`
          return Promise.resolve(
            fail<Failure>({ kind: 'InvalidInput', message, fields: [{ field: 'unlock', message }] }),
          )
        },
        name,
      ),
    )
}

type Change = (core: Core, tenantId: string) => Answer<TenantView>

/** The commands that change one thing about one tenant and show what it is now. */
function changeCommand(tenant: Command, cli: CommandLine) {
  return (verb: string, description: string, access: TenantAccess, change: Change): void => {
    tenant
      .command(verb)
      .description(description)
      .argument('[tenant]', 'name or id (or --tenant)')
      .action((name: string | undefined, _options, command: Command) =>
        cli.withTenant(
          command,
          access,
          async ({ core, width }, { id }) => {
            const changed = await change(core, id)
            return changed.ok ? ok(await shown(changed.value, width)) : changed
          },
          name,
        ),
      )
  }
}

async function shown(view: TenantView, width: number | null) {
  const { tenantText } = await import('../text/tenant-text.ts')
  return outcome(view, () => tenantText(view, { width }))
}

function newTenantOf(flags: AddFlags): Result<NewTenant, Failure> {
  const { name, environment, tenantId: entraTenantId, clientId, baseUrl, apiVersion } = flags
  const parsed = NewTenantSchema.safeParse({
    name,
    environment,
    entraTenantId,
    clientId,
    baseUrl,
    ...(apiVersion === undefined ? {} : { apiVersion }),
  })
  return parsed.success ? ok(parsed.data) : fail(invalidInput(parsed.error.issues))
}
