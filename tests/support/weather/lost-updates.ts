import { onWrites } from './faults-on-writes.ts'
import { noteSideEffects, registerSteps } from './plug-in-steps.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict, saveLeads } from './weather-world.ts'

/** F4 under the policy `update`: the change was written, the answer never came. */
export const lostUpdates: Trial<{ readonly leads: number }> = {
  fault: 'F4',
  claim:
    'updates whose answer is lost, now and then, often, always: each is found done and not sent again, so no plug-in step runs twice',
  inSuite: { leads: 200 },
  inSoak: { leads: 50_000 },
  run: async ({ leads }, seed) => {
    const notes = new Notes()
    for (const rate of [0.01, 0.3, 1])
      await inWorld({ leads }, async (world) => {
        const { harness, control } = world
        await world.push()
        const tenant = harness.data.tenants.get(harness.tenant.id) ?? harness.tenant
        harness.data.tenants.save({ ...tenant, existingLeadPolicy: 'update' })
        saveLeads(harness, leads, () => ({ readinessScore: 3 }))
        registerSteps(control)
        const end = onWrites(control, { kind: 'cut-after-commit' }, { rate, seed })
        const { outcomes } = await world.push()
        notes.count('ambiguous writes', end())
        notes.expectSame(`updated at rate ${rate}`, outcomes.updated, leads)
        noteSideEffects(notes, control, leads)
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}
