import { app, dialog } from 'electron'
import { adviseFailure } from '../shared/advice/advise-failure.ts'
import type { Failure } from '../shared/model/failure.ts'

const WORDS = {
  en: { again: 'Try again', quit: 'Quit' },
  tr: { again: 'Yeniden dene', quit: 'Çık' },
} as const

/** The console could not start: says why and what to do, in the system's language. True = try again. */
export async function tellStartFailure(failure: Failure): Promise<boolean> {
  const locale = app.getLocale().startsWith('tr') ? 'tr' : 'en'
  const { title, whatToDo } = adviseFailure(failure, locale)
  const { again, quit } = WORDS[locale]
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Hunter D365 Console',
    message: title,
    detail: `${failure.message}\n\n${whatToDo}`,
    buttons: [again, quit],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}
