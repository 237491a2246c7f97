import type { Command } from 'commander'
import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { MappingProfileNameSchema, OwnChoiceSchema, type MappingChoice } from '../../shared/model/mapping.ts'
import type { TenantView } from '../../shared/model/tenant.ts'
import type { CommandLine } from '../command-line.ts'
import { choice } from '../option-values.ts'
import { outcome } from '../outcome.ts'
import { readJsonFile } from '../read-json-file.ts'

interface Flags {
  readonly profile?: string
  readonly own?: string
}

const PROFILES = MappingProfileNameSchema.options
const OWN = 'the own profile: {"columns":[{"field","column","choices":{"word":value}}]}'

export function addMappingCommands(program: Command, cli: CommandLine): void {
  const mapping = program.command('mapping').description('which D365 columns a push fills')
  addReadingCommands(mapping, cli)
  addJudgingCommands(mapping, cli)
}

function addReadingCommands(mapping: Command, cli: CommandLine): void {
  mapping
    .command('show')
    .description('the profile of a tenant')
    .action((_options, command: Command) =>
      cli.withTenant(command, 'read', async (context, { name, mappingProfile, ownMapping }) => {
        const { mappingText } = await import('../text/mapping-text.ts')
        const document = { tenant: name, profile: mappingProfile, own: ownMapping }
        return ok(outcome(document, () => mappingText(document, context)))
      }),
    )

  mapping
    .command('columns')
    .description('the columns of the tenant’s lead table')
    .action((_options, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const columns = await context.core.mapping.columns(tenant.id, context.signal)
        if (!columns.ok) return columns
        const { columnsText } = await import('../text/mapping-text.ts')
        const document = { tenant: tenant.name, columns: columns.value }
        return ok(outcome(document, () => columnsText(columns.value, context)))
      }),
    )
}

function addJudgingCommands(mapping: Command, cli: CommandLine): void {
  mapping
    .command('check')
    .description('hold a profile against the tenant’s columns and the stored leads')
    .addOption(choice('--profile <name>', 'instead of the tenant’s', PROFILES))
    .option('--own <file>', OWN)
    .action((flags: Flags, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const wanted = await wantedOf(tenant, flags)
        if (!wanted.ok) return wanted
        const verdict = await context.core.mapping.check(tenant.id, wanted.value, context.signal)
        if (!verdict.ok) return verdict
        const { verdictText } = await import('../text/mapping-text.ts')
        const document = { tenant: tenant.name, profile: wanted.value.profile, ...verdict.value }
        return ok(outcome(document, () => verdictText(document, context), verdict.value.ok))
      }),
    )

  mapping
    .command('choose')
    .description('use this profile from now on')
    .argument('<profile>', PROFILES.join(', '))
    .option('--own <file>', OWN)
    .action((profile: string, { own }: Flags, command: Command) =>
      cli.withTenant(command, 'connect', async (context, tenant) => {
        const wanted = await wantedOf(tenant, { profile, ...(own === undefined ? {} : { own }) })
        if (!wanted.ok) return wanted
        const chosen = await context.core.mapping.choose(tenant.id, wanted.value, context.signal)
        if (!chosen.ok) return chosen
        const { mappingText } = await import('../text/mapping-text.ts')
        const { mappingProfile, ownMapping } = chosen.value
        const document = { tenant: tenant.name, profile: mappingProfile, own: ownMapping }
        return ok(outcome(document, () => mappingText(document, context)))
      }),
    )
}

/** A file is the own profile unless another one is named. */
async function wantedOf(tenant: TenantView, { profile, own }: Flags): Promise<Result<MappingChoice, Failure>> {
  const name = MappingProfileNameSchema.safeParse(profile ?? (own === undefined ? tenant.mappingProfile : 'own'))
  if (!name.success) {
    const message = `"${profile ?? ''}" is no profile; there are ${PROFILES.join(', ')}.`
    return { ok: false, failure: { kind: 'InvalidInput', message, fields: [{ field: 'profile', message }] } }
  }
  if (own === undefined) return ok({ profile: name.data, own: null })
  const read = await readJsonFile(own, OwnChoiceSchema)
  return read.ok ? ok({ profile: name.data, own: read.value }) : read
}
