import { afterEach, beforeEach, expect, it } from 'vitest'
import { noOutcomes } from '../../../../src/core/push/push-tally.ts'
import { createRunProgress, type RunProgress } from '../../../../src/core/push/run-progress.ts'
import { tellProgress, type ProgressTeller } from '../../../../src/core/push/tell-progress.ts'
import { aRun } from '../../../support/builders.ts'
import { createPushBench, type PushBench } from '../../../support/push-bench.ts'

const LEAD = { domain: 'acme.example', d365_lead_id: null, outcome: 'created', status: 'synced', reason: null } as const

let bench: PushBench
let progress: RunProgress
let teller: ProgressTeller
let told: number[]
beforeEach(() => {
  bench = createPushBench()
  const { deps, clock, engine } = bench
  const run = aRun()
  const lane = engine.laneOf(run.tenantId).state
  progress = createRunProgress({ run, clock, outcomes: noOutcomes(), lane, mode: () => null })
  teller = tellProgress(deps, run, progress)
  told = []
  deps.events.subscribe((event) => event.type === 'push-progress' && told.push(event.progress.done))
})
afterEach(() => bench.data.close())

function leadsEnd(count: number): void {
  for (let lead = 0; lead < count; lead += 1) {
    progress.done(LEAD)
    teller.tellSometimes()
  }
}

it('leads that end in one moment are told once at first and, where nothing follows, all of them a fifth of a second later', async () => {
  leadsEnd(100)
  expect(told).toEqual([1])
  await bench.clock.advance(199)
  expect(told).toEqual([1])
  await bench.clock.advance(1)
  expect(told).toEqual([1, 100])
  await bench.clock.advance(10_000)
  expect(told).toEqual([1, 100])
})

it('what is told in between for another reason needs no telling again, and after the end nothing is told', async () => {
  leadsEnd(3)
  await bench.clock.advance(100)
  teller.tell()
  await bench.clock.advance(10_000)
  expect(told).toEqual([1, 3])
  leadsEnd(3)
  teller.end()
  await bench.clock.advance(10_000)
  expect(told).toEqual([1, 3, 4])
})
