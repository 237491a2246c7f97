import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict } from './weather-world.ts'

const MOST_TO_CANCEL_MS = 1_000

/** F6: the server takes the request and says nothing, or a byte now and then. */
export const silentServer: Trial<{ readonly leads: number }> = {
  fault: 'F6',
  claim:
    'a server that never answers, or only in drops, does not hold a cancelled run; the next push finds what was written',
  inSuite: { leads: 3_000 },
  inSoak: { leads: 5_000 },
  run: async ({ leads }) => {
    const notes = new Notes()
    for (const kind of ['silence', 'drip'] as const)
      await inWorld({ leads }, async (world) => {
        const { control, harness } = world
        const end = onWrites(control, { kind, afterCommit: true, intervalMs: 60_000 })
        const abort = new AbortController()
        const running = harness.core.push.run(harness.tenant.id, { all: true }, { signal: abort.signal })
        await untilWritten(() => control.countLeads())
        const abortedMs = performance.now()
        abort.abort()
        const cancelled = await running
        const tookMs = Math.round(performance.now() - abortedMs)
        notes.count(`ms to cancel under ${kind}`, tookMs)
        notes.expect(tookMs <= MOST_TO_CANCEL_MS, `cancelled under ${kind} after ${tookMs} ms`)
        notes.expect(cancelled.ok, `the run cancelled under ${kind} has no result`)
        notes.expect(end() > 0, `${kind} never struck`)
        await world.push()
        noteVerdict(notes, world, leads)
      })
    return notes.sighting()
  },
}

/** Until the first rows are there: their answers are then under way, or never come. */
async function untilWritten(count: () => number): Promise<void> {
  while (count() === 0) await new Promise((resolve) => setImmediate(resolve))
}
