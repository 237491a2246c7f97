import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Answer } from '../../core/services.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { ConnectionDraft } from '../../shared/model/connection-draft.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { EnvironmentSchema, type Environment, type TenantView } from '../../shared/model/tenant.ts'
import type { CommandLine } from '../command-line.ts'
import type { ConsoleContext } from '../command-context.ts'
import { choice } from '../option-values.ts'
import { outcome, type Outcome } from '../outcome.ts'
import { CERTIFICATE, readNewCredential } from '../read-credential.ts'

/** The commands that bring a connection in and out and change what it signs in with. */
export function addConnectionCommands(tenant: Command, cli: CommandLine): void {
  addImportEnv(tenant, cli)
  addExportEnv(tenant, cli)
  addRotate(tenant, cli)
  addAcceptOrganization(tenant, cli)
}

interface ImportFlags {
  readonly name?: string
  readonly environment?: Environment
}

function addImportEnv(tenant: Command, cli: CommandLine): void {
  tenant
    .command('import-env')
    .description(
      'add a tenant from a .env (or a connection string, XrmToolBox’s file, JSON); its secret goes to the keychain',
    )
    .argument('<file>', 'the file')
    .option('--name <name>', 'its name; else the file’s, else the organisation’s')
    .addOption(
      choice('--environment <word>', 'declared; else what the name or address says', EnvironmentSchema.options),
    )
    .action((file: string, flags: ImportFlags, command: Command) =>
      cli.withConsole(command, 'write', async (context) => {
        const bytes = await readFile(file).catch(() => null)
        if (bytes === null) return invalid('file', `${file} cannot be read.`)
        const draft = await context.core.tenants.readConnectionFile(bytes)
        return draft.ok ? addDrafted(context, draft.value, flags) : draft
      }),
    )
}

async function addDrafted(
  context: ConsoleContext,
  draft: ConnectionDraft,
  flags: ImportFlags,
): Promise<Result<Outcome, Failure>> {
  const environment = flags.environment ?? draft.environment
  const refused = draft.notes.find(({ note }) => note === 'base_url_refused')
  if (refused !== undefined) return invalid('baseUrl', refused.detail ?? 'The base URL was refused.')
  const contested = draft.notes.find(({ note }) => note === 'several_values')
  if (contested !== undefined) {
    return invalid('file', `Two values for the same thing: ${contested.detail ?? ''}. Leave one of them in the file.`)
  }
  if (environment === null) {
    return invalid(
      'environment',
      'Nothing in the file says which environment this is; add --environment DEV, TEST or PROD.',
    )
  }
  const added = await keepDrafted(context, { ...draft, name: flags.name ?? draft.name }, environment)
  return added.ok ? ok(await shown(added.value, context.width)) : added
}

async function keepDrafted(
  { core }: ConsoleContext,
  draft: ConnectionDraft,
  environment: Environment,
): Answer<TenantView> {
  const input = withEmpty({ ...draft, apiVersion: draft.apiVersion ?? 'v9.2' })
  const credential =
    draft.credential === 'none' ? null : { kind: 'draft' as const, draftId: draft.draftId, passphrase: null }
  const added = await core.tenants.add({ ...input, environment }, credential)
  return added.ok && draft.appId !== null ? core.tenants.update(added.value.id, { appId: draft.appId }) : added
}

type Needed = 'name' | 'entraTenantId' | 'clientId' | 'baseUrl' | 'apiVersion'

/** What was not found is left to the tenant's own rules, which say what is missing and where it stands. */
const withEmpty = (found: Readonly<Record<Needed, string | null>>): Record<Needed, string> => ({
  name: found.name ?? '',
  entraTenantId: found.entraTenantId ?? '',
  clientId: found.clientId ?? '',
  baseUrl: found.baseUrl ?? '',
  apiVersion: found.apiVersion ?? '',
})

function addExportEnv(tenant: Command, cli: CommandLine): void {
  tenant
    .command('export-env')
    .description('the runbook’s .env on standard output; for PROD the KeyVault commands, without the value')
    .argument('[tenant]', 'name or id (or --tenant)')
    .option('--with-secret', 'write the client secret too; never on PROD')
    .action((name: string | undefined, flags: { readonly withSecret?: true }, command: Command) =>
      cli.withTenant(
        command,
        'read',
        async ({ core }, view) => {
          const written = await core.tenants.exportEnv(view.id, { withSecret: flags.withSecret === true })
          if (!written.ok) return written
          const { text, keyVault } = written.value
          const commands = view.effectiveEnvironment === 'PROD' ? keyVault : []
          const lines = [text.trimEnd(), ...commands.map((line) => `# ${line}`)]
          return ok(outcome({ env: text, keyVault: commands }, () => lines.join('\n')))
        },
        name,
      ),
    )
}

interface RotateFlags {
  readonly certificate?: string
  readonly description?: string
  readonly expires?: string
}

function addRotate(tenant: Command, cli: CommandLine): void {
  tenant
    .command('rotate')
    .description('replace the credential, once the new one has proven itself: --secret-stdin or --certificate')
    .argument('[tenant]', 'name or id (or --tenant)')
    .option('--certificate <file>', CERTIFICATE)
    .option('--description <text>', 'how the portal calls it')
    .option('--expires <date>', 'its end, 2028-01-31')
    .action((name: string | undefined, flags: RotateFlags, command: Command) =>
      cli.withTenant(
        command,
        'write',
        async (context, { id }) => {
          const { core, signal, width } = context
          const expiresAt = readDate(flags.expires)
          if (!expiresAt.ok) return expiresAt
          const credential = await readNewCredential(context, flags.certificate)
          if (!credential.ok) return credential
          const rotated = await core.tenants.rotate(id, {
            credential: credential.value,
            note: { description: flags.description ?? null, expiresAt: expiresAt.value },
            sessionOnly: false,
            signal,
          })
          return rotated.ok ? ok(await shown(rotated.value.tenant, width)) : rotated
        },
        name,
      ),
    )
}

function readDate(text: string | undefined): Result<string | null, Failure> {
  if (text === undefined) return ok(null)
  const date = new Date(text)
  return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(date.getTime())
    ? ok(date.toISOString())
    : invalid('expires', 'The end is a date such as 2028-01-31.')
}

function addAcceptOrganization(tenant: Command, cli: CommandLine): void {
  tenant
    .command('accept-organization')
    .description('the organisation that answers now is meant: until this is said, pushes are refused')
    .argument('<tenant>', 'name or id')
    .argument('<organization-id>', 'its id, as "tenant test" named it')
    .action((name: string, organizationId: string, _options, command: Command) =>
      cli.withTenant(
        command,
        'connect',
        async ({ core, width, options }, { id }) => {
          const typedName = options.unlock ?? null
          const accepted = await core.tenants.acceptOrganization(id, organizationId, { typedName })
          return accepted.ok ? ok(await shown(accepted.value.tenant, width)) : accepted
        },
        name,
      ),
    )
}

async function shown(view: TenantView, width: number | null): Promise<Outcome> {
  const { tenantText } = await import('../text/tenant-text.ts')
  return outcome(view, () => tenantText(view, { width }))
}

const invalid = (field: string, message: string) =>
  fail<Failure>({ kind: 'InvalidInput', message, fields: [{ field, message }] })
