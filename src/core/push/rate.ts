import type { Clock } from '../ports/clock.ts'

/** What "lately" means. */
const WINDOW_MS = 30_000
/** Less than this says nothing about a rate. */
const SHORTEST_MS = 1_000
const SAMPLE_MS = 500

/** Things per second over the last half minute, by monotonic time. */
export function createRate(clock: Clock): { readonly count: () => void; readonly perSecond: () => number | null } {
  let count = 0
  let samples: { readonly atMs: number; readonly count: number }[] = [{ atMs: clock.monotonicMs(), count: 0 }]
  return {
    count: () => {
      count += 1
      const atMs = clock.monotonicMs()
      if (atMs - (samples.at(-1)?.atMs ?? 0) < SAMPLE_MS) return
      samples = [...samples.filter((sample) => atMs - sample.atMs <= WINDOW_MS), { atMs, count }]
    },
    perSecond: () => {
      const nowMs = clock.monotonicMs()
      const first = samples.find((sample) => nowMs - sample.atMs <= WINDOW_MS) ?? samples.at(-1)
      if (first === undefined || count === 0 || nowMs - first.atMs < SHORTEST_MS) return null
      return ((count - first.count) * 1000) / (nowMs - first.atMs)
    },
  }
}
