import { clearTimeout as clear, setTimeout as start } from 'node:timers'

export interface Deadline {
  readonly clear: () => void
}

/** Calls `onPassed` once after `ms` of real time unless cleared; does not keep the process alive. */
export function startDeadline(ms: number, onPassed: () => void): Deadline {
  const timer = start(onPassed, ms)
  timer.unref()
  return { clear: () => clear(timer) }
}
