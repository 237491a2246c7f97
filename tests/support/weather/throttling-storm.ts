import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict } from './weather-world.ts'

const RETRY_AFTER = [1, 5, 300, 'date:30', undefined, -5, 'soon', 86_400]

/** F7: 429, in every shape of `Retry-After`. */
export const throttlingStorm: Trial<{ readonly leads: number; readonly refusals: number }> = {
  fault: 'F7',
  claim: '429 in every shape of Retry-After: no lead fails, each is there once',
  inSuite: { leads: 300, refusals: 3 },
  inSoak: { leads: 20_000, refusals: 40 },
  run: async ({ leads, refusals }, seed) => {
    const notes = new Notes()
    for (const retryAfter of RETRY_AFTER)
      await inWorld({ leads, factor: 5000 }, async (world) => {
        const fault = { kind: 'status' as const, status: 429, code: '0x80072322' }
        const end = onWrites(world.control, retryAfter === undefined ? fault : { ...fault, retryAfter }, {
          count: refusals,
          rate: 0.9,
          seed,
        })
        const { outcomes, total } = await world.push()
        notes.count('refusals', end())
        notes.expectSame(`created with Retry-After ${String(retryAfter)}`, outcomes.created, total)
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}
