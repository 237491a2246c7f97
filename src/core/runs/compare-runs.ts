import { CheckResultSchema, type CheckRow, type CheckStatus } from '../../shared/model/check.ts'
import type { Run } from '../../shared/model/run.ts'
import type { Change, RunComparison } from '../../shared/model/run-comparison.ts'
import { RunbookResultSchema } from '../../shared/model/runbook.ts'
import { ScenarioRunResultSchema, type Criterion, type ScenarioResult } from '../../shared/model/scenario.ts'

/** What of a run can be held against another: rows of the checks, criteria of the scenarios. */
export interface Comparable {
  readonly run: Run
  readonly rows: readonly CheckRow[]
  readonly scenarios: readonly ScenarioResult[]
}

/** Null for a run that judged nothing of the kind: a push, or one that did not come that far. */
export function comparableOf(run: Run): Comparable | null {
  if (run.kind === 'scenario') {
    const parsed = ScenarioRunResultSchema.safeParse(run.result)
    return parsed.success ? { run, rows: [], scenarios: parsed.data.scenarios } : null
  }
  if (run.kind === 'check') {
    const parsed = CheckResultSchema.safeParse(run.result)
    return parsed.success ? { run, rows: parsed.data.rows, scenarios: [] } : null
  }
  const parsed = RunbookResultSchema.safeParse(run.result)
  return parsed.success ? { run, rows: parsed.data.check.rows, scenarios: parsed.data.scenarios } : null
}

/** Two runs side by side, in the first one's order; what only the second has comes last. */
export function compareRuns(first: Comparable, second: Comparable): RunComparison {
  const rows = pairUp(first.rows, second.rows).map(compareRow)
  const scenarios = pairUp(first.scenarios, second.scenarios).map(compareScenario)
  const changes = [...rows, ...scenarios.flatMap(({ criteria }) => criteria)].map(({ change }) => change)
  return {
    first: sideOf(first.run),
    second: sideOf(second.run),
    rows,
    scenarios,
    worse: changes.filter((change) => change === 'worse').length,
    better: changes.filter((change) => change === 'better').length,
  }
}

type Pair<T> = { readonly id: string; readonly one: T | null; readonly other: T | null }

function pairUp<T extends { readonly id: string }>(first: readonly T[], second: readonly T[]): readonly Pair<T>[] {
  const ids = new Set([...first, ...second].map(({ id }) => id))
  const find = (list: readonly T[], id: string): T | null => list.find((item) => item.id === id) ?? null
  return [...ids].map((id) => ({ id, one: find(first, id), other: find(second, id) }))
}

/** `rank`: the higher the better; null = it was not judged, which is neither. */
function changeOf<T>({ one, other }: Pair<T>, rank: (item: T) => number | null): Change {
  if (one === null) return 'new'
  if (other === null) return 'gone'
  const before = rank(one)
  const after = rank(other)
  if (before === null || after === null || before === after) return 'same'
  return after > before ? 'better' : 'worse'
}

const ROW_RANKS: Readonly<Record<CheckStatus, number | null>> = {
  failed: 0,
  warning: 1,
  attested: 2,
  passed: 2,
  skipped: null,
}

const compareRow = (pair: Pair<CheckRow>): RunComparison['rows'][number] => ({
  id: pair.id,
  title: (pair.other ?? pair.one)?.title ?? pair.id,
  first: pair.one?.status ?? null,
  second: pair.other?.status ?? null,
  change: changeOf(pair, ({ status }) => ROW_RANKS[status]),
})

const SCENARIO_RANKS: Readonly<Record<ScenarioResult['status'], number | null>> = {
  failed: 0,
  passed: 1,
  skipped: null,
}

function compareScenario(pair: Pair<ScenarioResult>): RunComparison['scenarios'][number] {
  const id = (pair.other ?? pair.one)?.id
  if (id === undefined) throw new Error('A pair has at least one side.')
  const first = summaryOf(pair.one)
  const second = summaryOf(pair.other)
  return {
    id,
    first: first.status,
    second: second.status,
    firstMs: first.durationMs,
    secondMs: second.durationMs,
    change: changeOf(pair, ({ status }) => SCENARIO_RANKS[status]),
    criteria: pairUp(first.criteria, second.criteria).map(compareCriterion),
  }
}

type Summary = Pick<ScenarioResult, 'criteria'> & {
  readonly [K in 'status' | 'durationMs']: ScenarioResult[K] | null
}
const summaryOf = (result: ScenarioResult | null): Summary => result ?? { status: null, durationMs: null, criteria: [] }

const compareCriterion = (pair: Pair<Criterion>): RunComparison['scenarios'][number]['criteria'][number] => ({
  id: pair.id,
  text: (pair.other ?? pair.one)?.text ?? pair.id,
  first: pair.one?.passed ?? null,
  second: pair.other?.passed ?? null,
  change: changeOf(pair, ({ passed }) => Number(passed)),
})

const sideOf = ({ id, kind, tenantId, status, startedAt, appVersion }: Run): RunComparison['first'] => ({
  runId: id,
  kind,
  tenantId,
  status,
  startedAt,
  appVersion,
})
