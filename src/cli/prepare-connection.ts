import { ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { TenantView } from '../shared/model/tenant.ts'
import type { ConsoleContext } from './command-context.ts'
import { readSecret } from './read-secret.ts'

/** Applies what the caller gave for this process alone: a secret from standard input (kept in memory), the typed name that unlocks PROD. */
export async function prepareConnection(
  { core, options, terminal }: ConsoleContext,
  tenant: TenantView,
): Promise<Result<TenantView, Failure>> {
  let current: Result<TenantView, Failure> = ok(tenant)
  if (options.secretStdin === true) {
    const secret = await readSecret(terminal)
    if (!secret.ok) return secret
    current = await core.tenants.setSecret(tenant.id, secret.value, { sessionOnly: true })
  }
  if (current.ok && options.unlock !== undefined) current = await core.tenants.unlock(tenant.id, options.unlock)
  return current
}
