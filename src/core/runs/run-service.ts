import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { RunService } from '../services.ts'
import { comparableOf, compareRuns, type Comparable } from './compare-runs.ts'
import {
  forecastRetention,
  LEAST_DAYS,
  MOST_DAYS,
  retentionDays,
  setRetentionDays,
  tidyEvidence,
} from './evidence-retention.ts'

/** History: runs by tenant and kind, what each of them saw, and how two of them differ. */
export function createRunService({ data, clock }: Pick<CorePorts, 'data' | 'clock'>): RunService {
  const find = (id: string): Run | null => data.runs.get(id) ?? data.runs.get(data.runs.evidence(id)?.runId ?? '')
  return {
    list: (filter) => Promise.resolve(ok(data.runs.list(filter))),
    show: (id) => {
      const run = find(id)
      return Promise.resolve(run ? ok({ run, evidence: data.runs.evidenceOf(run.id) }) : fail(noRun(id)))
    },
    compare: (firstId, secondId) => {
      const first = readComparable(find(firstId), firstId)
      if (!first.ok) return Promise.resolve(first)
      const second = readComparable(find(secondId), secondId)
      return Promise.resolve(second.ok ? ok(compareRuns(first.value, second.value)) : second)
    },
    retention: () => Promise.resolve(ok({ days: retentionDays(data) })),
    forecastRetention: (days) =>
      Promise.resolve(isPossible(days) ? ok(forecastRetention({ data, clock }, days)) : fail(IMPOSSIBLE_DAYS)),
    setRetention: (days) => {
      if (!isPossible(days)) return Promise.resolve(fail(IMPOSSIBLE_DAYS))
      setRetentionDays(data, days)
      return Promise.resolve(ok({ days, deleted: tidyEvidence({ data, clock }) }))
    },
    tidy: () => Promise.resolve(ok({ deleted: tidyEvidence({ data, clock }) })),
  }
}

const isPossible = (days: number | null): boolean =>
  days === null || (Number.isInteger(days) && days >= LEAST_DAYS && days <= MOST_DAYS)

const POSSIBLE_DAYS = `Evidence is kept ${String(LEAST_DAYS)} to ${String(MOST_DAYS)} days, or for ever.`
const IMPOSSIBLE_DAYS: Failure = {
  kind: 'InvalidInput',
  message: POSSIBLE_DAYS,
  fields: [{ field: 'days', message: POSSIBLE_DAYS }],
}

function readComparable(run: Run | null, id: string): Result<Comparable, Failure> {
  if (!run) return fail(noRun(id))
  const comparable = comparableOf(run)
  if (comparable) return ok(comparable)
  const message = `The run ${id} has nothing to compare: only finished checks, scenarios and runbooks do.`
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'run', message }] })
}

const noRun = (id: string): Failure => ({
  kind: 'NotFound',
  what: 'run',
  message: `There is no run and no evidence with the id ${id}.`,
})
