import { registerSteps } from './plug-in-steps.ts'
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
        registerSteps(control)
        const { outcomes, retries, leads: ends } = await push()
        const there = control.countLeads()
        notes.expectSame('said to be there', outcomes.created, there)
        const confirmed = control.firedSteps().length
        notes.count('rows confirmed and not kept', confirmed - there)
        notes.expectSame('found by reading back', retries + outcomes.failed, confirmed - there)
        const reasons = ends.filter(({ outcome }) => outcome === 'failed').map(({ reason }) => reason ?? '')
        notes.expect(
          reasons.every((reason) => /^D365 confirmed .* reading it back finds none/.test(reason)),
          `told: ${reasons.slice(0, 3).join('; ')}`,
        )
        notes.expectSame('verdict', judge(harness, control), { lost: [], duplicated: [], unexpected: [] })
        const isLost = ({ status }: { readonly status: string }) => status === 'error'
        notes.expectSame('told as lost', storedStates(harness).filter(isLost).length, leads - there)
      })
    return notes.sighting()
  },
}
