import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Failure } from '../../shared/model/failure.ts'
import type { QueuePlace } from '../ports/stores.ts'
import { MOST_PER_REQUEST } from './bulk-carrier.ts'
import type { BulkPusher } from './open-bulk.ts'
import { stopsTheRun } from './next-step.ts'
import type { Pen } from './pen.ts'
import type { PushReport } from './push-request.ts'
import type { PushRun } from './push-run-input.ts'
import type { RunProgress } from './run-progress.ts'
import { latch } from './lane-gate.ts'

const PAGE = 500
/** Fewer than a request takes: what the first write of a start waits for is mostly the work on its leads. */
const MOST_AHEAD = 25

export interface Feeding extends PushRun {
  readonly bulk: BulkPusher
  readonly pen: Pen
  readonly progress: RunProgress
  readonly tell: () => void
}

export interface Fed {
  readonly retries: number
  /** Milliseconds the lead that was throttled longest waited. */
  readonly throttledMs: number
  readonly haltedBy: Failure | null
}

/**
 * Sends a run's leads in their order, as many on their way as the lane can use; memory holds those and one page. Most of them wait: for the lane,
 * for each other, for a retry.
 */
export async function feedLeads(input: Feeding): Promise<Fed> {
  const { deps, run, active, bulk, pen, progress } = input
  const { signal } = active
  const sums = { retries: 0, throttledMs: 0 }
  const halt: { by: Failure | null; bug: { readonly error: unknown } | null } = { by: null, bug: null }
  const haltedBy = () => halt.by ?? bulk.haltedBy()
  const goesOn = () => haltedBy() === null && halt.bug === null && !signal.aborted
  const places = createPages(input)
  let onTheirWay = 0
  let moved = latch()
  const move = () => {
    moved.end()
    moved = latch()
  }
  bulk.onMore(move)

  const keep = ({ lead, failure, retries, throttledMs }: PushReport): void => {
    sums.retries += retries
    // Leads wait side by side: the longest wait is what the run stood throttled.
    sums.throttledMs = Math.max(sums.throttledMs, throttledMs)
    if (failure !== null && stopsTheRun(failure)) halt.by ??= failure
    if (lead.outcome === 'waiting') return
    pen.write(() => deps.ports.data.pushQueue.finish(run.id, lead))
    progress.done(lead)
    input.tell()
  }
  const start = async ({ domain }: QueuePlace): Promise<void> => {
    try {
      keep(await bulk.push(domain))
    } catch (error) {
      halt.bug ??= { error }
    } finally {
      onTheirWay -= 1
      move()
    }
  }

  while (goesOn() && (await active.pause.over())) {
    if (onTheirWay >= bulk.most()) {
      await moved.over
      continue
    }
    const next = goesOn() ? places.next(Math.min(MOST_PER_REQUEST, bulk.most() - onTheirWay)) : []
    if (next.length === 0) break
    onTheirWay += next.length
    deps.ports.data.reading(() => next.forEach((place) => void start(place)))
    // Not time, only a turn of the event loop: a window stays alive while a thousand leads set off.
    await turnOfTheLoop()
    // Their question leaves before others join it.
    if (places.areAhead(next)) await turnOfTheLoop()
  }
  while (onTheirWay > 0) await moved.over
  if (halt.bug !== null) throw halt.bug.error
  return { ...sums, haltedBy: haltedBy() }
}

/**
 * Leads in their order, page by page. Of a run that is taken up a group goes ahead that has no write whose answer is missing: it is sent while the
 * others are asked about.
 */
function createPages({ deps, run, isTakenUp }: Feeding) {
  const { pushQueue } = deps.ports.data
  // The very first lead only finds the way, so it may as well be the first in order.
  const ahead = isTakenUp ? [...pushQueue.next(run.id, null, 1), ...pushQueue.nextAnswered(run.id, MOST_AHEAD)] : []
  const aheadByDomain = new Map(ahead.map((place) => [place.domain, place]))
  let page: readonly QueuePlace[] = [...aheadByDomain.values()]
  let last: QueuePlace | null = null
  const turnPage = (): void => {
    const read = pushQueue.next(run.id, last, PAGE)
    last = read.at(-1) ?? last
    page = read.filter(({ domain }) => !aheadByDomain.has(domain))
    if (page.length === 0 && read.length > 0) turnPage()
  }
  return {
    /** The next ones, at most so many; none = there are no more. */
    next: (most: number): readonly QueuePlace[] => {
      if (page.length === 0) turnPage()
      const places = page.slice(0, most)
      page = page.slice(most)
      return places
    },
    areAhead: ([first]: readonly QueuePlace[]): boolean => first !== undefined && aheadByDomain.has(first.domain),
  }
}
