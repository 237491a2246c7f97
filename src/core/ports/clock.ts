/** Time, as the core sees it; tests move it by hand. */
export interface Clock {
  /** Wall-clock time as milliseconds since the epoch: for stamps only. */
  readonly now: () => number
  /** Milliseconds from a monotonic source: for measuring and waiting. */
  readonly monotonicMs: () => number
  /** Resolves after `ms`; rejects with the signal's reason when aborted first. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** The clock's wall time as ISO 8601 UTC with milliseconds. */
export const isoNow = (clock: Pick<Clock, 'now'>): string => new Date(clock.now()).toISOString()
