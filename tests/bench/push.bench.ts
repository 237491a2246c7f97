import type { Bench } from '../support/bench/bench.ts'
import { addedLatency } from './push/added-latency.ts'
import { durability } from './push/durability.ts'
import { freeFlowing } from './push/free-flowing.ts'
import { resume } from './push/resume.ts'
import { throttled } from './push/throttled.ts'

/** The push against physics, against what others do under limits, and against the least that durability costs. */
export const bench: Bench = {
  title: 'The push: free-flowing, throttled, single latency, durability, resuming after a kill',
  run: async (context) => {
    const limited = await throttled(context)
    return {
      comparisons: [
        ...(await freeFlowing(context)),
        ...limited.comparisons,
        ...(await addedLatency(context)),
        ...(await durability(context)),
        ...(await resume(context)),
      ],
      figures: limited.figures,
    }
  },
}
