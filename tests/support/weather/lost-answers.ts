import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict } from './weather-world.ts'

/** F4: the row was written, the answer never came. */
export const lostAnswers: Trial<{ readonly leadsPerRate: number }> = {
  fault: 'F4',
  claim: 'connections cut after the row was written, now and then, often, always: every lead is there once',
  inSuite: { leadsPerRate: 400 },
  inSoak: { leadsPerRate: 330_000 },
  run: async ({ leadsPerRate }, seed) => {
    const notes = new Notes()
    for (const rate of [0.01, 0.3, 1])
      await inWorld({ leads: leadsPerRate }, async (world) => {
        const end = onWrites(world.control, { kind: 'cut-after-commit' }, { rate, seed })
        const { outcomes, total } = await world.push()
        notes.count('ambiguous writes', end())
        notes.expectSame(`created at rate ${rate}`, outcomes.created, total)
        noteVerdict(notes, world, leadsPerRate)
      })
    return notes.sighting()
  },
}
