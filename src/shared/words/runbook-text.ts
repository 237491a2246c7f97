import { RUNBOOK_IN_ENGLISH } from './runbook-lines.en.ts'
import { EXPECTED_IN_TURKISH, RUNBOOK_IN_TURKISH } from './runbook-lines.tr.ts'
import type { Language } from './language.ts'

/**
 * The wording of one of the runbook's fixed lines (check, scenario, step, criterion, gate line). They come from the core with
 * their ids; a line these tables do not know keeps the core's words, so that nothing is ever blank.
 */
export function runbookText(language: Language, id: string, original: string): string {
  if (language === 'en') return RUNBOOK_IN_ENGLISH[id] ?? original
  return RUNBOOK_IN_TURKISH[id] ?? EXPECTED_IN_TURKISH[original] ?? original
}
