import { CheckResultSchema, type CheckRow } from '../../shared/model/check.ts'
import type { Attestation, DecisionEntry } from '../../shared/model/gate.ts'
import type { Evidence, Run } from '../../shared/model/run.ts'
import { ScenarioRunResultSchema, type ScenarioId, type ScenarioResult } from '../../shared/model/scenario.ts'
import type { LocalData } from '../ports/stores.ts'
import { staleReason, type Freshness } from '../runs/stale-reason.ts'

/** The newest run in which a scenario or the checks ran to an end, with what it saw. */
export interface SourceRun {
  readonly run: Run
  readonly evidence: readonly Evidence[]
}
export interface ScenarioSource extends SourceRun {
  readonly result: ScenarioResult
}

/** The newest finished check run in which a row was judged. */
export interface CheckSource extends SourceRun {
  readonly row: CheckRow
}

/** Everything the gate of one tenant rests on. */
export interface GateSources {
  readonly scenarios: Readonly<Partial<Record<ScenarioId, ScenarioSource>>>
  /** By row id; a run of one row does not hide what an earlier one saw of the others. */
  readonly checks: Readonly<Partial<Record<string, CheckSource>>>
  readonly attestations: readonly Attestation[]
}

/** Enough to find the last time each scenario ran, whatever else ran since. */
const RUNS_TO_SEARCH = 200

/** Gathers, for each scenario and for the checks, the newest run that came to an end. */
export function gatherSources(data: LocalData, tenantId: string): GateSources {
  const scenarios: Partial<Record<ScenarioId, ScenarioSource>> = {}
  for (const run of data.runs.list({ tenantId, kind: 'scenario', limit: RUNS_TO_SEARCH })) {
    const parsed = run.status === 'running' ? null : ScenarioRunResultSchema.safeParse(run.result)
    for (const result of parsed?.data?.scenarios ?? []) {
      if (result.status === 'skipped' || scenarios[result.id]) continue
      const evidence = data.runs.evidenceOf(run.id).filter(({ step }) => step.startsWith(`${result.id}/`))
      scenarios[result.id] = { run, result, evidence }
    }
  }
  return { scenarios, checks: gatherChecks(data, tenantId), attestations: data.attestations.listFor(tenantId) }
}

function gatherChecks(data: LocalData, tenantId: string): GateSources['checks'] {
  const checks: Partial<Record<string, CheckSource>> = {}
  for (const run of data.runs.list({ tenantId, kind: 'check', limit: RUNS_TO_SEARCH })) {
    const isOver = run.status === 'passed' || run.status === 'failed'
    const parsed = isOver ? CheckResultSchema.safeParse(run.result) : null
    for (const row of parsed?.data?.rows ?? []) {
      if (checks[row.id]) continue
      const evidence = data.runs.evidenceOf(run.id).filter(({ step }) => step === row.id)
      checks[row.id] = { run, row, evidence }
    }
  }
  return checks
}

/**
 * The waivers of the tenant's newest decision: they hold as long as evidence of that moment would. A later decision repeats them, so that its
 * entry carries the reasons itself.
 */
export function standingWaivers(
  log: readonly DecisionEntry[],
  tenantId: string,
  freshness: Freshness,
): Readonly<Record<string, string>> {
  const newest = log.findLast(({ body }) => body.type === 'decision' && body.tenant?.id === tenantId)?.body
  if (!newest) return {}
  const { at, appVersion, waivers } = newest
  return staleReason({ at, appVersion, tenantChangedAt: null }, freshness) === null ? waivers : {}
}
