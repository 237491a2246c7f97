import { useTranslation } from 'react-i18next'
import { recordedText } from '../../../shared/words/recorded-text.ts'
import { languageOf } from './create-i18n.ts'

/** What the core recorded at run time, in the window's language where the console chose the words, else as it was recorded. */
export function useRecordedText(): (text: string) => string {
  const { i18n } = useTranslation()
  return (text) => recordedText(languageOf(i18n.language), text) ?? text
}
