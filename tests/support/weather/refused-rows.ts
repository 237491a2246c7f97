import { writesIn } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, judge, storedStates } from './weather-world.ts'

/** Longer than the tenant's column. */
const TOO_LONG_FOR_THE_TENANT = 'x'.repeat(3000)

/**
 * Bad rows of a hundred, and the writes that finding them may cost: halving finds one in fifteen; beyond a tenth it stops and the rest goes in
 * batches whose rows have answers of their own, where halving to the end would take 199.
 */
const BAD_OF_HUNDRED = [
  { bad: 1, mostWrites: 15 },
  { bad: 10, mostWrites: 40 },
  { bad: 100, mostWrites: 40 },
] as const

/** F11: rows that D365 refuses, among good ones. */
export const refusedRows: Trial<{ readonly leads: number }> = {
  fault: 'F11',
  claim: 'one refused row in a hundred, ten, all: the good ones land, the bad ones carry the server’s words',
  inSuite: { leads: 100 },
  inSoak: { leads: 10_000 },
  run: async ({ leads }, _seed) => {
    const notes = new Notes()
    for (const { bad, mostWrites } of BAD_OF_HUNDRED) {
      const isBad = (index: number) => index % 100 < bad
      const lead = (index: number) => (isBad(index) ? { provider: TOO_LONG_FOR_THE_TENANT } : {})
      const badRows = (leads / 100) * bad
      await inWorld({ leads, lead }, async (world) => {
        // Else the console would read there what is too long, and not send it.
        world.control.addFault({ match: { pathPattern: 'EntityDefinitions' }, fault: { kind: 'status', status: 500 } })
        const { outcomes, leads: pushed } = await world.push()
        notes.expectSame(
          `outcomes with ${bad} bad in a hundred`,
          [outcomes.created, outcomes.rejected],
          [leads - badRows, badRows],
        )
        notes.expectSame('verdict', judge(world.harness, world.control), { lost: [], duplicated: [], unexpected: [] })
        notes.expectSame(
          'leads with the status error',
          storedStates(world.harness).filter(({ status }) => status === 'error').length,
          badRows,
        )
        const reasons = pushed.filter(({ outcome }) => outcome === 'rejected').map(({ reason }) => reason ?? '')
        notes.expect(
          reasons.every((reason) => reason.includes('hnt_provider')),
          `reasons: ${[...new Set(reasons)].slice(0, 3).join('; ')}`,
        )
        const { length: writes } = writesIn(world.control.log())
        notes.count(`writes with ${bad} bad in a hundred`, writes)
        notes.expect(writes <= (leads / 100) * mostWrites, `${writes} writes for ${bad} bad in a hundred`)
      })
    }
    return notes.sighting()
  },
}
