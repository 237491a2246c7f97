/**
 * Works through items, at most `most` at a time, in their order of beginning. `goesOn` is asked before each. A thrown error begins nothing
 * further, lets what is under way end, and is thrown then: nothing works on unsupervised.
 */
export async function workThrough<T>(
  items: readonly T[],
  { most, goesOn }: { readonly most: number; readonly goesOn: () => boolean },
  work: (item: T, at: number) => Promise<void>,
): Promise<void> {
  const broken: unknown[] = []
  const waiting = items.entries()
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      if (broken.length > 0 || !goesOn()) return
      try {
        await work(item, at)
      } catch (error) {
        broken.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
  if (broken.length > 0) throw broken[0]
}
