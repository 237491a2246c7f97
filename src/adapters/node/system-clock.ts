import type { Clock } from '../../core/ports/clock.ts'

/** Node reads a longer delay as 1 ms, so a long sleep is slept in parts. Source: Node.js, "Timers", setTimeout. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The machine's time. Waiting follows the monotonic clock, so a corrected wall clock moves no deadline. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: async (ms, signal) => {
    const until = performance.now() + ms
    do await sleepOnce(Math.min(Math.max(0, until - performance.now()), LONGEST_TIMER_MS), signal)
    while (performance.now() < until)
  },
}

function sleepOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(reasonOf(signal))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, Math.ceil(ms))
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}

const reasonOf = (signal: AbortSignal | undefined): Error =>
  signal?.reason instanceof Error ? signal.reason : new Error('The wait was cancelled.', { cause: signal?.reason })
