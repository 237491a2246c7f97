import type { CoreEvent, CoreEvents } from '../core/services.ts'
import { plain } from './format-table.ts'

/** Tells on standard error what a long command is doing, a line per step; returns the function that stops it. */
export function showProgress(events: CoreEvents, write: (text: string) => void): () => void {
  return events.subscribe((event) => {
    const line = lineOf(event)
    if (line !== null) write(`${plain(line)}\n`)
  })
}

function lineOf(event: CoreEvent): string | null {
  if (event.type === 'scenario-step') {
    const { scenarioId, title, status, detail } = event.step
    if (status === 'running') return null
    return `${scenarioId} ${title}: ${status}${detail === null ? '' : ` (${detail})`}`
  }
  if (event.type === 'push-progress') {
    const { done, total, waitingUntil } = event.progress
    if (done === 0 || total < 2) return null
    return `${done} of ${total} leads${waitingUntil === null ? '' : `, waiting until ${waitingUntil}`}`
  }
  return null
}
