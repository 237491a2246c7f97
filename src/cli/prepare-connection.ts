import { ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { TenantView } from '../shared/model/tenant.ts'
import type { ConsoleContext } from './command-context.ts'
import { readSecret } from './read-secret.ts'

/**
 * What comes before a command that connects: the sandbox must be there (without it nothing can run, and no row need fail to say so), and
 * what the caller gave for this process alone is applied: a secret from standard input (kept in memory), the typed name that unlocks PROD.
 */
export async function prepareConnection(
  { core, host, options, terminal }: ConsoleContext,
  tenant: TenantView,
): Promise<Result<TenantView, Failure>> {
  if (tenant.kind === 'sandbox') {
    const sandbox = await host.sandbox.info()
    if (!sandbox.ok) return sandbox
  }
  let current: Result<TenantView, Failure> = ok(tenant)
  if (options.secretStdin === true) {
    const secret = await readSecret(terminal)
    if (!secret.ok) return secret
    current = await core.tenants.setSecret(tenant.id, secret.value, { sessionOnly: true })
  }
  if (options.unlock === undefined || !current.ok) return current
  // Elsewhere there is nothing to unlock, and one script may serve DEV, TEST and PROD.
  return current.value.effectiveEnvironment === 'PROD' ? core.tenants.unlock(tenant.id, options.unlock) : current
}
