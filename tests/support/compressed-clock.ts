import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/core/ports/clock.ts'

/**
 * Real time, `factor` times as fast: a sleep of 60 s takes 60/factor real seconds, and the clock then reads 60 s later.
 * Deadlines shrink alike, so keep `deadline / factor` well above what a loopback request takes.
 */
export function createCompressedClock(factor = 60, startAt: number = Date.now()): Clock {
  const begun = performance.now()
  const elapsed = () => (performance.now() - begun) * factor
  return {
    now: () => startAt + elapsed(),
    monotonicMs: elapsed,
    sleep: async (ms, signal) => {
      const until = elapsed() + ms
      // A timer may fire a little early; measured at `factor`, "a little" is whole seconds.
      for (let left = ms; left > 0; left = until - elapsed()) await waitFor(left / factor, signal)
    },
  }
}

async function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(Math.max(1, ms), undefined, signal === undefined ? {} : { signal })
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error
  }
}
