import type { ActivityEvent } from '../../../../shared/model/activity-event.ts'

/** Checked rows with a part that only a person can confirm (spec: the runbook, row by row). */
export const ATTESTABLE_PARTS: ReadonlySet<string> = new Set(['A1.1', 'A1.3', 'B3.2'])

/** Lines of part A, B and the prerequisites that no interface can show at all. */
export const HAND_LINES = ['P1', 'P2', 'P3', 'P4', 'A1.2', 'B2'] as const

/** The newest attestation of each row, from the log's newest-first list. */
export function attestationsIn(events: readonly ActivityEvent[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const event of events) {
    const row = event.name === 'attested' ? event.detail['row'] : undefined
    if (typeof row === 'string' && !found.has(row)) found.set(row, event.at)
  }
  return found
}
