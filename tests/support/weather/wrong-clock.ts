import type { Clock } from '../../../src/core/ports/clock.ts'
import { DecisionRequestSchema } from '../../../src/shared/model/gate.ts'
import { createCompressedClock } from '../compressed-clock.ts'
import type { Harness } from '../core-harness.ts'
import { onWrites } from './faults-on-writes.ts'
import { Notes, type Trial } from './trial.ts'
import { inWorld, noteVerdict } from './weather-world.ts'

const HOUR = 3_600_000
/** An hour is also what summer time adds and takes away. */
const JUMPS = [HOUR, -HOUR, 24 * HOUR, -24 * HOUR, 0]

/** Monotonic time goes on; the wall clock is whatever somebody set it to. */
function withJumpingWall(inner: Clock): { readonly clock: Clock; readonly jump: () => void } {
  let jumps = 0
  return {
    clock: { ...inner, now: () => inner.now() + (JUMPS[jumps % JUMPS.length] ?? 0) },
    jump: () => {
      jumps += 1
    },
  }
}

/** F17: the wall clock is set forth and back while leads are pushed. */
export const wrongClock: Trial<{ readonly leads: number }> = {
  fault: 'F17',
  claim: 'a wall clock that jumps by hours and days moves no pause, re-orders nothing and breaks no decision’s chain',
  inSuite: { leads: 300 },
  inSoak: { leads: 20_000 },
  run: async ({ leads }, seed) => {
    const notes = new Notes()
    const time = createCompressedClock(100)
    const { clock, jump } = withJumpingWall(time)
    await inWorld({ leads, clock, sandbox: { now: time.now } }, async (world) => {
      const { control, harness } = world
      const answered: number[] = []
      harness.core.events.subscribe((event) => {
        if (event.type === 'activity') answered.push(event.event.sequence)
        jump()
      })
      const end = onWrites(
        control,
        { kind: 'status', status: 429, code: '0x80072322', retryAfter: 300 },
        { rate: 0.5, seed, count: 2 },
      )
      await decide(notes, harness)
      const running = world.push()
      await decide(notes, harness)
      const { outcomes, total } = await running
      jump()
      await decide(notes, harness)
      notes.expect(end() > 0, 'D365 never asked for a pause')
      notes.expectSame('created', outcomes.created, total)
      notes.expect(
        answered.every((sequence, at) => at === 0 || sequence > (answered[at - 1] ?? 0)),
        'events came out of order',
      )
      const stored = harness.data.activity.list({ limit: 10_000 }).map(({ sequence }) => sequence)
      notes.expectSame(
        'rows of the log',
        stored,
        stored.toSorted((one, other) => other - one),
      )
      const chain = await harness.core.gate.verify()
      notes.expectSame('the chain of decisions', chain.ok && chain.value.verdict, 'ok')
      notes.expectSame('early sends', earlySends(control.log()), 0)
      noteVerdict(notes, world, leads)
    })
    return notes.sighting()
  },
}

async function decide(notes: Notes, { core, tenant }: Harness): Promise<void> {
  const asked = { tenantId: tenant.id, decision: 'NO-GO', reason: 'A rehearsal.' }
  const decided = await core.gate.decide(DecisionRequestSchema.parse(asked))
  notes.expect(decided.ok, `the decision failed: ${JSON.stringify(decided)}`)
}

type Log = ReturnType<Parameters<Parameters<typeof inWorld>[1]>[0]['control']['log']>

/** Fast minutes after a refusal in which requests still arrive that were sent before its answer was read; one real second. */
const ON_THE_WAY_MS = 100_000

/** Writes that D365 received while it had asked for silence; those already on their way do not count. */
function earlySends(log: Log): number {
  let silentFrom = Number.POSITIVE_INFINITY
  let silentUntil = Number.NEGATIVE_INFINITY
  let early = 0
  for (const { at, status, retryAfter, durationMs } of log) {
    const receivedAt = Date.parse(at)
    if (receivedAt > silentFrom && receivedAt < silentUntil) early += 1
    if (status !== 429) continue
    silentFrom = receivedAt + ON_THE_WAY_MS
    silentUntil = receivedAt + durationMs + Number(retryAfter) * 1000
  }
  return early
}
