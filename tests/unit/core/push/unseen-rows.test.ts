import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leadIdFor } from '../../../../src/core/leads/lead-id.ts'
import { createBulkReader } from '../../../../src/core/push/bulk-reader.ts'
import type { BulkWay } from '../../../../src/core/push/bulk-way.ts'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import { aLead, aTenant, ORGANIZATION_ID } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'

let bench: PushBench
beforeEach(() => {
  bench = createPushBench()
})
afterEach(() => bench.data.close())

const domainOf = (n: number): string => `d${String(n).padStart(4, '0')}.example`
const idOf = (n: number): string => leadIdFor(ORGANIZATION_ID, domainOf(n), 0)
const have = (count: number): void =>
  void bench.data.leads.saveAll(Array.from({ length: count }, (_, n) => aLead({ domain: domainOf(n) })))
async function run(): Promise<PushResult> {
  const { deps, d365, clock, engine } = bench
  const none = () => undefined
  const open = (tenant: Parameters<typeof d365.connect>[0]) => Promise.resolve(ok(d365.connect(tenant)))
  const connections = { open, drop: none, cut: none, close: none }
  const service = createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine })
  const pushed = await throughTime(clock, service.run(aTenant().id, { all: true }))
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}

describe('rows that are there already, unseen by any query', () => {
  it('are read: ours are synced, somebody else’s go to the admin, the rest lands', async () => {
    have(100)
    bench.d365.rows.set(idOf(5), { subject: `Hunter: ${domainOf(5)}` })
    bench.d365.rows.set(idOf(6), { subject: 'Somebody else' })
    for (const n of [5, 6]) bench.d365.hidden.add(idOf(n))
    expect((await run()).outcomes).toMatchObject({ adopted: 1, conflict: 1, created: 99 })
  })

  it('are asked for directly by no more than a batch takes, where a question was about more leads', async () => {
    const ids = Array.from({ length: 1_500 }, (_, n) => idOf(n))
    for (const id of ids) bench.d365.hidden.add(id)
    bench.d365.rows.set(idOf(1_400), { subject: 'There' })
    const calls: BulkWay['calls'] = { ask: (call) => call(), send: (_before, call) => call() }
    const { d365 } = bench.d365.connect(aTenant())
    const read = createBulkReader({ calls, d365: () => d365, context: {}, size: () => 2_000, isBusy: () => false })
    const answers = await Promise.all(ids.map((id) => read(id, ['subject'])))
    const found = answers.map((answer) => answer.ok && answer.value.record !== null)
    expect([found.indexOf(true), found.lastIndexOf(true), answers.every(({ ok: isRead }) => isRead)]).toEqual([
      1_400,
      1_400,
      true,
    ])
    expect(bench.d365.calls.filter((call) => call.startsWith('readLeads'))).toEqual(['readLeads 1000', 'readLeads 500'])
  })

  it.each([
    ['begins the next generation', 2, 99],
    ['keeps its generation when D365 lets go of it before it was met twice', 0, 1],
  ])('a recycled id %s', async (_what, generation, questions) => {
    have(100)
    bench.d365.recycled.add(idOf(9))
    bench.d365.onCall = (operation) => {
      if (
        operation !== 'readLeads' &&
        bench.d365.calls.filter((call) => call.startsWith('readLeads')).length >= questions
      )
        bench.d365.recycled.clear()
    }
    await run()
    const d365LeadId = leadIdFor(ORGANIZATION_ID, domainOf(9), generation)
    expect(bench.sync(domainOf(9))).toMatchObject({ status: 'synced', d365LeadId, generation })
  })
})
