import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, Refused } from '../../shared/model/failure.ts'
import type { SecretState, Tenant } from '../../shared/model/tenant.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { SecretStoreUnavailable, type SecretStore } from '../ports/secret-store.ts'
import { refused } from './refused.ts'

type Ports = Pick<CorePorts, 'secrets' | 'knownSecrets' | 'sandbox' | 'data'>

/**
 * The client secrets of tenants: in the operating system's keychain under `<tenant uuid>:client-secret`, in memory for this session where
 * the admin chose so, and nowhere else. Without a keychain every call that needs it is refused; nothing falls back to a file.
 * Certificate keys, which need splitting on Windows (2,560 bytes per entry), are not kept here yet.
 */
export interface TenantSecrets {
  /** For the client only. Refused `secret_missing` or `keychain_unavailable`; the sandbox's comes from the sandbox itself. */
  readonly read: (tenant: Tenant) => Promise<Result<string, Failure>>
  readonly store: (
    tenantId: string,
    secret: string,
    options?: { readonly sessionOnly?: boolean },
  ) => Promise<Result<'keychain' | 'session', Refused>>
  /** True when there was one. */
  readonly delete: (tenantId: string) => Promise<Result<boolean, Refused>>
  readonly state: (tenant: Tenant) => Promise<SecretState>
}

export function createTenantSecrets(ports: Ports): TenantSecrets {
  const { secrets, knownSecrets, data } = ports
  const session = new Map<string, string>()

  return {
    read: async (tenant) => {
      if (tenant.kind === 'sandbox') return readSandbox(ports)
      const remembered = session.get(tenant.id)
      return remembered === undefined ? readKeychain(ports, tenant) : ok(remembered)
    },
    store: async (tenantId, secret, options = {}) => {
      knownSecrets.add(secret)
      if (options.sessionOnly === true) {
        session.set(tenantId, secret)
        return ok('session')
      }
      const stored = await onKeychain(secrets, () => secrets.set(accountOf(tenantId), secret))
      if (!stored.ok) return stored
      data.settings.set(markOf(tenantId), 'keychain')
      session.delete(tenantId)
      return ok('keychain')
    },
    delete: async (tenantId) => {
      const wasInSession = session.delete(tenantId)
      const removed = await onKeychain(secrets, () => secrets.delete(accountOf(tenantId)))
      if (!removed.ok) {
        // Where nothing was ever put into a keychain, a missing one must not keep a tenant from being removed.
        return data.settings.get(markOf(tenantId)) === 'keychain' ? removed : ok(wasInSession)
      }
      data.settings.set(markOf(tenantId), 'none')
      return ok(removed.value || wasInSession)
    },
    state: async (tenant) => {
      if (tenant.kind === 'sandbox') return 'built-in'
      if (session.has(tenant.id)) return 'session'
      const found = await onKeychain(secrets, () => secrets.get(accountOf(tenant.id)))
      if (!found.ok) return 'keychain-unavailable'
      return found.value === null || found.value === '' ? 'missing' : 'keychain'
    },
  }
}

/** Runs one call on the keychain; an unreachable one becomes a refusal, anything else stays an exception. */
async function onKeychain<T>(secrets: SecretStore, work: () => Promise<T>): Promise<Result<T, Refused>> {
  const availability = await secrets.availability()
  if (!availability.isAvailable) return fail(unavailable(availability.why))
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof SecretStoreUnavailable) return fail(unavailable(error.message))
    throw error
  }
}

async function readKeychain({ secrets, knownSecrets }: Ports, tenant: Tenant): Promise<Result<string, Refused>> {
  const found = await onKeychain(secrets, () => secrets.get(accountOf(tenant.id)))
  if (!found.ok) return found
  if (found.value === null || found.value === '') {
    return fail(refused('secret_missing', `There is no client secret for ${tenant.name}.`))
  }
  knownSecrets.add(found.value)
  return ok(found.value)
}

async function readSandbox({ sandbox }: Ports): Promise<Result<string, Failure>> {
  const info = await sandbox.info()
  return info.ok ? ok(info.value.clientSecret) : info
}

const accountOf = (tenantId: string): string => `${tenantId}:client-secret`

/** Whether the keychain was ever given a secret of this tenant; says nothing about the secret. */
const markOf = (tenantId: string): string => `secret-kept:${tenantId}`

const unavailable = (why: string): Refused =>
  refused('keychain_unavailable', `The operating system's keychain cannot be used: ${why}`)
