import type { ActivityEvent, EventName } from '../../../../shared/model/activity-event.ts'
import type { Attempt } from '../../../../shared/model/push.ts'
import type { Tone } from '../../ui/tone-badge.tsx'

export type TimelineEntry =
  | {
      readonly kind: 'event'
      readonly key: string
      readonly at: string
      readonly tone: Tone
      readonly name: EventName
      readonly message: string
      readonly requestId: string | null
    }
  | {
      readonly kind: 'attempt'
      readonly key: string
      readonly at: string
      readonly tone: Tone
      readonly attempt: Attempt
      readonly requestId: string | null
    }

const LEVEL_TONES: Readonly<Record<ActivityEvent['level'], Tone>> = {
  info: 'neutral',
  warning: 'warning',
  error: 'danger',
}

const ATTEMPT_TONES: Readonly<Record<Attempt['state'], Tone>> = {
  sending: 'progress',
  created: 'success',
  updated: 'success',
  exists: 'success',
  rejected: 'danger',
  waiting: 'progress',
  unknown: 'warning',
  failed: 'danger',
}

/** Everything that happened to a lead, newest first; events of one instant keep their own order. */
export function timelineOf(attempts: readonly Attempt[], events: readonly ActivityEvent[]): readonly TimelineEntry[] {
  const told: TimelineEntry[] = events.map((event) => ({
    kind: 'event',
    key: `event-${event.sequence}`,
    at: event.at,
    tone: event.name === 'd365_push_success' ? 'success' : LEVEL_TONES[event.level],
    name: event.name,
    message: event.message,
    requestId: event.clientRequestId,
  }))
  const tried: TimelineEntry[] = attempts.map((attempt) => ({
    kind: 'attempt',
    key: `attempt-${attempt.id}`,
    at: attempt.finishedAt ?? attempt.startedAt,
    tone: ATTEMPT_TONES[attempt.state],
    attempt,
    requestId: attempt.clientRequestId,
  }))
  return [...told, ...tried].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || order(b) - order(a))
}

/** When the next try of this push was due; null where none was decided. */
export const nextTryAt = ({ finishedAt, delayMs }: Pick<Attempt, 'finishedAt' | 'delayMs'>): string | null =>
  finishedAt === null || delayMs === null ? null : new Date(Date.parse(finishedAt) + delayMs).toISOString()

const order = (entry: TimelineEntry): number =>
  entry.kind === 'event' ? Number(entry.key.slice('event-'.length)) : Number.MAX_SAFE_INTEGER
