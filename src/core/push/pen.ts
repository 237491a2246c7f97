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
  /** Resolves once local data can be written, as far as is known; false = given up, since the signal ended the wait for it. */
  readonly usable: () => Promise<boolean>
  /** Resolves when readers of the store see everything written so far; false = given up, as above. */
  readonly stored: () => Promise<boolean>
  /** The same, and it survives a power loss. */
  readonly flushed: () => Promise<boolean>
}

export const createImmediatePen = (data: Pick<LocalData, 'transaction'>): Pen => ({
  isDeferred: false,
  write: (work) => work(),
  together: (work) => data.transaction(work),
  usable: () => Promise.resolve(true),
  stored: () => Promise.resolve(true),
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
/** Turns of the event loop that writes may wait for more of their kind. */
const MOST_TURNS = 16
/** Written in one go unless a call waits for it, some ten milliseconds' worth: a window stays alive while thousands of leads end at once. */
export const MOST_AT_ONCE = 1_000

/**
 * One transaction for what many leads wrote since the last, or a few where that is very much: made where something is about to be sent, and else
 * when the program falls quiet or has been busy for a while. The disk is waited for where something is about to be sent. While local data cannot be written (a full disk, another
 * program's lock) everything is kept and tried again: nothing is sent meanwhile, because it waits for the pen.
 */
export function createDeferredPen(deps: DeferredPenDeps): Pen {
  const { clock, signal, onTrouble } = deps
  const batch = createBatch(deps)
  let isScheduled = false
  let insisting: Promise<boolean> | null = null

  const insist = async (): Promise<boolean> => {
    do {
      if (!(await slept(clock, TRY_AGAIN_MS, signal))) return false
    } while (!batch.tryNow())
    onTrouble(null)
    return true
  }
  const stored = async (): Promise<boolean> => {
    for (const last = batch.added(); ;) {
      // Without trouble there is nothing to wait for: what is about to be sent is written this instant.
      const isWritten = insisting === null && batch.tryNow()
      if (isWritten && batch.written() >= last) return true
      if (isWritten) {
        await turnOfTheLoop()
        continue
      }
      insisting ??= insist().finally(() => (insisting = null))
      if (!(await insisting)) return false
    }
  }
  const flushSoon = async (): Promise<void> => {
    isScheduled = true
    for (let turn = 0, before = -1; turn < MOST_TURNS && batch.size() !== before; turn += 1) {
      before = batch.size()
      await turnOfTheLoop()
      if (batch.size() >= MOST_AT_ONCE) break
    }
    isScheduled = false
    await stored()
  }

  return {
    isDeferred: true,
    write: (work) => {
      batch.add(work)
      // A bug in one of the writes is kept, and thrown to whoever waits for the flush next.
      if (!isScheduled) flushSoon().catch(() => undefined)
    },
    together: batch.together,
    usable: async () => insisting ?? true,
    stored,
    flushed: () => {
      batch.wantFlush()
      return stored()
    },
  }
}

/** What waits to be written. */
function createBatch({ data, onTrouble }: Pick<DeferredPenDeps, 'data' | 'onTrouble'>) {
  let waiting: (() => void)[] = []
  /** Works, from the first on. */
  const count = { added: 0, written: 0 }
  /** Somebody waits for the disk, whoever comes to write first. */
  let isFlushWanted = false
  let bug: { readonly error: unknown } | null = null
  return {
    ...createGroups((work) => {
      waiting.push(work)
      count.added += 1
    }),
    size: (): number => waiting.length,
    added: (): number => count.added,
    written: (): number => count.written,
    wantFlush: (): void => void (isFlushWanted = waiting.length > 0),
    /** The oldest of what waits, or all where somebody waits for the disk. False when local data cannot be written now; what waits goes on waiting. */
    tryNow: (): boolean => {
      if (bug !== null) throw bug.error
      // In one go: a call that is about to leave has its place in the lane, and must not lose its turn.
      const batch = isFlushWanted ? waiting : waiting.slice(0, MOST_AT_ONCE)
      if (batch.length === 0) return true
      try {
        const written = data.tryTransaction(() => batch.forEach((work) => work()), { isFlushed: isFlushWanted })
        if (!written.ok) {
          onTrouble(written.failure)
          return false
        }
        waiting = waiting.slice(batch.length)
        count.written += batch.length
        isFlushWanted = false
        return true
      } catch (error) {
        bug = { error }
        throw error
      }
    },
  }
}

/** What is added in `together` is one work. */
function createGroups(addOne: (work: () => void) => void): Pick<Pen, 'together'> & { readonly add: Pen['write'] } {
  let group: (() => void)[] | null = null
  return {
    add: (work) => {
      if (group === null) addOne(work)
      else group.push(work)
    },
    together: (work) => {
      if (group !== null) {
        work()
        return
      }
      const works: (() => void)[] = (group = [])
      try {
        work()
      } finally {
        group = null
        if (works.length > 0) addOne(() => works.forEach((each) => each()))
      }
    },
  }
}
