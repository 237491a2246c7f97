import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import type { CoreEvent } from '../../../../src/core/core-events.ts'
import type { PushService } from '../../../../src/core/services.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import { aLead, aTenant } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { answered } from '../../../support/scripted-d365.ts'

const tenantId = aTenant().id

let bench: PushBench
let service: PushService
let seen: CoreEvent[]

beforeEach(() => {
  bench = createPushBench()
  const { deps, d365 } = bench
  const connections = {
    open: () => Promise.resolve(ok(d365.connect(aTenant()))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  service = createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine: bench.engine })
  seen = []
  deps.events.subscribe((event) => seen.push(event))
})
afterEach(() => bench.data.close())

/** Leads of which `acme.example`, the one every bench has, makes one more. */
const have = (count: number) =>
  bench.data.leads.saveAll(
    Array.from({ length: count }, (_none, n) => aLead({ domain: `d${n}.example`, contactEmail: null })),
  )
const progress = () => seen.flatMap((event) => (event.type === 'push-progress' ? [event.progress] : []))
const callsOf = (name: string) => bench.d365.calls.filter((call) => call.split(' ')[0] === name)
const statusOf = (runId: string) => bench.data.runs.get(runId)?.status
async function until(isSo: () => boolean, stepMs: number): Promise<void> {
  for (let turns = 0; turns < 5_000 && !isSo(); turns += 1) await bench.clock.advance(stepMs)
  expect(isSo()).toBe(true)
}

describe('an application user that loses its access', () => {
  const disabled: D365Failure = {
    kind: 'D365PermissionError',
    ...answered,
    httpStatus: 403,
    code: '0x80040225',
    message: 'The specified user is disabled.',
    missingPrivilege: null,
  }
  const noCreate = { ...disabled, code: '0x80040220', missingPrivilege: 'prvCreateLead' }

  it('before the run ends it after one question, and every lead says why', async () => {
    have(250)
    bench.d365.failNext('whoAmI', disabled, { times: 999 })
    const pushed = await throughTime(bench.clock, service.run(tenantId, { all: true }))
    if (!pushed.ok) throw new Error(pushed.failure.message)
    const result = pushed.value
    expect(result).toMatchObject({ outcomes: { failed: 251 } })
    expect(result.leads.every(({ reason }) => reason?.includes(disabled.message))).toBe(true)
    expect(callsOf('whoAmI')).toHaveLength(1)
  })

  it.each([
    ['its access', disabled],
    ['a privilege', noCreate],
  ])('%s, in the middle: the leads wait with the cause, and go on after the remedy', async (_what, lost) => {
    have(2_500)
    let isLost = false
    bench.d365.onCall = (operation) => {
      isLost ||= bench.d365.rows.size > 200 && bench.d365.rows.size < 2_501 && callsOf('createLeads').length === 3
      if (isLost && operation !== 'acquire') bench.d365.failNext(operation, lost)
    }
    const begun = await service.start(tenantId, { all: true })
    await until(() => progress().some(({ waitingFor }) => waitingFor === 'permission'), 100)
    expect(progress().at(-1)).toMatchObject({ state: 'waiting', waitingFor: 'permission', waitingWhy: lost.message })
    await throughTime(bench.clock, bench.clock.sleep(180_000))
    bench.d365.onCall = () => undefined
    await until(() => statusOf(begun.ok ? begun.value.runId : '') !== 'running', 1_000)
    expect(bench.data.runs.get(begun.ok ? begun.value.runId : '')).toMatchObject({
      status: 'passed',
      result: { outcomes: { created: 2_501 } },
    })
  })
})
