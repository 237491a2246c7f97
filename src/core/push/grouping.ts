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

/**
 * Gathers items that come one by one into groups. A group takes what comes until `carry` closes it, at the moment its request leaves: while the
 * lane is busy groups grow, while it is idle nobody waits. A thrown error (a bug) reaches everybody who is not settled.
 */
export function createGrouping<T, R>(
  most: () => number,
  carry: (group: Group<T, R>) => Promise<void>,
): (item: T) => Promise<R> {
  let open: { readonly riders: PendingRider<T, R>[] } | null = null

  const start = async (riders: PendingRider<T, R>[]): Promise<void> => {
    const group = { riders }
    open = group
    const close = () => {
      if (open === group) open = null
      return riders
    }
    try {
      // Those who were answered together come together.
      await turnOfTheLoop()
      await carry({ close })
    } catch (error) {
      for (const rider of close()) rider.fail(error)
    }
  }

  return (item) =>
    new Promise<R>((settle, fail) => {
      const rider = { item, settle, fail }
      if (open !== null && open.riders.length < most()) open.riders.push(rider)
      else void start([rider])
    })
}

interface PendingRider<T, R> extends Rider<T, R> {
  readonly fail: (error: unknown) => void
}
