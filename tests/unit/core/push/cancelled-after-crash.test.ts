import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import type { PushService } from '../../../../src/core/services.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import { aLead, anAttempt, aRun, aScope, aTenant } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'

const RUN = 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c99'
const [SENT, BEGUN, QUEUED] = ['sent.example', 'begun.example', 'queued.example'] as const
const DOMAINS = [SENT, BEGUN, QUEUED]

let bench: PushBench
let service: PushService
beforeEach(() => {
  bench = createPushBench()
  const connections = {
    open: () => Promise.resolve(ok(bench.d365.connect(aTenant()))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  const { deps } = bench
  service = createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine: bench.restart() })
})
afterEach(() => bench.data.close())

/** One lead was sent, one looked up, one waited for its turn when the process ended. */
function leaveInTheMiddle(): void {
  const { leads, pushQueue, attempts, runs } = bench.data
  leads.saveAll(DOMAINS.map((domain) => aLead({ domain, contactEmail: null })))
  runs.save(aRun({ id: RUN, status: 'running' }))
  pushQueue.open(RUN, { domains: DOMAINS })
  pushQueue.fill(RUN, aScope(), DOMAINS.length)
  for (const domain of [SENT, BEGUN])
    leads.saveSyncState(aScope(), domain, { ...bench.sync(domain), status: 'in_progress' })
  attempts.save(anAttempt({ runId: RUN, domain: SENT, state: 'sending' }))
}

it('a run that a crash left is cancelled: what was sent stays unknown until D365 was asked, the rest is what it was', async () => {
  leaveInTheMiddle()
  bench.data.tenants.save(aTenant({ d365Enabled: false }))
  expect(await service.cancel(RUN)).toEqual(ok({ runId: RUN }))
  const run = bench.data.runs.get(RUN)
  expect(run).toMatchObject({ status: 'cancelled', result: { outcomes: { unknown: 1, failed: 2 } } })
  expect(DOMAINS.map((domain) => bench.sync(domain).status)).toEqual(['unknown', null, null])

  bench.data.tenants.save(aTenant())
  await throughTime(bench.clock, service.recover())
  const error = 'It was cancelled, and D365 says it did not arrive.'
  expect(bench.sync(SENT)).toMatchObject({ status: 'error', error })
  expect(bench.d365.written).toEqual([])
})
