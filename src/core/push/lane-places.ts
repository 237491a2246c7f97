/** Many leads share a question, and few a write. `read-back`: a question that settles a write that left already. */
export type LanePurpose = 'question' | 'read-back' | 'write'

/** So many writes wait at least before questions do: enough for the places that come free while a question is answered. */
export const writesInStock = (concurrency: number): number => Math.min(10, concurrency)
/** While writes wait, one question is under way for so many places: those that wait meanwhile carry more leads each. */
const PLACES_PER_QUESTION = 16

/** Places for calls under way, and those who wait for one. */
export interface LanePlaces {
  /** Waits for a free one; false when the signal ended the wait. */
  readonly take: (purpose: LanePurpose, signal: AbortSignal) => Promise<boolean>
  readonly giveBack: (purpose: LanePurpose) => void
  readonly taken: () => number
  readonly areFull: () => boolean
}

export function createPlaces(concurrency: () => number): LanePlaces {
  const taken: Record<LanePurpose, number> = { write: 0, question: 0, 'read-back': 0 }
  const asked = (): number => taken.question + taken['read-back']
  const all = (): number => asked() + taken.write
  const lines = createLines(
    (writes) => writes < writesInStock(concurrency()) && asked() < Math.ceil(concurrency() / PLACES_PER_QUESTION),
  )
  const wake = (): void => {
    for (let free = Math.max(1, concurrency() - all()); free > 0; free -= 1) {
      const [proceed] = lines.next()
      if (proceed === undefined) return
      proceed()
    }
  }

  return {
    take: async (purpose, signal) => {
      while (all() >= concurrency()) {
        await lines.wait(purpose, signal)
        if (!signal.aborted) continue
        // It may have been woken by a place that became free and that it will not use.
        wake()
        return false
      }
      taken[purpose] += 1
      lines.tookPlace(purpose)
      return true
    },
    giveBack: (purpose) => {
      taken[purpose] -= 1
      wake()
    },
    taken: all,
    areFull: () => all() >= concurrency(),
  }
}

/** Those who wait for a place. `mayAsk`: a question may go before so many writes that wait. */
function createLines(mayAsk: (writes: number) => boolean) {
  const line = () => new Set<() => void>()
  // Sets keep the order of arrival and let go of one that gave up without a search.
  const lines: Readonly<Record<LanePurpose, Set<() => void>>> = { write: line(), question: line(), 'read-back': line() }
  let lastAsked: LanePurpose = 'read-back'
  return {
    /** Until woken or aborted. */
    wait: (purpose: LanePurpose, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const proceed = () => {
          signal.removeEventListener('abort', proceed)
          lines[purpose].delete(proceed)
          resolve()
        }
        lines[purpose].add(proceed)
        signal.addEventListener('abort', proceed, { once: true })
      }),
    tookPlace: (purpose: LanePurpose): void => {
      if (purpose !== 'write') lastAsked = purpose
    },
    /**
     * While writes are in stock questions wait, and so carry more leads each; the stock is filled up by questions. They take turns with read-backs,
     * which make room for as many further leads to ask about.
     */
    next: (): Set<() => void> => {
      const { write, question, 'read-back': readBack } = lines
      if (write.size === 0) return question.size > 0 ? question : readBack
      const turn = lastAsked === 'question' ? readBack : question
      return mayAsk(write.size) && turn.size > 0 ? turn : write
    },
  }
}
