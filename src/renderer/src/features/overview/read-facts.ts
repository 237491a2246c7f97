import type { Bridge } from '../../../../shared/contract/bridge.ts'
import { ok, type Result } from '../../../../shared/lib/result.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { Run } from '../../../../shared/model/run.ts'
import { latestDecision, type OverviewFacts } from './overview-facts.ts'

/** The facts, and the newest runs of any kind, among which one may be under way. */
export interface OverviewReading {
  readonly facts: OverviewFacts
  readonly recentRuns: readonly Run[]
}

const COUNTS_ONLY = { search: '', badge: null, sort: 'priorityScore', descending: false, offset: 0, limit: 1 } as const

/** Asks for everything Overview shows; the first refusal is the answer, since half an overview would mislead. */
export async function readFacts(bridge: Bridge, tenantId: string): Promise<Result<OverviewReading, Failure>> {
  const [proofs, records] = await Promise.all([readProofs(bridge, tenantId), readRecords(bridge, tenantId)])
  if (!proofs.ok) return proofs
  if (!records.ok) return records
  const { recentRuns, ...rest } = proofs.value
  return ok({ facts: { ...rest, ...records.value }, recentRuns })
}

type Proofs = Pick<OverviewFacts, 'check' | 'scenarioRuns' | 'outlines' | 'gate'> & Pick<OverviewReading, 'recentRuns'>

async function readProofs(bridge: Bridge, tenantId: string): Promise<Result<Proofs, Failure>> {
  const [check, scenarioRuns, recentRuns, outlines, gate] = await Promise.all([
    bridge.call('checks:latest', { tenantId }),
    bridge.call('runs:list', { tenantId, kind: 'scenario', limit: 30 }),
    bridge.call('runs:list', { tenantId, kind: null, limit: 30 }),
    bridge.call('scenarios:list', {}),
    bridge.call('gate:status', { tenantId }),
  ])
  if (!check.ok) return check
  if (!scenarioRuns.ok) return scenarioRuns
  if (!recentRuns.ok) return recentRuns
  if (!outlines.ok) return outlines
  if (!gate.ok) return gate
  return ok({
    check: check.value,
    scenarioRuns: scenarioRuns.value,
    recentRuns: recentRuns.value,
    outlines: outlines.value,
    gate: gate.value,
  })
}

type Records = Pick<OverviewFacts, 'decision' | 'reports' | 'counts'>

async function readRecords(bridge: Bridge, tenantId: string): Promise<Result<Records, Failure>> {
  const [log, reports, leads] = await Promise.all([
    bridge.call('gate:log', {}),
    bridge.call('reports:list', { tenantId }),
    bridge.call('leads:page', { tenantId, query: COUNTS_ONLY }),
  ])
  if (!log.ok) return log
  if (!reports.ok) return reports
  if (!leads.ok) return leads
  return ok({
    decision: latestDecision(log.value, tenantId),
    reports: reports.value,
    counts: leads.value.countsByBadge,
  })
}
