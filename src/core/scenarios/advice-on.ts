import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Language } from '../../shared/words/language.ts'

/** What a failure means and what to do, in both languages, as values of a sentence. */
export const adviceOn = (failure: Failure): { readonly en: string; readonly tr: string } => ({
  en: sentences(failure, 'en'),
  tr: sentences(failure, 'tr'),
})

function sentences(failure: Failure, language: Language): string {
  const { whatHappened, whatToDo } = adviseFailure(failure, language)
  return `${whatHappened} ${whatToDo}`
}
