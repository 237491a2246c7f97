import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, Refused } from '../../shared/model/failure.ts'
import type { SecretState, Tenant } from '../../shared/model/tenant.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { SecretStoreUnavailable, type SecretStore } from '../ports/secret-store.ts'
import { refused } from './refused.ts'

type Ports = Pick<CorePorts, 'secrets' | 'knownSecrets' | 'sandbox' | 'data'>

/** What is kept of a tenant: its client secret, or the private key (PKCS#8, PEM) of its certificate; and the password for its proxy. */
const SECRET_KINDS = ['client-secret', 'certificate-key', 'proxy-password'] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

/**
 * The secrets of tenants: in the operating system's keychain under `<tenant uuid>:<kind>`, in memory for this session where the admin chose
 * so, and nowhere else. Without a keychain every call that needs it is refused; nothing falls back to a file.
 */
export interface TenantSecrets {
  /** What the tenant signs in with, for the client only. Refused `secret_missing` or `keychain_unavailable`; the sandbox's comes from itself. */
  readonly read: (tenant: Tenant) => Promise<Result<string, Failure>>
  /** Null where none is kept. */
  readonly readProxyPassword: (tenantId: string) => Promise<Result<string | null, Refused>>
  readonly hasProxyPassword: (tenantId: string) => boolean
  readonly store: (
    tenantId: string,
    secret: string,
    options?: { readonly sessionOnly?: boolean; readonly kind?: SecretKind },
  ) => Promise<Result<'keychain' | 'session', Refused>>
  /** Of one kind, or of all. True when there was one. */
  readonly delete: (tenantId: string, kind?: SecretKind) => Promise<Result<boolean, Refused>>
  readonly state: (tenant: Tenant) => Promise<SecretState>
}

export function createTenantSecrets(ports: Ports): TenantSecrets {
  const session = new Map<string, string>()
  return {
    ...createReaders(ports, session),
    ...createWriters(ports, session),
  }
}

type Session = Map<string, string>
type Readers = Pick<TenantSecrets, 'read' | 'readProxyPassword' | 'hasProxyPassword' | 'state'>

function createReaders(ports: Ports, session: Session): Readers {
  const { secrets, knownSecrets, data } = ports
  const isKept = (tenantId: string): boolean => data.settings.get(markOf(tenantId, 'proxy-password')) === 'keychain'
  return {
    read: async (tenant) => {
      if (tenant.kind === 'sandbox') return readSandbox(ports)
      const remembered = session.get(accountOf(tenant.id, kindOf(tenant)))
      return remembered === undefined ? readKeychain(ports, tenant) : ok(remembered)
    },
    readProxyPassword: async (tenantId) => {
      const account = accountOf(tenantId, 'proxy-password')
      const remembered = session.get(account)
      if (remembered !== undefined) return ok(remembered)
      if (!isKept(tenantId)) return ok(null)
      const found = await onKeychain(secrets, () => secrets.get(account))
      if (found.ok && found.value !== null) knownSecrets.add(found.value)
      return found
    },
    hasProxyPassword: (tenantId) => session.has(accountOf(tenantId, 'proxy-password')) || isKept(tenantId),
    state: async (tenant) => {
      if (tenant.kind === 'sandbox') return 'built-in'
      const account = accountOf(tenant.id, kindOf(tenant))
      if (session.has(account)) return 'session'
      const found = await onKeychain(secrets, () => secrets.get(account))
      if (!found.ok) return 'keychain-unavailable'
      return found.value === null || found.value === '' ? 'missing' : 'keychain'
    },
  }
}

function createWriters(
  { secrets, knownSecrets, data }: Ports,
  session: Session,
): Pick<TenantSecrets, 'store' | 'delete'> {
  const deleteKind = async (tenantId: string, kind: SecretKind): Promise<Result<boolean, Refused>> => {
    const account = accountOf(tenantId, kind)
    const wasInSession = session.delete(account)
    const removed = await onKeychain(secrets, () => secrets.delete(account))
    if (!removed.ok) {
      // Where nothing was ever put into a keychain, a missing one must not keep a tenant from being removed.
      return data.settings.get(markOf(tenantId, kind)) === 'keychain' ? removed : ok(wasInSession)
    }
    if (data.settings.get(markOf(tenantId, kind)) !== null) data.settings.set(markOf(tenantId, kind), 'none')
    return ok(removed.value || wasInSession)
  }
  return {
    store: async (tenantId, secret, options = {}) => {
      const kind = options.kind ?? 'client-secret'
      knownSecrets.add(secret)
      if (options.sessionOnly === true) {
        session.set(accountOf(tenantId, kind), secret)
        return ok('session')
      }
      const stored = await onKeychain(secrets, () => secrets.set(accountOf(tenantId, kind), secret))
      if (!stored.ok) return stored
      data.settings.set(markOf(tenantId, kind), 'keychain')
      session.delete(accountOf(tenantId, kind))
      return ok('keychain')
    },
    delete: async (tenantId, only) => {
      let hadOne = false
      for (const kind of only === undefined ? SECRET_KINDS : [only]) {
        const gone = await deleteKind(tenantId, kind)
        if (!gone.ok) return gone
        hadOne ||= gone.value
      }
      return ok(hadOne)
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
  const found = await onKeychain(secrets, () => secrets.get(accountOf(tenant.id, kindOf(tenant))))
  if (!found.ok) return found
  if (found.value === null || found.value === '') {
    const what = tenant.credential === 'secret' ? 'client secret' : 'private key'
    return fail(refused('secret_missing', `There is no ${what} for ${tenant.name}.`))
  }
  knownSecrets.add(found.value)
  return ok(found.value)
}

async function readSandbox({ sandbox }: Ports): Promise<Result<string, Failure>> {
  const info = await sandbox.info()
  return info.ok ? ok(info.value.clientSecret) : info
}

const kindOf = (tenant: Pick<Tenant, 'credential'>): SecretKind =>
  tenant.credential === 'secret' ? 'client-secret' : 'certificate-key'

const accountOf = (tenantId: string, kind: SecretKind): string => `${tenantId}:${kind}`

/** Whether the keychain was ever given a secret of this kind; says nothing about the secret. */
const markOf = (tenantId: string, kind: SecretKind): string =>
  kind === 'client-secret' ? `secret-kept:${tenantId}` : `secret-kept:${tenantId}:${kind}`

const unavailable = (why: string): Refused =>
  refused('keychain_unavailable', `The operating system's keychain cannot be used: ${why}`)
