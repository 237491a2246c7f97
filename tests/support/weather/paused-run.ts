import type { Fault } from '../../../src/sandbox/faults/fault-rule.ts'
import { onWrites, writesIn } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict, type WeatherWorld } from './weather-world.ts'

/** Longer than any wait that the answers below make. */
const PAUSE_MS = 600_000
const TROUBLE: readonly Fault[] = [
  { kind: 'status', status: 429, code: '0x80072322', retryAfter: 60 },
  { kind: 'status', status: 503 },
]

/** F7: somebody pauses the run while D365 refuses its writes. */
export const pausedRun: Trial<{ readonly leads: number }> = {
  fault: 'F7',
  claim:
    'a run that is paused while 429 or 503 come sends nothing however long the pause is, and brings every lead once it goes on',
  inSuite: { leads: 600 },
  inSoak: { leads: 20_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    for (const fault of TROUBLE)
      await inWorld({ leads }, async (world) => {
        const { control, harness, clock } = world
        const end = onWrites(control, fault, { skip: 1 })
        const running = world.push()
        while (control.listFaults().every(({ injected }) => injected === 0)) await clock.sleep(1_000)
        const runId = await runIdOf(world)
        await harness.core.push.pause(runId)
        await untilQuiet(world)
        const { length: before } = writesIn(control.log())
        end()
        await clock.sleep(PAUSE_MS)
        notes.expectSame(`writes while paused under ${String(fault.status)}`, writesIn(control.log()).length, before)
        await harness.core.push.resume(runId)
        const { outcomes, total } = await running
        notes.expectSame(`created under ${String(fault.status)}`, outcomes.created, total)
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}

async function runIdOf({ harness }: WeatherWorld): Promise<string> {
  const runs = await harness.core.push.runs(harness.tenant.id)
  const [run] = runs.ok ? runs.value : []
  if (run === undefined) throw new Error('No run goes on.')
  return run.runId
}

/** What was on its way when it was paused may end. */
async function untilQuiet({ harness, clock }: WeatherWorld): Promise<void> {
  for (let isQuiet = false; !isQuiet;) {
    await clock.sleep(1_000)
    const runs = await harness.core.push.runs(harness.tenant.id)
    isQuiet = runs.ok && runs.value.every(({ inFlight }) => inFlight === 0)
  }
}
