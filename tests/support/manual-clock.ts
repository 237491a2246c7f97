import type { Clock } from '../../src/core/ports/clock.ts'

export interface ManualClock extends Clock {
  /**
   * Moves time on and wakes whoever is due, in the order they are due; what they set off (and their next sleep, if it
   * falls within `ms`) happens before the promise resolves, as far as it needs no real input or output.
   */
  readonly advance: (ms: number) => Promise<void>
  /** Sets the wall clock alone: somebody corrected it, or summer time began. */
  readonly setWall: (ms: number) => void
  /** Milliseconds until each sleeper wakes, soonest first. */
  readonly sleepers: () => readonly number[]
  /** Resolves once at least `count` sleepers wait; for code that reaches its sleep only after real input or output. */
  readonly untilSleeping: (count?: number) => Promise<void>
}

interface Sleeper {
  readonly dueAt: number
  readonly wake: () => void
}

/** 2026-03-01T12:00:00Z. */
const DEFAULT_START = 1_772_366_400_000

/** Time that stands still until the test moves it. */
export function createManualClock(startAt: number | string = DEFAULT_START): ManualClock {
  let elapsed = 0
  let wallOffset = typeof startAt === 'string' ? Date.parse(startAt) : startAt
  let sleepers: Sleeper[] = []
  let watchers: { readonly count: number; readonly notice: () => void }[] = []

  const noticeWatchers = () => {
    for (const watcher of watchers.filter(({ count }) => sleepers.length >= count)) watcher.notice()
    watchers = watchers.filter(({ count }) => sleepers.length < count)
  }

  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal))
        return
      }
      const onAbort = () => {
        sleepers = sleepers.filter((other) => other !== sleeper)
        if (signal !== undefined) reject(reasonOf(signal))
      }
      const sleeper: Sleeper = {
        dueAt: elapsed + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      sleepers = [...sleepers, sleeper].sort((one, other) => one.dueAt - other.dueAt)
      noticeWatchers()
    })

  const advance = async (ms: number) => {
    const until = elapsed + ms
    await settle()
    for (let next = sleepers[0]; next !== undefined && next.dueAt <= until; next = sleepers[0]) {
      elapsed = Math.max(elapsed, next.dueAt)
      sleepers = sleepers.slice(1)
      next.wake()
      await settle()
    }
    elapsed = until
  }

  return {
    now: () => wallOffset + elapsed,
    monotonicMs: () => elapsed,
    sleep,
    advance,
    setWall: (ms) => {
      wallOffset = ms - elapsed
    },
    sleepers: () => sleepers.map(({ dueAt }) => dueAt - elapsed),
    untilSleeping: (count = 1) =>
      new Promise((resolve) => {
        watchers = [...watchers, { count, notice: resolve }]
        noticeWatchers()
      }),
  }
}

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason))

/** Lets everything run that waits for nothing but other promises. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
