import type { ScenarioId, ScenarioOutline } from '../../shared/model/scenario.ts'
import { SCENARIO_C1 } from './scenario-c1.ts'
import { SCENARIO_C2 } from './scenario-c2.ts'
import { SCENARIO_C3 } from './scenario-c3.ts'
import { SCENARIO_D1 } from './scenario-d1.ts'
import { SCENARIO_D2 } from './scenario-d2.ts'
import { SCENARIO_D3 } from './scenario-d3.ts'
import type { ScenarioDefinition } from './scenario-definition.ts'

/** Every scenario that can be run, in the runbook's order. */
export const SCENARIOS: readonly ScenarioDefinition[] = [
  SCENARIO_C1,
  SCENARIO_C2,
  SCENARIO_C3,
  SCENARIO_D1,
  SCENARIO_D2,
  SCENARIO_D3,
]

/** The step every scenario ends with; the runner does it, whatever happened before. */
export const CLEAN_UP_STEP = { step: 'clean-up', title: 'Delete the test leads and prove that none is left' } as const

export const scenarioOf = (id: ScenarioId): ScenarioDefinition | null =>
  SCENARIOS.find((scenario) => scenario.id === id) ?? null

export const outlineOf = ({ id, title, goal, steps, criteria }: ScenarioDefinition): ScenarioOutline => ({
  id,
  title,
  goal,
  steps: [...steps.map((step) => ({ step: step.step, title: step.title })), { ...CLEAN_UP_STEP }],
  criteria: criteria.map((criterion) => ({ id: criterion.id, text: criterion.text })),
})
