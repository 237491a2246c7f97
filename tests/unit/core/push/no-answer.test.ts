import { afterEach, expect, it } from 'vitest'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { PushProgress } from '../../../../src/shared/model/push.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { aLead, aTenant } from '../../../support/builders.ts'
import { createPushBench, throughTime } from '../../../support/push-bench.ts'

const REFUSED: D365Failure = {
  kind: 'D365NetworkError',
  message: 'connect ECONNREFUSED',
  requestIds: null,
  phase: 'connect',
  networkCode: 'ECONNREFUSED',
  isTls: false,
}

const bench = createPushBench()
afterEach(() => bench.data.close())

it('a run whose tenant gives no answer any more says so, and until when it waits; the first answer ends that', async () => {
  const { deps, d365, clock, data } = bench
  const connections = {
    open: (tenant: Tenant) => Promise.resolve(ok(d365.connect(tenant))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  const service = createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine: bench.restart() })
  const told: PushProgress[] = []
  deps.events.subscribe((event) => {
    if (event.type !== 'push-progress') return
    told.push(event.progress)
    // The way is free again, which nobody notices before the next try.
    if (event.progress.waitingFor !== null) d365.onCall = () => undefined
  })
  data.leads.saveAll(Array.from({ length: 40 }, (_none, n) => aLead({ domain: `d${n}.example`, contactEmail: null })))
  let isCut = false
  d365.onCall = (operation) => {
    isCut ||= operation === 'createLeads'
    if (isCut && operation !== 'acquire') d365.failNext(operation, REFUSED)
  }

  const pushed = await throughTime(clock, service.run(aTenant().id, { all: true }))
  const waiting = told.find(({ waitingFor }) => waitingFor !== null)
  expect(waiting).toMatchObject({ state: 'waiting', waitingFor: 'network', inFlight: 0 })
  expect(waiting?.waitingWhy).toContain(REFUSED.message)
  expect(Date.parse(waiting?.waitingUntil ?? '')).toBeGreaterThan(Date.parse(waiting?.startedAt ?? '') + 59_000)
  expect(pushed).toMatchObject({ value: { outcomes: { created: 41 } } })
  expect(told.at(-1)).toMatchObject({ waitingFor: null })
})
