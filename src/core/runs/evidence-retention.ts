import type { RetentionForecast } from '../../shared/model/retention.ts'
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
  const before = beginOf(retentionDays(data), clock)
  return before === null ? 0 : data.runs.deleteEvidenceBefore(before, runsOfDecisions(data))
}

/** What keeping evidence that many days would delete at once. */
export function forecastRetention(
  { data, clock }: { readonly data: LocalData; readonly clock: Clock },
  days: number | null,
): RetentionForecast {
  const before = beginOf(days, clock)
  const counted = before === null ? NOTHING : data.runs.evidenceBefore(before, runsOfDecisions(data))
  return { days, before, ...counted }
}

const NOTHING = { pieces: 0, runs: 0, kept: 0 }

/** From when on evidence is kept; null = from ever. */
const beginOf = (days: number | null, clock: Clock): string | null =>
  days === null ? null : new Date(clock.now() - days * DAY_MS).toISOString()

/** A gate line names runs and pieces of evidence alike. */
function runsOfDecisions({ decisions, runs }: LocalData): readonly string[] {
  const named = new Set(decisions.list().flatMap(({ body }) => body.gate.flatMap(({ evidence }) => evidence)))
  return [...new Set([...named].map((id) => runs.evidence(id)?.runId ?? id))]
}
