import type { PushResult } from '../../../src/shared/model/push.ts'
import { startHarness } from '../core-harness.ts'
import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, judge, noteVerdict, pushed, saveLeads } from './weather-world.ts'

/** F28: two data directories, one organisation, at the same time, while answers get lost. */
export const twoOperators: Trial<{ readonly leads: number }> = {
  fault: 'F28',
  claim: 'two operators with two databases push the same leads at the same time: one row each, and both know it',
  inSuite: { leads: 400 },
  inSoak: { leads: 50_000 },
  run: async ({ leads }, seed) => {
    const notes = new Notes()
    await inWorld({ leads }, async (world) => {
      const { harness, control, clock } = world
      const other = await startHarness({ attachTo: harness.sandbox, clock })
      try {
        saveLeads(other, leads)
        const end = onWrites(control, { kind: 'cut-after-commit' }, { rate: 0.2, seed })
        const results = await Promise.all([world.push(), pushed(other)])
        notes.count('lost answers', end())
        for (const result of results) notes.expectSame('arrived', arrived(result), leads)
        notes.expectSame('the other’s verdict', judge(other, control), { lost: [], duplicated: [], unexpected: [] })
        noteVerdict(notes, world, leads)
      } finally {
        await other.close()
      }
    })
    return notes.sighting()
  },
}

const arrived = ({ outcomes: { created, adopted, skipped } }: PushResult): number => created + adopted + skipped
