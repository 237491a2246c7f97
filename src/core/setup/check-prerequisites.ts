import { skipped, type Check } from './check-context.ts'
import { said, together, type Said } from './said.ts'

const NOT_YET = said('Nobody has confirmed this yet.', 'Bunu henüz kimse onaylamadı.')

/** A line that only a person can confirm: once confirmed it is shown as attested, never as passed. */
export const confirmedByHand = (
  line: Pick<Check, 'id' | 'title' | 'commands'> & { readonly what: Said; readonly remedy?: Said },
): Check => ({
  id: line.id,
  title: line.title,
  proves: said('A person looked, and put a name to it.', 'Bir kişi baktı ve adını koydu.'),
  needs: 'nothing',
  toAttest: line.what,
  isByHand: true,
  ...(line.commands === undefined ? {} : { commands: line.commands }),
  run: () => Promise.resolve(skipped(together(line.what, NOT_YET), line.remedy ?? null)),
})

/** P1–P4: the runbook's prerequisites, all in Hunter's own project. */
export const CHECKS_P: readonly Check[] = [
  confirmedByHand({
    id: 'P1',
    title: 'Roast Sprint completed',
    what: said('The Roast Sprint is completed (5 of 5 tasks).', 'Roast Sprint tamamlandı (5 görevin 5’i).'),
  }),
  confirmedByHand({
    id: 'P2',
    title: 'Backend and UI adapter implemented',
    what: said(
      'Backend and UI adapter are implemented (phases 2.5 and 3).',
      'Backend ve UI adaptörü hazır (faz 2.5 ve 3).',
    ),
  }),
  confirmedByHand({
    id: 'P3',
    title: 'All tests passing',
    what: said('All of Hunter’s tests pass.', 'Hunter’ın tüm testleri geçiyor.'),
  }),
  confirmedByHand({
    id: 'P4',
    title: 'Code review completed',
    what: said('The code review is completed.', 'Kod incelemesi tamamlandı.'),
  }),
]
