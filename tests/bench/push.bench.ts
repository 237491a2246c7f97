import type { Bench } from '../support/bench/bench.ts'
import { addedLatency } from './push/added-latency.ts'
import { durability } from './push/durability.ts'
import { freeFlowing } from './push/free-flowing.ts'
import { resume } from './push/resume.ts'
import { throttled } from './push/throttled.ts'

const PARTS = [
  ['B1', freeFlowing],
  ['B3', addedLatency],
  ['B4', durability],
  ['B8', resume],
] as const

/** The push against physics, against what others do under limits, and against the least that durability costs. */
export const bench: Bench = {
  title: 'The push: free-flowing, throttled, single latency, durability, resuming after a kill',
  run: async (context) => {
    const limited = context.wants('B2') ? await throttled(context) : { comparisons: [], figures: [] }
    const comparisons = [...limited.comparisons]
    for (const [part, measure] of PARTS) if (context.wants(part)) comparisons.push(...(await measure(context)))
    return { comparisons, figures: limited.figures }
  },
}
