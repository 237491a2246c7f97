/**
 * A part of a bench, bounded: one that waits for something that never comes breaks off with words. What it had under way is left as it is, since
 * the process of the bench ends with it.
 * @throws Error after `minutes`
 */
export async function within<T>(minutes: number, part: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${part} did not come to its end within ${minutes} minutes; the bench breaks off.`))
    }, minutes * 60_000)
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
