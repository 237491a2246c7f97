import { createStore, type StoreApi } from 'zustand/vanilla'
import { LanguageSchema, type Language } from '../../../../shared/words/language.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export const THEME_CHOICES = ['system', 'light', 'dark', 'contrast'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]
export type LanguageChoice = 'system' | Language

/** How the window looks and speaks; kept in the window's own storage because nothing else needs it. */
export interface PreferencesState {
  readonly theme: ThemeChoice
  readonly languageChoice: LanguageChoice
  readonly systemLanguage: Language
  readonly setTheme: (theme: ThemeChoice) => void
  readonly setLanguage: (language: LanguageChoice) => void
  readonly setSystemLocale: (locale: string) => void
}

export const PreferencesContext = createStoreContext<PreferencesState>('preferences')

export const selectLanguage = (state: PreferencesState): Language =>
  state.languageChoice === 'system' ? state.systemLanguage : state.languageChoice

type Keep = Pick<Storage, 'getItem' | 'setItem'>

export function createPreferencesStore(storage: Keep, systemLocale: string): StoreApi<PreferencesState> {
  return createStore<PreferencesState>()((set) => ({
    theme: oneOf(THEME_CHOICES, storage.getItem('theme')) ?? 'system',
    languageChoice: oneOf(LanguageSchema.options, storage.getItem('language')) ?? 'system',
    systemLanguage: languageOf(systemLocale),
    setTheme: (theme) => {
      storage.setItem('theme', theme)
      set({ theme })
    },
    setLanguage: (languageChoice) => {
      storage.setItem('language', languageChoice)
      set({ languageChoice })
    },
    setSystemLocale: (locale) => set({ systemLanguage: languageOf(locale) }),
  }))
}

const oneOf = <T extends string>(allowed: readonly T[], value: string | null): T | null =>
  allowed.find((word) => word === value) ?? null
