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
export function isoNow(clock: Pick<Clock, 'now'>): string {
  const ms = clock.now()
  if (ms !== lastSaid.ms) lastSaid = { ms, iso: new Date(ms).toISOString() }
  return lastSaid.iso
}

/** A push of thousands a second asks many times within one millisecond. */
let lastSaid = { ms: 0, iso: new Date(0).toISOString() }
