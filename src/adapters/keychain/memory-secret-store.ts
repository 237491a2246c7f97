import { SecretStoreUnavailable, type SecretStore } from '../../core/ports/secret-store.ts'

export interface MemorySecretStoreOptions {
  /** Behaves like a machine whose keychain cannot be reached. */
  readonly unavailable?: { readonly why: string; readonly remedy: string }
}

/** Secrets for as long as this process lives, and nowhere else. */
export function createMemorySecretStore(options: MemorySecretStoreOptions = {}): SecretStore {
  const secrets = new Map<string, string>()
  const { unavailable } = options
  const answer = <T>(work: () => T): Promise<T> =>
    unavailable === undefined
      ? Promise.resolve(work())
      : Promise.reject(new SecretStoreUnavailable(`${unavailable.why} ${unavailable.remedy}`))
  return {
    availability: () =>
      Promise.resolve(
        unavailable === undefined
          ? { isAvailable: true, name: 'memory of this process' }
          : { isAvailable: false, ...unavailable },
      ),
    get: (account) => answer(() => secrets.get(account) ?? null),
    set: (account, secret) => answer(() => void secrets.set(account, secret)),
    delete: (account) => answer(() => secrets.delete(account)),
  }
}
