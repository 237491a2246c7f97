import { expect, it } from 'vitest'
import { SCENARIO_C1 } from '../../../../src/core/scenarios/scenario-c1.ts'
import { aBench } from './scenario-bench.ts'

const TEXT = 'push_lead_to_d365 started'

it('takes a push as started by the event that the runbook names, not by another', async () => {
  const { scenarios } = await aBench().run('C1')
  expect(scenarios[0]?.events).toContain('push_lead_to_d365')
  const line = SCENARIO_C1.expected.find(({ text }) => text === TEXT)
  type Seen = Parameters<NonNullable<typeof line>['judge']>[0]
  const seenWith = (...events: string[]): Seen => ({ push: () => ({ events }) }) as unknown as Seen
  expect(line?.judge(seenWith('push_lead_to_d365')).why).toBeNull()
  expect(line?.judge(seenWith('d365_push_started', 'd365_lead_created')).why).toContain('push_lead_to_d365')
})
