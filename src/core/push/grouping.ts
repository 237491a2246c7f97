import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

/** One item in a group; it is settled exactly once. */
export interface Rider<T, R> {
  readonly item: T
  readonly settle: (result: R) => void
}

export interface Group<T, R> {
  /** Nobody joins from here on. The same riders each time. */
  readonly close: () => readonly Rider<T, R>[]
}

export interface GroupLimits {
  /** Items per group now. */
  readonly size: () => number
  /** A group that left now would wait anyway. */
  readonly isBusy: () => boolean
}

/** Turns of the event loop for which a group that grows is left growing. */
const MOST_TURNS = 16
/** Answered in one turn, some five milliseconds' worth of going on: a window stays alive while a thousand are answered at once. */
const MOST_PER_TURN = 100

/**
 * Gathers items that come one by one into groups. A group takes what comes until `carry` closes it, at the moment its request leaves: while the
 * lane is busy groups grow, while it is idle nobody waits. A thrown error (a bug) reaches everybody who is not settled.
 */
export function createGrouping<T, R>(
  { size: most, isBusy }: GroupLimits,
  carry: (group: Group<T, R>) => Promise<void>,
): (item: T) => Promise<R> {
  let open: { readonly riders: PendingRider<T, R>[] } | null = null
  const inTurns = createTurns()
  const isGrowing = (now: number, before: number, turn: number): boolean =>
    turn === 0 || (turn < MOST_TURNS && now > before && now < most() && isBusy())

  const start = async (riders: PendingRider<T, R>[]): Promise<void> => {
    const group = { riders }
    open = group
    const close = () => {
      if (open === group) open = null
      return riders
    }
    try {
      // Those who were answered together come together, and those who are being set off.
      for (let turn = 0, before = 0; isGrowing(riders.length, before, turn); turn += 1) {
        before = riders.length
        await turnOfTheLoop()
      }
      await carry({ close })
    } catch (error) {
      for (const { fail } of close()) inTurns(() => fail(error))
    }
  }

  return (item) =>
    new Promise<R>((resolve, fail) => {
      const settle = (result: R) => inTurns(() => resolve(result))
      const rider = { item, settle, fail }
      if (open !== null && open.riders.length < most()) open.riders.push(rider)
      else void start([rider])
    })
}

interface PendingRider<T, R> extends Rider<T, R> {
  readonly fail: (error: unknown) => void
}

/** Does things at once, as many as one turn bears, and the rest in the turns after it; always in their order. */
function createTurns(): (work: () => void) => void {
  let waiting: (() => void)[] = []
  let done = 0
  const goOn = async (): Promise<void> => {
    do {
      await turnOfTheLoop()
      const next = waiting.slice(0, MOST_PER_TURN)
      waiting = waiting.slice(MOST_PER_TURN)
      done = next.length
      for (const work of next) work()
    } while (waiting.length > 0)
    done = 0
  }
  return (work) => {
    if (done === MOST_PER_TURN) {
      waiting.push(work)
      return
    }
    if (done === 0) void goOn()
    done += 1
    work()
  }
}
