import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { TenantNetwork } from '../../shared/model/network.ts'
import type { TenantView } from '../../shared/model/tenant.ts'
import type { ConsoleContext } from '../command-context.ts'
import type { CommandLine } from '../command-line.ts'
import { outcome, type Outcome } from '../outcome.ts'
import { readSecret } from '../read-secret.ts'

interface Flags {
  readonly proxy?: string
  readonly proxyUser?: string
  readonly proxyPasswordStdin?: true
  readonly extraCa?: string
}

export function addNetworkCommand(tenant: Command, cli: CommandLine): void {
  tenant
    .command('network')
    .description('how its connections leave this machine; without options it shows that')
    .argument('[tenant]', 'name or id (or --tenant)')
    .option('--proxy <way>', '"system", "none", or an address such as http://proxy.example:8080')
    .option('--proxy-user <name>', 'the name that the proxy wants; "none" for none')
    .option('--proxy-password-stdin', 'read the proxy’s password from standard input; it goes to the keychain')
    .option('--extra-ca <file>', 'certificates (PEM) trusted beside the usual ones; "none" for none')
    .action((name: string | undefined, flags: Flags, command: Command) =>
      cli.withTenant(
        command,
        Object.keys(flags).length === 0 ? 'read' : 'write',
        async (context, view) => {
          const changed = await change(context, view, flags)
          return changed.ok ? shown(changed.value, context) : changed
        },
        name,
      ),
    )
}

async function change(
  { core, terminal }: ConsoleContext,
  view: TenantView,
  flags: Flags,
): Promise<Result<TenantView, Failure>> {
  const extraCa = await readCa(flags.extraCa, view.network.extraCa)
  if (!extraCa.ok) return extraCa
  const network = { proxy: proxyOf(flags, view.network.proxy), extraCa: extraCa.value }
  const isChanged = JSON.stringify(network) !== JSON.stringify(view.network)
  const updated = isChanged ? await core.tenants.update(view.id, { network }) : ok(view)
  if (!updated.ok || flags.proxyPasswordStdin !== true) return updated
  const password = await readSecret(terminal)
  return password.ok ? core.tenants.setProxyPassword(view.id, password.value) : password
}

function proxyOf(flags: Flags, before: TenantNetwork['proxy']): TenantNetwork['proxy'] {
  const user = userOf(flags, before)
  const way = flags.proxy ?? (before.mode === 'manual' ? before.url : before.mode)
  const word = way.toLowerCase()
  if (word === 'none') return { mode: 'none' }
  if (word === 'system') return user === null ? { mode: 'system' } : { mode: 'system', user }
  return { mode: 'manual', url: way, user }
}

function userOf({ proxyUser }: Flags, before: TenantNetwork['proxy']): string | null {
  if (proxyUser !== undefined) return proxyUser.toLowerCase() === 'none' ? null : proxyUser
  return before.mode === 'none' ? null : (before.user ?? null)
}

async function readCa(
  file: string | undefined,
  before: TenantNetwork['extraCa'],
): Promise<Result<TenantNetwork['extraCa'], Failure>> {
  if (file === undefined) return ok(before)
  if (file.toLowerCase() === 'none') return ok(null)
  const pem = await readFile(file, 'utf8').catch(() => null)
  if (pem !== null) return ok({ fileName: basename(file), pem })
  const message = `${file} cannot be read.`
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'extra-ca', message }] })
}

async function shown(view: TenantView, { width }: ConsoleContext): Promise<Result<Outcome, Failure>> {
  const { networkText } = await import('../text/network-text.ts')
  const { network, hasProxyPassword } = view
  const answer = {
    tenant: view.name,
    proxy: network.proxy,
    hasProxyPassword,
    extraCa: network.extraCa?.fileName ?? null,
  }
  return ok(outcome(answer, () => networkText(answer, width)))
}
