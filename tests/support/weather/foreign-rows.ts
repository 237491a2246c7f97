import { leadIdFor } from '../../../src/core/leads/lead-id.ts'
import { engineOnSandbox } from '../engine-on-sandbox.ts'
import { Notes, type Trial } from './trial.ts'
import { domainOf, inWorld, storedStates } from './weather-world.ts'

const EVERY = 50

/** F12: what lies under one of our ids is somebody else's. */
export const foreignRows: Trial<{ readonly leads: number }> = {
  fault: 'F12',
  claim: 'a row of somebody else under an id of ours is a conflict, never a success, and stays as it is',
  inSuite: { leads: 200 },
  inSoak: { leads: 20_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    await inWorld({ leads }, async ({ harness, control, push }) => {
      const { connection } = await engineOnSandbox(harness)
      const me = await connection.d365.whoAmI()
      if (!me.ok) throw new Error(me.failure.message)
      for (let index = 0; index < leads; index += EVERY) {
        const theirs = leadIdFor(me.value.organizationId, domainOf(index), 0)
        await connection.d365.createLead(theirs, { subject: `Trade fair ${index}`, companyname: 'Somebody else' })
      }
      const { outcomes } = await push()
      const foreign = Math.ceil(leads / EVERY)
      notes.expectSame('created and in conflict', [outcomes.created, outcomes.conflict], [leads - foreign, foreign])
      notes.expectSame(
        'stored as conflict',
        storedStates(harness).filter(({ status }) => status === 'conflict').length,
        foreign,
      )
      const untouched = control.leads().filter((row) => String(row['subject']).startsWith('Trade fair '))
      notes.expectSame('rows of somebody else', untouched.length, foreign)
      notes.expectSame('rows in D365', control.countLeads(), leads)
    })
    return notes.sighting()
  },
}
