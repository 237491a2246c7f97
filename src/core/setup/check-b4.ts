import { MEND_ROWS, openLines } from './check-a4.ts'
import { passed, warned, type Check } from './check-context.ts'
import { said, type Said } from './said.ts'

/** Runbook B.4, line by line. */
const LINES: readonly { readonly rows: readonly string[]; readonly line: Said }[] = [
  { rows: ['B1'], line: said('Environment variables added', 'Ortam değişkenleri eklendi') },
  { rows: ['B2'], line: said('Containers restarted', 'Konteynerler yeniden başlatıldı') },
  { rows: ['B3.1'], line: said('Health checks passing', 'Sağlık denetimleri geçiyor') },
  { rows: ['B3.2'], line: said('D365 token acquisition working', 'D365 belirteci alınabiliyor') },
]

/** B4: the output checklist of part B, derived from its rows. */
export const CHECK_B4: Check = {
  id: 'B4',
  title: 'Output checklist',
  proves: said(
    'Every line of the checklist is backed by a row above.',
    'Listenin her satırını yukarıdaki bir satır destekliyor.',
  ),
  needs: 'nothing',
  run: ({ done, keep }) => {
    const body = Object.fromEntries(LINES.flatMap(({ rows }) => rows.map((row) => [row, done.get(row) ?? 'not run'])))
    const evidence = [keep({ kind: 'note', title: 'The checklist', body })]
    const open = openLines(LINES, done)
    const finding = open === null ? passed(ALL_DONE, evidence) : warned(open, MEND_ROWS, evidence)
    return Promise.resolve(finding)
  },
}

const ALL_DONE = said('All four lines are done.', 'Dört satırın hepsi tamam.')
