import type { Clock } from '../ports/clock.ts'

/** A retry's minutes pass in tenths of a second. */
export const WAITING_FACTOR = 2_000

/**
 * The same clock, `factor` times as fast: a wait of a minute takes 60/`factor` seconds. What is recorded of a delay is the delay that was
 * decided; only the waiting is short.
 */
export function compressClock(clock: Clock, factor: number): Clock {
  const wallStart = clock.now()
  const start = clock.monotonicMs()
  const elapsed = (): number => (clock.monotonicMs() - start) * factor
  return {
    now: () => wallStart + elapsed(),
    monotonicMs: elapsed,
    sleep: (ms, signal) => clock.sleep(ms / factor, signal),
  }
}
