/** What people call the keychain of their system. */
export const KEYCHAIN_NAMES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
  linux: 'Secret Service',
}

const SESSION_ONLY = 'Until then the console can hold the secret in memory for this session only.'

/** Why the keychain cannot be used and what to do, in plain words; never repeats what was to be stored. */
export function explainKeychain(
  error: unknown,
  platform: NodeJS.Platform,
): { readonly why: string; readonly remedy: string } {
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  if (/native addon|cannot find (module|package)|MODULE_NOT_FOUND|libsecret-1/i.test(words)) {
    return {
      why: 'The keychain library could not be loaded.',
      remedy: `${libraryRemedy(platform)} ${SESSION_ONLY}`,
    }
  }
  if (/KeychainSilent/.test(words)) {
    return {
      why: 'The keychain did not answer in time; it is probably locked and waits for its password.',
      remedy: `Unlock it (log in to the desktop, or open its settings) and try again. ${SESSION_ONLY}`,
    }
  }
  if (platform !== 'linux') {
    return { why: 'The keychain refused.', remedy: `Allow this program to use it and try again. ${SESSION_ONLY}` }
  }
  return {
    why: 'No Secret Service answers on this machine.',
    remedy: `Install and start one (gnome-keyring or KWallet) in a desktop session. ${SESSION_ONLY}`,
  }
}

const libraryRemedy = (platform: NodeJS.Platform): string =>
  platform === 'linux'
    ? 'Install libsecret (Debian, Ubuntu: apt-get install libsecret-1-0) and start again.'
    : 'Run the set-up again (npm start does it).'
