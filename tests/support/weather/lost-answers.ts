import { onWrites } from './faults-on-writes.ts'
import { noteSideEffects, registerSteps } from './plug-in-steps.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict, type WeatherWorld } from './weather-world.ts'

/** Calls that a lost answer may cost beyond those of a push in which none is lost. */
const MOST_EXTRA_CALLS = 2
/** Leads are grouped as they come, so two pushes of the same leads differ by a few calls. */
const otherGrouping = (calls: number): number => Math.max(4, calls * 0.02)

/** F4: the row was written, the answer never came. */
export const lostAnswers: Trial<{ readonly leadsPerRate: number }> = {
  fault: 'F4',
  claim:
    'connections cut after the row was written, now and then, often, always: every lead is there once, no plug-in step ran twice, two calls more at most for each',
  inSuite: { leadsPerRate: 400 },
  inSoak: { leadsPerRate: 770_000 },
  run: async ({ leadsPerRate }, seed) => {
    const notes = new Notes()
    const undisturbed = await inWorld({ leads: leadsPerRate }, async (world) => {
      await world.push()
      return calls(world)
    })
    for (const rate of [0.01, 0.3, 1])
      await inWorld({ leads: leadsPerRate }, async (world) => {
        registerSteps(world.control)
        const end = onWrites(world.control, { kind: 'cut-after-commit' }, { rate, seed })
        const { outcomes, total } = await world.push()
        const ambiguous = end()
        const extra = calls(world) - undisturbed
        notes.count('ambiguous writes', ambiguous)
        notes.count('calls for them', Math.max(0, extra))
        notes.expect(
          extra <= MOST_EXTRA_CALLS * ambiguous + otherGrouping(undisturbed),
          `${extra} calls more for ${ambiguous} lost answers at rate ${rate}`,
        )
        notes.expectSame(`created at rate ${rate}`, outcomes.created, total)
        noteSideEffects(notes, world.control, leadsPerRate)
        noteVerdict(notes, world, leadsPerRate)
      })
    return notes.sighting()
  },
}

/** The log keeps the newest only, but counts all. */
const calls = ({ control }: WeatherWorld): number => (control.log().at(-1)?.sequence ?? -1) + 1
