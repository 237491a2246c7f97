import { useTranslation } from 'react-i18next'
import type { KeychainState } from '../../../shared/contract/calls.ts'
import { languageOf } from '../i18n/create-i18n.ts'

/** Why there is no keychain and what to do, in the window's language; null where there is one. */
export function useKeychainWords(
  keychain: KeychainState | null,
): { readonly why: string; readonly remedy: string } | null {
  const { i18n } = useTranslation()
  if (keychain === null || keychain.isAvailable) return null
  return languageOf(i18n.language) === 'tr' ? (keychain.tr ?? keychain) : keychain
}
