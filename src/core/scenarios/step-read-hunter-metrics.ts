import { say } from '../../shared/words/step-words.ts'
import { createHunterBackend } from '../hunter/hunter-backend.ts'
import { hunterUrlOf } from '../setup/hunter-urls.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'

/** Hunter's counter of pushes that failed. Source: Hunter's `/metrics`. */
const FAILED = 'push_failed_total'

/** Reads the counters of Hunter's API and notes them under `moment`; skipped where the tenant has no Hunter, or Hunter says nothing. */
export async function readHunterMetrics(bench: ScenarioBench, moment: 'before' | 'after'): Promise<StepOutcome> {
  const { ports, connection, signal } = bench
  const hunter = createHunterBackend(ports.web, { ...hunterUrlOf(ports.data.settings, connection.tenant), signal })
  if (hunter.url === null) return { status: 'skipped', ...say('noHunter') }
  const { answer, counters } = await hunter.metrics()
  const { path, status, failed } = answer
  const evidence = keepEvidence(bench, {
    kind: 'note',
    title: `Hunter’s metrics, ${moment} the push (counted by its API process alone)`,
    body: { url: `${hunter.url}${path}`, status, failed, counters },
  })
  if (counters === null) return { status: 'skipped', ...say('hunterSilent', { url: hunter.url }) }
  bench.seen.note('metrics', moment, { evidence, counters })
  return { status: 'passed', detail: null }
}

/** Reads them once more, and fails when Hunter itself counted a failed push meanwhile. */
export async function compareHunterMetrics(bench: ScenarioBench): Promise<StepOutcome> {
  const outcome = await readHunterMetrics(bench, 'after')
  const before = bench.seen.metrics('before')
  const after = bench.seen.metrics('after')
  if (before === null || after === null) return outcome
  const count = (after.counters[FAILED] ?? 0) - (before.counters[FAILED] ?? 0)
  return { status: count > 0 ? 'failed' : 'passed', ...say('hunterFailures', { count: Math.max(count, 0) }) }
}
