import type { Clock } from '../ports/clock.ts'

/**
 * Why work stops when the process ends: calls under way may finish, waits end at once, and what is left is taken up at the next start.
 * Any other reason is a cancel: it ends the work for good.
 */
export class ProcessCloses extends Error {
  override readonly name: string = 'ProcessCloses'
}

/** A pause is longer than whoever started the run wants to wait: it stops like a process that closes, and can be resumed. */
export class PauseTooLong extends ProcessCloses {}

export const isClosing = (signal: AbortSignal): boolean => signal.aborted && signal.reason instanceof ProcessCloses

/** Sleeps; false when the signal ended the sleep. Anything but an abort is a bug of the clock and is thrown. */
export async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (hasEnded(signal)) return false
  try {
    await clock.sleep(ms, signal)
    return true
  } catch (error) {
    if (hasEnded(signal)) return false
    throw error
  }
}

// Behind a function: the compiler takes a flag it has seen unset for unset for ever.
const hasEnded = (signal: AbortSignal): boolean => signal.aborted

/** Long enough for most answers that are on their way; a cancel is over within a second also where the server says nothing. */
const GRACE_MS = 700

/** What a stop means for calls, other than for waits. */
export interface CallSignals {
  /** Ends calls under way: a cancel does so after a moment, the end of the process does not. */
  readonly calls: AbortSignal
  /** Ends questions that settle a write which left already: a cancel does so after that moment, the end of the process at once. */
  readonly settling: AbortSignal
  readonly release: () => void
}

/** A cancelled write that is answered all the same is known, instead of open until somebody asks again. */
export function callSignalsOf(signal: AbortSignal, clock: Clock): CallSignals {
  const [calls, settling, over] = [new AbortController(), new AbortController(), new AbortController()]
  const end = async (): Promise<void> => {
    const isCancel = !isClosing(signal)
    if (isCancel && !(await slept(clock, GRACE_MS, over.signal))) return
    settling.abort(signal.reason)
    if (isCancel) calls.abort(signal.reason)
  }
  const pass = (): void => void end()
  if (signal.aborted) pass()
  else signal.addEventListener('abort', pass, { once: true })
  const release = (): void => {
    signal.removeEventListener('abort', pass)
    over.abort()
  }
  return { calls: calls.signal, settling: settling.signal, release }
}

/** For callers that gave no signal. */
export const neverStops = (): AbortSignal => new AbortController().signal
