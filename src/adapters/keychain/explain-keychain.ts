import type { WhyUnavailable } from '../../core/ports/secret-store.ts'

/** What people call the keychain of their system. */
export const KEYCHAIN_NAMES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
  linux: 'Secret Service',
}

const SESSION_ONLY = 'Until then the console can hold the secret in memory for this session only.'
const SESSION_ONLY_TR = 'O zamana dek konsol gizli anahtarı yalnızca bu oturum için bellekte tutabilir.'

type Explained = WhyUnavailable & { readonly tr: WhyUnavailable }
type Sentences = readonly [why: string, remedy: string]

/** Why the keychain cannot be used and what to do, in plain words of both languages; never repeats what was to be stored. */
export function explainKeychain(error: unknown, platform: NodeJS.Platform): Explained {
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  const [en, tr] = sentencesFor(words, platform)
  return {
    why: en[0],
    remedy: `${en[1]} ${SESSION_ONLY}`,
    tr: { why: tr[0], remedy: `${tr[1]} ${SESSION_ONLY_TR}` },
  }
}

function sentencesFor(words: string, platform: NodeJS.Platform): readonly [en: Sentences, tr: Sentences] {
  if (/native addon|cannot find (module|package)|MODULE_NOT_FOUND|libsecret-1/i.test(words)) {
    const [remedy, trRemedy] = platform === 'linux' ? INSTALL_LIBSECRET : RUN_SET_UP
    return [
      ['The keychain library could not be loaded.', remedy],
      ['Anahtarlık kitaplığı yüklenemedi.', trRemedy],
    ]
  }
  if (/KeychainSilent/.test(words)) return SILENT
  return platform === 'linux' ? NO_SERVICE : REFUSED
}

const INSTALL_LIBSECRET = [
  'Install libsecret (Debian, Ubuntu: apt-get install libsecret-1-0) and start again.',
  'libsecret’i kurup (Debian, Ubuntu: apt-get install libsecret-1-0) yeniden başlatın.',
] as const
const RUN_SET_UP = [
  'Run the set-up again (npm start does it).',
  'Kurulumu yeniden çalıştırın (npm start bunu yapar).',
] as const
const SILENT = [
  [
    'The keychain did not answer in time; it is probably locked and waits for its password.',
    'Unlock it (log in to the desktop, or open its settings) and try again.',
  ],
  [
    'Anahtarlık zamanında yanıt vermedi; büyük olasılıkla kilitli ve parolasını bekliyor.',
    'Kilidini açıp (masaüstünde oturum açın ya da ayarlarını açın) yeniden deneyin.',
  ],
] as const
const REFUSED = [
  ['The keychain refused.', 'Allow this program to use it and try again.'],
  ['Anahtarlık reddetti.', 'Bu programın onu kullanmasına izin verip yeniden deneyin.'],
] as const
const NO_SERVICE = [
  [
    'No Secret Service answers on this machine.',
    'Install and start one (gnome-keyring or KWallet) in a desktop session.',
  ],
  [
    'Bu makinede yanıt veren bir Secret Service yok.',
    'Bir masaüstü oturumunda bir tane kurup başlatın (gnome-keyring ya da KWallet).',
  ],
] as const
