import { newestResults } from '../../app/runs/newest-results.ts'
import type { OverviewFacts } from './overview-facts.ts'

export type StepName = 'setup' | 'scenarios' | 'gate' | 'reports'
export type StepStatus = 'pending' | 'passed' | 'failed' | 'partial'

/** One step of the runbook: how far it is, when it last moved, how long it took. `total` 0 = nothing to count against. */
export interface StepView {
  readonly name: StepName
  readonly status: StepStatus
  readonly done: number
  readonly total: number
  readonly at: string | null
  readonly tookMs: number | null
}

/** The four steps in the order they are gone through. */
export const stepsOf = (facts: OverviewFacts): readonly StepView[] => [
  setupStep(facts),
  scenariosStep(facts),
  gateStep(facts),
  reportsStep(facts),
]

export function setupStep({ check }: OverviewFacts): StepView {
  if (!check) return { name: 'setup', status: 'pending', done: 0, total: 0, at: null, tookMs: null }
  return {
    name: 'setup',
    status: check.ok ? 'passed' : 'failed',
    done: check.rows.filter((row) => row.status !== 'failed' && row.status !== 'skipped').length,
    total: check.rows.length,
    at: check.finishedAt,
    tookMs: Date.parse(check.finishedAt) - Date.parse(check.startedAt),
  }
}

export function scenariosStep({ scenarioRuns, outlines }: OverviewFacts): StepView {
  const wanted = new Set(outlines.map((outline) => outline.id))
  const judged = [...newestResults(scenarioRuns).values()].filter(
    ({ result }) => wanted.has(result.id) && result.status !== 'skipped',
  )
  const passed = judged.filter(({ result }) => result.status === 'passed').length
  return {
    name: 'scenarios',
    status: statusOf({ hasFailed: judged.length > passed, done: passed, total: outlines.length }),
    done: passed,
    total: outlines.length,
    at: newestOf(judged.map(({ at }) => at)),
    tookMs: judged.length === 0 ? null : judged.reduce((sum, { result }) => sum + result.durationMs, 0),
  }
}

const GOOD = ['passed', 'attested', 'waived']

export function gateStep({ gate }: OverviewFacts): StepView {
  const { lines } = gate
  const done = lines.filter((line) => GOOD.includes(line.status)).length
  return {
    name: 'gate',
    status: statusOf({ hasFailed: lines.some((line) => line.status === 'failed'), done, total: lines.length }),
    done,
    total: lines.length,
    at: newestOf(lines.map((line) => line.at)),
    tookMs: null,
  }
}

/** A run's report comes in several formats; it counts once. */
export function reportsStep({ reports }: OverviewFacts): StepView {
  const done = new Set(reports.map((report) => report.runId)).size
  return {
    name: 'reports',
    status: done > 0 ? 'passed' : 'pending',
    done,
    total: 0,
    at: newestOf(reports.map((report) => report.at)),
    tookMs: null,
  }
}

interface Tally {
  readonly hasFailed: boolean
  readonly done: number
  readonly total: number
}

function statusOf({ hasFailed, done, total }: Tally): StepStatus {
  if (hasFailed) return 'failed'
  if (done === 0) return 'pending'
  return done === total ? 'passed' : 'partial'
}

function newestOf(moments: readonly (string | null)[]): string | null {
  const known = moments.filter((at) => at !== null)
  return known.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null
}

/** Lines of the gate that still stand against a GO. */
export const openLines = ({ gate }: OverviewFacts): number =>
  gate.lines.filter((line) => !GOOD.includes(line.status)).length

export type RunbookState = 'pending' | 'inProgress' | 'GO' | 'NO-GO'

/** The runbook's state on a tenant in the four words of the runbook's own table. */
export const runbookState = (facts: OverviewFacts): RunbookState =>
  facts.decision?.body.decision ?? (facts.check === null && facts.scenarioRuns.length === 0 ? 'pending' : 'inProgress')

export type NextAction = 'runbook' | 'fixSetup' | 'fixScenarios' | 'settleLines' | 'decide' | 'push'

/** The one thing to do next. What failed comes before what is missing; a changed tenant makes old evidence worth nothing. */
export function nextAction(facts: OverviewFacts): NextAction {
  const setup = setupStep(facts).status
  const scenarios = scenariosStep(facts).status
  if (setup === 'failed') return 'fixSetup'
  if (scenarios === 'failed') return 'fixScenarios'
  const isStale = facts.gate.lines.some((line) => line.status === 'stale')
  if (setup !== 'passed' || scenarios !== 'passed' || isStale) return 'runbook'
  if (facts.decision?.body.decision === 'GO') return 'push'
  return openLines(facts) > 0 ? 'settleLines' : 'decide'
}
