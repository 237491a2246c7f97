import { SecretStoreUnavailable, type SecretStore } from '../../core/ports/secret-store.ts'
import { explainKeychain, KEYCHAIN_NAMES } from './explain-keychain.ts'
import type { Keytar } from './load-keytar.ts'
import { createQueue } from './create-queue.ts'

export interface KeychainSecretStoreOptions {
  readonly loadKeytar: () => Promise<Keytar>
  /** The service under which entries lie, `hunter-d365-console` in use; tests have their own. */
  readonly service: string
  readonly platform: NodeJS.Platform
  /** Milliseconds for one call, the wait behind earlier calls on the same account included. */
  readonly deadlineMs?: number
}

/** Long enough for a person to type a keyring's password twice is too long for a window that waits; a locked keyring counts as out of reach. */
const DEADLINE_MS = 5_000
/** Read to see whether the keychain answers; never written. */
const PROBE_ACCOUNT = 'availability'

/**
 * The operating system's keychain through keytar. The library is loaded on first use: a machine without it, or without a keychain
 * service, has an unavailable store and no crash. Calls on one account keep their order.
 */
export function createKeychainSecretStore(options: KeychainSecretStoreOptions): SecretStore {
  const { service, platform, deadlineMs = DEADLINE_MS } = options
  let library: Promise<Keytar> | null = null
  const keytar = async (): Promise<Keytar> => {
    library ??= options.loadKeytar()
    return library.catch((error: unknown) => {
      // A library that was missing may be there at the next try; a remembered failure would need a restart.
      library = null
      throw error
    })
  }
  const inOrder = createQueue()
  const call = async <T>(account: string, work: (keychain: Keytar) => Promise<T>): Promise<T> => {
    try {
      return await within(
        deadlineMs,
        inOrder(account, async () => work(await keytar())),
      )
    } catch (error) {
      const { why, remedy } = explainKeychain(error, platform)
      throw new SecretStoreUnavailable(`${why} ${remedy}`, { cause: error })
    }
  }
  return {
    availability: async () => {
      try {
        await within(
          deadlineMs,
          keytar().then((keychain) => keychain.getPassword(service, PROBE_ACCOUNT)),
        )
        return { isAvailable: true, name: KEYCHAIN_NAMES[platform] ?? 'Secret Service' }
      } catch (error) {
        return { isAvailable: false, ...explainKeychain(error, platform) }
      }
    },
    get: (account) => call(account, (keychain) => keychain.getPassword(service, account)),
    set: (account, secret) => call(account, (keychain) => keychain.setPassword(service, account, secret)),
    delete: (account) => call(account, (keychain) => keychain.deletePassword(service, account)),
  }
}

/** The call itself cannot be stopped; it keeps its place in the queue, so that a late write cannot overtake a later one. */
async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new KeychainSilent(deadlineMs)), deadlineMs)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}

class KeychainSilent extends Error {
  override readonly name = 'KeychainSilent'

  constructor(deadlineMs: number) {
    super(`no answer within ${String(deadlineMs / 1000)} s`)
  }
}
