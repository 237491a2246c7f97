import type { Random } from '../../../src/core/ports/random.ts'
import { callThroughLane } from '../limited-service.ts'
import { createSeededRandom } from '../seeded-random.ts'
import type { Notes } from './trial.ts'

/** Calls at once that the tenant takes, and that it takes for a while. */
export const [HIGH, LOW] = [52, 4] as const
const ANSWER_MS = 1_000
/** With the way there and back; the mean of what the service in moved time takes. */
const ROUND_MS = ANSWER_MS * 1.002 + 1.5
/** So many answers after a change the pace is to be that of a client that knows. */
const SETTLED_MS = 10 * ROUND_MS

interface Phase {
  readonly fromMs: number
  readonly toMs: number
  readonly concurrent: number
}

/**
 * The lane alone, in moved time, so that the machine has no part in it: how near it comes to a client that knows every change of the limit, from ten
 * answers after each, all phases together.
 */
export async function noteSettledPace(notes: Notes, dips: number, seed: number): Promise<void> {
  const phases = drawPhases(dips, createSeededRandom(seed))
  const untilMs = phases.at(-1)?.toMs ?? 0
  const made = await callThroughLane(Number.POSITIVE_INFINITY, {
    limits: { concurrent: HIGH },
    serverMs: ANSWER_MS,
    hint: HIGH,
    changes: phases.map(({ fromMs, concurrent }) => [fromMs, { concurrent }] as const),
    untilMs,
    seed,
  })
  const sum = (of: (phase: Phase) => number): number => phases.reduce((total, phase) => total + of(phase), 0)
  const done = sum(({ fromMs, toMs }) => made.doneAt(toMs) - made.doneAt(fromMs + SETTLED_MS))
  const possible = Math.round(
    sum(({ fromMs, toMs, concurrent }) => ((toMs - fromMs - SETTLED_MS) * concurrent) / ROUND_MS),
  )
  notes.count('calls of the lane alone', made.sent)
  notes.count('of these refused', made.refused)
  notes.count('done ten answers after each change', done)
  notes.count('possible', possible)
  notes.expect(done >= 0.95 * possible, `${done} calls done ten answers after each change, ${possible} possible`)
  notes.expect(made.refused <= 0.03 * made.sent, `${made.refused} of ${made.sent} calls of the lane alone were refused`)
  notes.expectSame('calls sent before the lane opened', made.insisted, 0)
}

/** A minute to five at the high level, a quarter of a minute to two at the low one, in turns; high at both ends. */
function drawPhases(dips: number, random: Random): readonly Phase[] {
  const phases: Phase[] = []
  let fromMs = 0
  for (let at = 0; at <= 2 * dips; at += 1) {
    const concurrent = at % 2 === 0 ? HIGH : LOW
    const share = random.fraction()
    const toMs = fromMs + (concurrent === HIGH ? 60_000 + 240_000 * share : 15_000 + 105_000 * share)
    phases.push({ fromMs, toMs, concurrent })
    fromMs = toMs
  }
  return phases
}
