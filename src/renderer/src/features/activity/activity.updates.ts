import type { ActivityEvent } from '../../../../shared/model/activity-event.ts'
import type { ActivityState } from './activity-state.ts'

/** The window keeps the newest events only; older ones are a click away. */
export const MOST_KEPT = 1000

const ordered = (events: readonly ActivityEvent[]): readonly ActivityEvent[] => {
  const bySequence = new Map(events.map((event) => [event.sequence, event]))
  return [...bySequence.values()].sort((a, b) => b.sequence - a.sequence)
}

/** A snapshot of the newest events takes its place above older ones already read, if the two touch. */
export function withSnapshot(
  known: readonly ActivityEvent[] | null,
  newest: readonly ActivityEvent[],
  page: number,
): Partial<ActivityState> {
  const lowest = newest.at(-1)?.sequence ?? 0
  const touches = known !== null && known.some((event) => event.sequence >= lowest)
  const older = touches ? known.filter((event) => event.sequence < lowest) : []
  return {
    events: ordered([...newest, ...older]),
    failure: null,
    ...(older.length === 0 ? { hasOlder: newest.length === page } : {}),
  }
}

export const withEvent = (known: readonly ActivityEvent[], event: ActivityEvent): Partial<ActivityState> => {
  const events = ordered([event, ...known]).slice(0, MOST_KEPT)
  return { events, ...(known.length >= MOST_KEPT ? { hasOlder: true } : {}) }
}

export const withOlder = (
  known: readonly ActivityEvent[],
  older: readonly ActivityEvent[],
  page: number,
): Partial<ActivityState> => ({ events: ordered([...known, ...older]), hasOlder: older.length === page, failure: null })
