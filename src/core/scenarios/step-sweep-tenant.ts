import { say } from '../../shared/words/step-words.ts'
import { sweepForDuplicates } from '../leads/duplicate-radar.ts'
import { adviceOn } from './advice-on.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import type { TestLeadForm } from './test-lead.ts'

/** Duplicates of old are counted; so many are listed, by domain and ids alone: the names belong to people. */
const MOST_LISTED = 100

/** The duplicate radar over the whole tenant; notes under `radar` whether the lead of the run is the only one of its domain. */
export async function sweepTenant(bench: ScenarioBench, form: TestLeadForm): Promise<StepOutcome> {
  const domain = bench.custody.domain(bench.scenarioId, form)
  const swept = await sweepForDuplicates(bench.connections, bench.connection.tenant, bench.signal)
  if (!swept.ok) return { status: 'failed', ...say('advice', adviceOn(swept.failure)) }
  const { looked, duplicates } = swept.value
  const isOnlyOne = !duplicates.some((duplicate) => duplicate.domain === domain)
  const evidence = keepEvidence(bench, {
    kind: 'note',
    title: 'Domains with more than one lead in D365',
    body: {
      looked,
      count: duplicates.length,
      isOnlyOne,
      duplicates: duplicates
        .slice(0, MOST_LISTED)
        .map((one) => ({ domain: one.domain, d365LeadIds: one.records.map(({ d365LeadId }) => d365LeadId) })),
    },
  })
  bench.seen.note('proof', 'radar', { evidence, holds: isOnlyOne })
  return { status: isOnlyOne ? 'passed' : 'failed', ...say('swept', { looked, count: duplicates.length }) }
}
