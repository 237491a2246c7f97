/**
 * Runs `work` now, and once more afterwards if it was asked for meanwhile: a burst of events becomes at most two reads,
 * and the last read always began after the last event.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let isWanted = false
  const loop = async (): Promise<void> => {
    isWanted = false
    await work()
    if (isAskedAgain()) await loop()
  }
  const isAskedAgain = (): boolean => isWanted
  return () => {
    isWanted = true
    running ??= loop().finally(() => {
      running = null
    })
    return running
  }
}
