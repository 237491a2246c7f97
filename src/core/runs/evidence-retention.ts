import type { Clock } from '../ports/clock.ts'
import type { LocalData } from '../ports/stores.ts'

const SETTING = 'evidence.retention-days'
const DAY_MS = 86_400_000

/** A year; a shorter time than the gate looks back would take evidence away from under it. */
const DEFAULT_DAYS = 365
export const LEAST_DAYS = 30
export const MOST_DAYS = 3_650

/** How many days evidence is kept; null = for ever. */
export function retentionDays({ settings }: Pick<LocalData, 'settings'>): number | null {
  const stored = settings.get(SETTING)
  if (stored === 'forever') return null
  const days = Number(stored ?? DEFAULT_DAYS)
  return Number.isInteger(days) && days >= LEAST_DAYS && days <= MOST_DAYS ? days : DEFAULT_DAYS
}

export const setRetentionDays = ({ settings }: Pick<LocalData, 'settings'>, days: number | null): void =>
  settings.set(SETTING, days === null ? 'forever' : String(days))

/**
 * Deletes evidence that is older than its time. Runs, attempts and decisions stay whatever happens, and so does the evidence that a decision
 * rests on: without it nobody could hold the decision's digest against anything.
 */
export function tidyEvidence({ data, clock }: { readonly data: LocalData; readonly clock: Clock }): number {
  const days = retentionDays(data)
  if (days === null) return 0
  return data.runs.deleteEvidenceBefore(new Date(clock.now() - days * DAY_MS).toISOString(), runsOfDecisions(data))
}

/** A gate line names runs and pieces of evidence alike. */
function runsOfDecisions({ decisions, runs }: LocalData): readonly string[] {
  const named = new Set(decisions.list().flatMap(({ body }) => body.gate.flatMap(({ evidence }) => evidence)))
  return [...new Set([...named].map((id) => runs.evidence(id)?.runId ?? id))]
}
