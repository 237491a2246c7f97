import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../../shared/words/language.ts'
import { english } from './en/english.ts'
import { turkish } from './tr/turkish.ts'

/** The language the console speaks for a system locale (`tr-TR` → `tr`); English for every other. */
export const languageOf = (locale: string): Language => (locale.toLowerCase().startsWith('tr') ? 'tr' : 'en')

/** A fresh translator with both languages on board: nothing is fetched, so a text is there at first paint. */
export async function createI18n(language: Language): Promise<i18n> {
  const instance = i18next.createInstance()
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: english, tr: turkish },
    defaultNS: 'common',
    // React escapes what it renders; escaping twice would show &amp; in a company's name.
    interpolation: { escapeValue: false },
  })
  return instance
}
