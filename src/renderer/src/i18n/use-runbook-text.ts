import { useTranslation } from 'react-i18next'
import { languageOf } from './create-i18n.ts'
import { runbookText } from '../../../shared/words/runbook-text.ts'

/** The runbook's fixed lines in the window's language, by their id and the core's words. */
export function useRunbookText(): (id: string, original: string) => string {
  const { i18n } = useTranslation()
  return (id, original) => runbookText(languageOf(i18n.language), id, original)
}
