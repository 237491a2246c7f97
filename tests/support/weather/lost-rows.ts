import { Notes, type Trial } from './trial.ts'
import { inWorld, judge, storedStates } from './weather-world.ts'

/** F27: the server says yes and keeps nothing. */
export const lostRows: Trial<{ readonly leads: number; readonly oneIn: number }> = {
  fault: 'F27',
  claim:
    'rows that the server confirms and does not keep are found by reading back, every one, and told as the server’s loss',
  inSuite: { leads: 600, oneIn: 40 },
  inSoak: { leads: 100_000, oneIn: 10_000 },
  run: async (counts) => {
    const notes = new Notes()
    for (const { leads, oneIn } of [counts, { leads: 5, oneIn: 1 }])
      await inWorld({ leads }, async ({ harness, control, push }) => {
        control.sabotage({ losesOneIn: oneIn })
        const { outcomes } = await push()
        const there = control.countLeads()
        notes.expectSame('said to be there', outcomes.created, there)
        notes.expectSame('verdict', judge(harness, control), { lost: [], duplicated: [], unexpected: [] })
        const isLost = ({ status }: { readonly status: string }) => status === 'error'
        notes.expectSame('told as lost', storedStates(harness).filter(isLost).length, leads - there)
      })
    return notes.sighting()
  },
}
