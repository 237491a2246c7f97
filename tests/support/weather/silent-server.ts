import { setTimeout as wait } from 'node:timers/promises'
import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict } from './weather-world.ts'

const BYTE_EVERY_MS = 1_000

/** F6: the server takes the request and says nothing, or a byte now and then. */
export const silentServer: Trial<{
  readonly leads: number
  /** From the cancel to the run's result; judged where nothing else works on the machine. */
  readonly mostToCancelMs: number
}> = {
  fault: 'F6',
  claim:
    'a server that never answers, or only in drops, does not hold a cancelled run, nor any socket or timer; the next push finds what was written',
  inSuite: { leads: 1_000, mostToCancelMs: 60_000 },
  inSoak: { leads: 5_000, mostToCancelMs: 1_000 },
  run: async ({ leads, mostToCancelMs }) => {
    const notes = new Notes()
    const before = heldOpen()
    for (const kind of ['silence', 'drip'] as const)
      await inWorld({ leads }, async (world) => {
        const { control, harness } = world
        const end = onWrites(control, { kind, afterCommit: true, intervalMs: BYTE_EVERY_MS })
        const abort = new AbortController()
        const running = harness.core.push.run(harness.tenant.id, { all: true }, { signal: abort.signal })
        await untilWritten(() => control.countLeads())
        const abortedMs = performance.now()
        abort.abort()
        const cancelled = await running
        const tookMs = Math.round(performance.now() - abortedMs)
        notes.count(`ms to cancel under ${kind}`, tookMs)
        notes.expect(tookMs <= mostToCancelMs, `cancelled under ${kind} after ${tookMs} ms`)
        notes.expect(cancelled.ok, `the run cancelled under ${kind} has no result`)
        notes.expect(end() > 0, `${kind} never struck`)
        await world.push()
        noteVerdict(notes, world, leads)
      })
    notes.expect(await endsAt(before), `sockets and timers ${heldOpen()}, ${before} before`)
    return notes.sighting()
  },
}

/** Until the first rows are there: their answers are then under way, or never come. */
async function untilWritten(count: () => number): Promise<void> {
  while (count() === 0) await new Promise((resolve) => setImmediate(resolve))
}

/** Sockets and timers that would keep this process alive. */
const heldOpen = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap' || kind === 'Timeout').length

/** Whether no more is held than that; the other side may take as long as a byte to notice that nobody listens. */
async function endsAt(most: number): Promise<boolean> {
  const untilMs = performance.now() + 5 * BYTE_EVERY_MS
  // The timer of this very wait has fired when it is counted.
  while (heldOpen() > most && performance.now() < untilMs) await wait(50)
  return heldOpen() <= most
}
