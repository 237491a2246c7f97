import { SCENARIO_C1 } from './scenario-c1.ts'
import { whenSeen, type ScenarioDefinition } from './scenario-definition.ts'
import { compareHunterMetrics, readHunterMetrics } from './step-read-hunter-metrics.ts'
import { sweepTenant } from './step-sweep-tenant.ts'

/**
 * Runbook E.2, step 4: C1 on a PROD tenant, with the two things the runbook watches there: Hunter's metrics before and after, and that no
 * domain was given a second lead. The acceptance criteria stay C1's own.
 */
export const SCENARIO_C1_ON_PROD: ScenarioDefinition = {
  ...SCENARIO_C1,
  steps: [
    { step: 'hunter-before', title: 'Read Hunter’s metrics', run: (bench) => readHunterMetrics(bench, 'before') },
    ...SCENARIO_C1.steps,
    { step: 'radar', title: 'Sweep D365 for duplicates', run: (bench) => sweepTenant(bench, 'main') },
    { step: 'hunter-after', title: 'Read Hunter’s metrics again', run: (bench) => compareHunterMetrics(bench) },
  ],
  expected: [
    ...SCENARIO_C1.expected,
    {
      text: 'The duplicate radar finds no second lead of this domain',
      judge: (seen) => whenSeen(seen.proof('radar'), ({ holds }) => (holds ? null : 'It finds one.')),
    },
  ],
}
