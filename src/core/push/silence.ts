import type { Clock } from '../ports/clock.ts'

/** Whether nothing answers a run any more: of its leads some wait for another try, and none was answered since. */
export interface Silence {
  /** A call got no answer; its lead is tried again in `againMs` milliseconds. */
  readonly noted: (why: string, againMs: number) => void
  /** Something was answered. */
  readonly broken: () => void
  /** Milliseconds until the first of them is tried again, and what was said last; null where nobody waits for that. */
  readonly state: () => { readonly forMs: number; readonly why: string } | null
}

export function createSilence(clock: Pick<Clock, 'monotonicMs'>): Silence {
  let last: { readonly againAtMs: number; readonly why: string } | null = null
  const leftMs = (): number => (last === null ? 0 : last.againAtMs - clock.monotonicMs())
  return {
    noted: (why, againMs) => {
      const soonestMs = leftMs() > 0 ? Math.min(leftMs(), againMs) : againMs
      last = { why, againAtMs: clock.monotonicMs() + soonestMs }
    },
    broken: () => void (last = null),
    state: () => (last !== null && leftMs() > 0 ? { forMs: leftMs(), why: last.why } : null),
  }
}
