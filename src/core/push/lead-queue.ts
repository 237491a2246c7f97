/** Runs work of one key in the order it came, one at a time; different keys do not wait for each other. */
export type LeadQueue = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** Fifty pushes of one lead are one push and forty-nine that find it done. Holds nothing for keys without work. */
export function createLeadQueue(): LeadQueue {
  const tails = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = tails.get(key)
    const mine = before === undefined ? work() : before.then(work, work)
    tails.set(key, mine)
    try {
      return await mine
    } finally {
      if (tails.get(key) === mine) tails.delete(key)
    }
  }
}
