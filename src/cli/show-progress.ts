import type { CoreEvent, CoreEvents } from '../core/core-events.ts'
import type { PushProgress } from '../shared/model/push.ts'
import { plain } from './format-table.ts'

/** A large run tells of itself five times a second; a terminal wants less. */
const A_LINE_PER_MS = 1_000

/** Tells on standard error what a long command is doing, a line per step; returns the function that stops it. */
export function showProgress(
  events: CoreEvents,
  write: (text: string) => void,
  nowMs = () => performance.now(),
): () => void {
  let last: string | null = null
  let written = { atMs: Number.NEGATIVE_INFINITY, state: '' }
  const isDue = (event: CoreEvent): boolean => {
    if (event.type !== 'push-progress') return true
    const { done, total, state } = event.progress
    const isNews = state !== written.state || done === total || nowMs() - written.atMs >= A_LINE_PER_MS
    if (isNews) written = { atMs: nowMs(), state }
    return isNews
  }
  return events.subscribe((event) => {
    const line = isDue(event) ? lineOf(event) : null
    if (line === null || line === last) return
    last = line
    write(`${plain(line)}\n`)
  })
}

function lineOf(event: CoreEvent): string | null {
  if (event.type === 'scenario-step') {
    const { scenarioId, title, status, detail } = event.step
    if (status === 'running') return null
    return `${scenarioId} ${title}: ${status}${detail === null ? '' : ` (${detail})`}`
  }
  return event.type === 'push-progress' ? pushLine(event.progress) : null
}

/** `1,200 of 5,000 leads, 310 a second, 12 s left`; while the run waits, why and until when. */
function pushLine(progress: PushProgress): string | null {
  const { done, total, state, ratePerSecond, secondsLeft, waitingUntil, waitingWhy } = progress
  if (total < 2) return null
  const parts = [`${done} of ${total} leads`]
  if (state === 'waiting') {
    parts.push(
      waitingUntil === null ? 'waiting' : `waiting until ${waitingUntil}`,
      ...(waitingWhy === null ? [] : [waitingWhy]),
    )
  } else if (state !== 'running') {
    parts.push(state)
  } else {
    if (ratePerSecond !== null) parts.push(`${Math.round(ratePerSecond)} a second`)
    if (secondsLeft !== null && done < total) parts.push(`${Math.ceil(secondsLeft)} s left`)
  }
  return parts.join(', ')
}
