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

/** The part of a stop that reaches calls under way: a cancel does, the end of the process does not. */
export function callSignalOf(signal: AbortSignal): { readonly signal: AbortSignal; readonly release: () => void } {
  const calls = new AbortController()
  const pass = () => {
    if (!isClosing(signal)) calls.abort(signal.reason)
  }
  if (signal.aborted) pass()
  else signal.addEventListener('abort', pass, { once: true })
  return { signal: calls.signal, release: () => signal.removeEventListener('abort', pass) }
}

/** For callers that gave no signal. */
export const neverStops = (): AbortSignal => new AbortController().signal
