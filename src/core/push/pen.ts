import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { LocalDataError } from '../../shared/model/failure.ts'
import type { Clock } from '../ports/clock.ts'
import type { LocalData } from '../ports/stores.ts'
import { slept } from './stop.ts'

/** How what pushes write down gets to disk: each thing at once, or the things of many leads together. Always in their order. */
export interface Pen {
  /** True where a reader of the store may not see yet what was written. */
  readonly isDeferred: boolean
  readonly write: (work: () => void) => void
  /** What is written in `work` is written whole or not at all. */
  readonly together: (work: () => void) => void
  /** Resolves when everything written so far is flushed; false = given up, since the signal ended the wait for local data. */
  readonly flushed: () => Promise<boolean>
}

export const createImmediatePen = (data: Pick<LocalData, 'transaction'>): Pen => ({
  isDeferred: false,
  write: (work) => work(),
  together: (work) => data.transaction(work),
  flushed: () => Promise.resolve(true),
})

export interface DeferredPenDeps {
  readonly data: Pick<LocalData, 'tryTransaction'>
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Told when local data cannot be written, and with null when it can again. */
  readonly onTrouble: (failure: LocalDataError | null) => void
}

/** Soon enough that work goes on within seconds once somebody has made room. */
const TRY_AGAIN_MS = 1_000

/**
 * One transaction for what many leads wrote since the last. While local data cannot be written (a full disk, another program's lock) everything
 * is kept and tried again: nothing is sent meanwhile, because what is sent waits for `flushed`.
 */
export function createDeferredPen({ data, clock, signal, onTrouble }: DeferredPenDeps): Pen {
  let waiting: (() => void)[] = []
  let isScheduled = false
  let insisting: Promise<boolean> | null = null
  let bug: { readonly error: unknown } | null = null

  /** False when local data cannot be written now; what waits goes on waiting. */
  const tryNow = (): boolean => {
    if (bug !== null) throw bug.error
    const batch = waiting
    if (batch.length === 0) return true
    try {
      const written = data.tryTransaction(() => batch.forEach((work) => work()))
      if (!written.ok) onTrouble(written.failure)
      else waiting = waiting.slice(batch.length)
      return written.ok
    } catch (error) {
      bug = { error }
      throw error
    }
  }
  const insist = async (): Promise<boolean> => {
    do {
      if (!(await slept(clock, TRY_AGAIN_MS, signal))) return false
    } while (!tryNow())
    onTrouble(null)
    return true
  }
  const flushed = async (): Promise<boolean> => {
    for (;;) {
      // Without trouble there is nothing to wait for: what is about to be sent is written this instant.
      if (insisting === null && tryNow()) return true
      insisting ??= insist().finally(() => (insisting = null))
      if (!(await insisting)) return false
    }
  }
  const flushSoon = async (): Promise<void> => {
    isScheduled = true
    await turnOfTheLoop()
    isScheduled = false
    await flushed()
  }

  return {
    isDeferred: true,
    write: (work) => {
      waiting.push(work)
      // A bug in one of the writes is kept, and thrown to whoever waits for the flush next.
      if (!isScheduled) flushSoon().catch(() => undefined)
    },
    together: (work) => work(),
    flushed,
  }
}
