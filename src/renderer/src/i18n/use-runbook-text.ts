import { useTranslation } from 'react-i18next'
import { RUNBOOK_IN_TURKISH } from './tr/runbook-lines.ts'

/**
 * The runbook's fixed lines (checks, scenarios, criteria, gate) come from the core with their ids, in English. Here they get
 * their Turkish wording by id; an id this table does not know keeps the core's words.
 */
export function useRunbookText(): (id: string, english: string) => string {
  const { i18n } = useTranslation()
  return (id, english) => (i18n.language === 'tr' ? (RUNBOOK_IN_TURKISH[id] ?? english) : english)
}
