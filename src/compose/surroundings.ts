import { homedir } from 'node:os'
import { createKeychainSecretStore } from '../adapters/keychain/keychain-secret-store.ts'
import { loadKeytar } from '../adapters/keychain/load-keytar.ts'
import { splitLargeSecrets, WINDOWS_ENTRY_BYTES } from '../adapters/keychain/split-secret-store.ts'
import { locateDataDirectory } from '../adapters/node/data-directory.ts'
import type { SecretStore } from '../core/ports/secret-store.ts'

type Env = Readonly<Record<string, string | undefined>>

const KEYCHAIN_SERVICE = 'hunter-d365-console'

/** Where the data lies for window and command line alike, and the database addon that this runtime needs, if any. */
export function consolePlace(asked: string | null, env: Env): { place: string; nativeBinding: string | null } {
  return {
    place: locateDataDirectory(asked, { env, platform: process.platform, home: homedir() }),
    nativeBinding: orNull(env['HUNTER_CONSOLE_SQLITE_BINDING']),
  }
}

/** The keychain; tests name a service of their own so that a user's entries are never touched. */
export function createKeychain(env: Env): SecretStore {
  const service = orNull(env['HUNTER_CONSOLE_KEYCHAIN_SERVICE']) ?? KEYCHAIN_SERVICE
  const keychain = createKeychainSecretStore({ loadKeytar, service, platform: process.platform })
  return process.platform === 'win32' ? splitLargeSecrets(keychain, WINDOWS_ENTRY_BYTES) : keychain
}

/** The file that names a running sandbox to attach to: asked for, else by environment, else none. */
export const sandboxFile = (asked: string | null, env: Env): string | null =>
  asked ?? orNull(env['HUNTER_CONSOLE_SANDBOX'])

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
