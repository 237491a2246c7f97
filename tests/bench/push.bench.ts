import type { Bench, BenchResult } from '../support/bench/bench.ts'
import type { BenchContext } from '../support/bench/bench-context.ts'
import { within } from '../support/bench/within.ts'
import { addedLatency } from './push/added-latency.ts'
import { durability } from './push/durability.ts'
import { freeFlowing } from './push/free-flowing.ts'
import { resume } from './push/resume.ts'
import { throttled } from './push/throttled.ts'

type Measure = (context: BenchContext) => Promise<Pick<BenchResult, 'comparisons'> & Partial<BenchResult>>

const alone =
  (measure: (context: BenchContext) => Promise<BenchResult['comparisons']>): Measure =>
  async (context) => ({ comparisons: await measure(context) })

/** Minutes: some four times what the part takes on an idle machine of two cores; for each round where `--rounds` says how many. */
const PARTS: readonly (readonly [part: string, measure: Measure, minutes: number])[] = [
  ['B2', throttled, 12],
  ['B1', freeFlowing, 40],
  ['B3', alone(addedLatency), 4],
  ['B4', alone(durability), 6],
  ['B8', alone(resume), 4],
]

/** The push against physics, against what others do under limits, and against the least that durability costs. */
export const bench: Bench = {
  title: 'The push: free-flowing, throttled, single latency, durability, resuming after a kill',
  run: async (context) => {
    const comparisons = []
    const figures = []
    for (const [part, measure, minutes] of PARTS) {
      if (!context.wants(part)) continue
      context.note(`${part} begins`)
      const measured = await within(minutes * context.rounds(1), part, measure(context))
      comparisons.push(...measured.comparisons)
      figures.push(...(measured.figures ?? []))
    }
    return { comparisons, figures }
  },
}
