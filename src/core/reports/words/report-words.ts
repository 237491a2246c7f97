import type { Language } from '../../../shared/words/language.ts'
import type { Translation } from '../../../shared/words/translation.ts'
import { REPORT_WORDS_EN } from './report-words.en.ts'
import { REPORT_WORDS_TR } from './report-words.tr.ts'

export type ReportWords = Translation<typeof REPORT_WORDS_EN>

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { en: REPORT_WORDS_EN, tr: REPORT_WORDS_TR }
