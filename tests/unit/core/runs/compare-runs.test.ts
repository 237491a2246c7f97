import { describe, expect, it } from 'vitest'
import { comparableOf, compareRuns, type Comparable } from '../../../../src/core/runs/compare-runs.ts'
import type { CheckRow, CheckStatus } from '../../../../src/shared/model/check.ts'
import type { Change } from '../../../../src/shared/model/run-comparison.ts'
import type { ScenarioResult } from '../../../../src/shared/model/scenario.ts'
import { aRun } from '../../../support/builders.ts'

const aRow = (status: CheckStatus, id = 'A2.1'): CheckRow => ({
  id,
  title: 'Application user',
  status,
  detail: '',
  remedy: null,
  evidence: [],
})
const aResult = (passed: readonly boolean[], over: Partial<ScenarioResult> = {}): ScenarioResult => ({
  id: 'C2',
  status: passed.every(Boolean) ? 'passed' : 'failed',
  criteria: passed.map((isPassed, place) => ({
    id: `C2.${String(place + 1)}`,
    text: `Criterion ${String(place + 1)}`,
    passed: isPassed,
    evidence: null,
  })),
  expected: [],
  events: [],
  durationMs: 100,
  finding: null,
  note: null,
  steps: [],
  faultsAt: null,
  certificate: null,
  ...over,
})
const of = (rows: readonly CheckRow[], scenarios: readonly ScenarioResult[] = []): Comparable => ({
  run: aRun({ kind: 'runbook', status: 'passed' }),
  rows,
  scenarios,
})

describe('compareRuns', () => {
  it.each<[CheckStatus, CheckStatus, Change]>([
    ['passed', 'passed', 'same'],
    ['passed', 'warning', 'worse'],
    ['warning', 'failed', 'worse'],
    ['failed', 'passed', 'better'],
    ['passed', 'attested', 'same'],
    ['passed', 'skipped', 'same'],
    ['skipped', 'failed', 'same'],
  ])('calls a row that was %s and is %s %s', (first, second, change) => {
    expect(compareRuns(of([aRow(first)]), of([aRow(second)])).rows).toMatchObject([{ first, second, change }])
  })

  it('goes criterion by criterion, with both durations, and counts what changed', () => {
    const compared = compareRuns(
      of([], [aResult([true, true, false])]),
      of([], [aResult([true, false, true], { durationMs: 250 })]),
    )
    expect(compared.scenarios).toMatchObject([
      { id: 'C2', first: 'failed', second: 'failed', firstMs: 100, secondMs: 250, change: 'same' },
    ])
    expect(compared.scenarios[0]?.criteria.map(({ id, change }) => `${id} ${change}`)).toEqual([
      'C2.1 same',
      'C2.2 worse',
      'C2.3 better',
    ])
    expect(compared).toMatchObject({ worse: 1, better: 1 })
  })

  it('names what only one of the runs has, without calling it better or worse', () => {
    const compared = compareRuns(
      of([aRow('passed', 'A1.1')], [aResult([true])]),
      of([aRow('failed', 'B3.1')], [aResult([], { status: 'skipped' })]),
    )
    expect(compared.rows.map(({ id, change }) => `${id} ${change}`)).toEqual(['A1.1 gone', 'B3.1 new'])
    expect(compared.scenarios[0]).toMatchObject({ change: 'same', criteria: [{ second: null, change: 'gone' }] })
    expect(compared).toMatchObject({ worse: 0, better: 0 })
  })

  it('has nothing to say of a push, or of a run without a result', () => {
    expect(comparableOf(aRun({ kind: 'push', status: 'passed', result: { total: 1 } }))).toBeNull()
    expect(comparableOf(aRun({ kind: 'scenario', status: 'interrupted', result: null }))).toBeNull()
  })
})
