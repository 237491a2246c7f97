import { useTranslation } from 'react-i18next'
import type { CheckRow } from '../../../../shared/model/check.ts'
import { languageOf } from '../../i18n/create-i18n.ts'

export interface RowWords {
  readonly detail: string
  readonly remedy: string | null
  readonly proves: string | null
  readonly toAttest: string | null
}

/** What a row says, in the window's language; a result that an older console stored has English only. */
export function useRowWords(): (row: CheckRow) => RowWords {
  const { i18n } = useTranslation()
  const isTurkish = languageOf(i18n.language) === 'tr'
  return (row) =>
    isTurkish && row.tr !== undefined
      ? row.tr
      : { detail: row.detail, remedy: row.remedy, proves: row.proves ?? null, toAttest: row.toAttest ?? null }
}
