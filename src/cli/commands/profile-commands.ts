import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { EnvironmentSchema, type Environment, type TenantView } from '../../shared/model/tenant.ts'
import type { CommandLine } from '../command-line.ts'
import { choice, wholeNumber } from '../option-values.ts'
import { outcome, type Outcome } from '../outcome.ts'
import { setPushes, type PushFlags } from '../set-pushes.ts'

/** The commands that carry a profile elsewhere, name it, copy it and put it in its place. */
export function addProfileCommands(tenant: Command, cli: CommandLine): void {
  addExport(tenant, cli)
  addImport(tenant, cli)
  addRename(tenant, cli)
  addDuplicate(tenant, cli)
  addOrder(tenant, cli)
  addUnlocks(tenant, cli)
  addSet(tenant, cli)
}

function addExport(tenant: Command, cli: CommandLine): void {
  tenant
    .command('export')
    .description('write its profile to a file; no secret is in it')
    .argument('<file>')
    .argument('[tenant]', 'name or id (or --tenant)')
    .action((file: string, name: string | undefined, _options, command: Command) =>
      cli.withTenant(
        command,
        'read',
        async ({ core }, { id }) => {
          const written = await core.tenants.exportProfile(id, file)
          return written.ok ? ok(outcome(written.value, () => written.value.file)) : written
        },
        name,
      ),
    )
}

function addImport(tenant: Command, cli: CommandLine): void {
  tenant
    .command('import')
    .description('add a tenant from such a file; its feature flag is off and it has no credential yet')
    .argument('<file>')
    .option('--name <name>', 'instead of the name in the file')
    .action((file: string, flags: { readonly name?: string }, command: Command) =>
      cli.withConsole(command, 'write', async ({ core, width }) => {
        const text = await readFile(file, 'utf8').catch(() => null)
        if (text === null) return unreadable(file)
        return shown(await core.tenants.importProfile(text, { name: flags.name }), width)
      }),
    )
}

function addRename(tenant: Command, cli: CommandLine): void {
  tenant
    .command('rename')
    .description('give it another name')
    .argument('<tenant>', 'name or id')
    .argument('<name>', 'the new one')
    .action((from: string, name: string, _options, command: Command) =>
      cli.withTenant(
        command,
        'write',
        async ({ core, width }, { id }) => shown(await core.tenants.update(id, { name }), width),
        from,
      ),
    )
}

interface DuplicateFlags {
  readonly name: string
  readonly environment: Environment
  readonly baseUrl: string
}

function addDuplicate(tenant: Command, cli: CommandLine): void {
  tenant
    .command('duplicate')
    .description('add a tenant like it for the next environment; the secret is not copied')
    .argument('<tenant>', 'name or id')
    .requiredOption('--name <name>', 'of the new one')
    .addOption(choice('--environment <word>', 'of the new one', EnvironmentSchema.options).makeOptionMandatory())
    .requiredOption('--base-url <url>', 'of the new one')
    .action((from: string, to: DuplicateFlags, command: Command) =>
      cli.withTenant(
        command,
        'write',
        async ({ core, width }, { id }) => shown(await core.tenants.duplicate(id, to), width),
        from,
      ),
    )
}

function addOrder(tenant: Command, cli: CommandLine): void {
  tenant
    .command('order')
    .description('put it before another one, else last; the sandbox stands before all')
    .argument('<tenant>', 'name or id')
    .option('--before <tenant>', 'name or id')
    .action((name: string, flags: { readonly before?: string }, command: Command) =>
      cli.withTenant(
        command,
        'write',
        async (context, { id }) => {
          const { core } = context
          const before = flags.before === undefined ? ok({ id: null }) : await core.tenants.find(flags.before)
          if (!before.ok) return before
          const moved = await core.tenants.move(id, before.value.id)
          if (!moved.ok) return moved
          const { tenantListText } = await import('../text/tenant-text.ts')
          return ok(outcome({ tenants: moved.value }, () => tenantListText(moved.value, context)))
        },
        name,
      ),
    )
}

function addUnlocks(tenant: Command, cli: CommandLine): void {
  tenant
    .command('unlocks')
    .description('when writing to it was unlocked, newest first')
    .argument('[tenant]', 'name or id (or --tenant)')
    .action((name: string | undefined, _options, command: Command) =>
      cli.withTenant(
        command,
        'read',
        async ({ core, width }, { id }) => {
          const unlocks = await core.tenants.unlocks(id)
          if (!unlocks.ok) return unlocks
          const { unlocksText } = await import('../text/tenant-text.ts')
          return ok(outcome({ unlocks: unlocks.value }, () => unlocksText(unlocks.value, { width })))
        },
        name,
      ),
    )
}

async function shown(answer: Result<TenantView, Failure>, width: number | null): Promise<Result<Outcome, Failure>> {
  if (!answer.ok) return answer
  const { tenantText } = await import('../text/tenant-text.ts')
  return ok(outcome(answer.value, () => tenantText(answer.value, { width })))
}

const unreadable = (file: string) =>
  fail<Failure>({
    kind: 'InvalidInput',
    message: `${file} cannot be read.`,
    fields: [{ field: 'file', message: 'It is not there, or may not be read.' }],
  })

function addSet(tenant: Command, cli: CommandLine): void {
  tenant
    .command('set')
    .description('how pushes to it behave')
    .argument('[tenant]', 'name or id (or --tenant)')
    .option('--owner <who>', 'of new leads: user:NAME, team:NAME or none (the application user)')
    .addOption(choice('--existing-leads <word>', 'what to do with leads that are there', ['skip', 'update']))
    .addOption(wholeNumber('--retries <number>', 'further tries after trouble that may pass', { from: 0, to: 10 }))
    .option('--match-keys <list>', 'what finds them: subject, website, email, with commas between')
    .action((name: string | undefined, flags: PushFlags, command: Command) =>
      // An owner is looked for in D365.
      cli.withTenant(
        command,
        flags.owner === undefined || flags.owner === 'none' ? 'write' : 'connect',
        async ({ core, width }, view) => shown(await setPushes(core, view, flags), width),
        name,
      ),
    )
}
