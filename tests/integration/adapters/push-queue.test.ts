import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocalData, type OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import type { PushedLead, PushSelection } from '../../../src/shared/model/push.ts'
import { aLead, aRun, aScope, aSyncState, aTenant, RUN_ID } from '../../support/builders.ts'

let data: OpenedLocalData
beforeEach(() => {
  data = openLocalData({ path: ':memory:' })
  data.tenants.save(aTenant())
  data.runs.save(aRun())
})
afterEach(() => data.close())

const SECOND = 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c06'
const have = (...leads: readonly (readonly [domain: string, priorityScore: number | null])[]) =>
  data.leads.saveAll(leads.map(([domain, priorityScore]) => aLead({ domain, priorityScore })))
/** Fills in steps of two, as a crash may leave it, and answers how many steps there were. */
function fill(runId: string, selection: PushSelection): number {
  data.pushQueue.open(runId, selection)
  let steps = 1
  while (!data.pushQueue.fill(runId, aScope(), 2).isFilled) steps += 1
  return steps
}
const queued = (runId = RUN_ID) => data.pushQueue.next(runId, null, 100).map(({ domain }) => domain)
const statusOf = (domain: string) => data.leads.syncState(aScope(), domain).status
const over = (domain: string, outcome: PushedLead['outcome'] = 'created'): PushedLead => ({
  domain,
  outcome,
  status: outcome === 'created' ? 'synced' : 'error',
  reason: null,
  d365_lead_id: null,
})

describe('the queue of a push run', () => {
  it('is written step by step, sends the best leads first, and shows what waits', () => {
    have(['c.example', 3], ['b.example', null], ['a.example', 3], ['d.example', 1], ['e.example', 2])
    data.leads.saveSyncState(aScope(), 'e.example', aSyncState({ status: 'synced' }))
    data.leads.saveTestLead(aLead({ domain: 'test.example' }), RUN_ID)
    expect(fill(RUN_ID, { all: true })).toBe(3)
    expect(queued()).toEqual(['d.example', 'e.example', 'a.example', 'c.example', 'b.example'])
    expect([statusOf('a.example'), statusOf('e.example')]).toEqual(['queued', 'synced'])
    const [, second] = data.pushQueue.next(RUN_ID, null, 2)
    expect(data.pushQueue.next(RUN_ID, second ?? null, 2).map(({ domain }) => domain)).toEqual([
      'a.example',
      'c.example',
    ])
  })

  it('takes named domains in their order, those without a lead too', () => {
    have(['a.example', 1], ['b.example', 1])
    fill(RUN_ID, { domains: ['nowhere.example', 'b.example', 'a.example'] })
    expect(queued()).toEqual(['nowhere.example', 'b.example', 'a.example'])
  })

  it('of what failed in another run holds that and nothing else', () => {
    have(['a.example', 1], ['b.example', 1], ['c.example', 1], ['d.example', 1])
    fill(RUN_ID, { all: true })
    data.pushQueue.finish(RUN_ID, over('a.example'))
    data.pushQueue.finish(RUN_ID, over('b.example', 'rejected'))
    data.pushQueue.finish(RUN_ID, over('c.example', 'unknown'))
    data.runs.save(aRun({ id: SECOND }))
    fill(SECOND, { failedOf: RUN_ID })
    expect(queued(SECOND)).toEqual(['b.example', 'c.example', 'd.example'])
    expect(data.pushQueue.page(RUN_ID, { outcomes: ['rejected', 'unknown'], after: null, limit: 1 })).toMatchObject({
      leads: [{ domain: 'b.example' }],
      next: 'b.example',
    })
  })

  it('gives leads back as they were, and leaves alone what was pushed meanwhile', () => {
    have(['a.example', 1], ['b.example', 1], ['c.example', 1])
    data.leads.saveSyncState(aScope(), 'b.example', aSyncState({ status: 'error' }))
    fill(RUN_ID, { all: true })
    data.leads.saveSyncState(aScope(), 'c.example', aSyncState({ status: 'synced' }))
    const end = { outcome: 'failed', reason: 'Cancelled before its turn.', most: 2 } as const
    expect([data.pushQueue.giveBack(RUN_ID, aScope(), end), data.pushQueue.giveBack(RUN_ID, aScope(), end)]).toEqual([
      2, 1,
    ])
    expect(['a.example', 'b.example', 'c.example'].map(statusOf)).toEqual([null, 'error', 'synced'])
    expect(data.pushQueue.counts(RUN_ID)).toEqual([{ outcome: 'failed', total: 3 }])
  })

  it('counts what is to do and what came of the rest', () => {
    have(['a.example', 1], ['b.example', 1], ['c.example', 1], ['d.example', 1])
    fill(RUN_ID, { all: true })
    const todo = { outcome: null, total: 4 }
    expect([data.pushQueue.counts(RUN_ID), data.pushQueue.counts(SECOND)]).toEqual([[todo], []])
    data.pushQueue.finish(RUN_ID, over('a.example'))
    data.pushQueue.finish(RUN_ID, over('b.example', 'rejected'))
    expect(new Set(data.pushQueue.counts(RUN_ID))).toEqual(
      new Set([
        { outcome: null, total: 2 },
        { outcome: 'created', total: 1 },
        { outcome: 'rejected', total: 1 },
      ]),
    )
  })

  it('of a large run lists those first that did not arrive', () => {
    have(['a.example', 1], ['b.example', 1], ['c.example', 1])
    fill(RUN_ID, { all: true })
    for (const domain of ['a.example', 'b.example']) data.pushQueue.finish(RUN_ID, over(domain))
    data.pushQueue.finish(RUN_ID, over('c.example', 'rejected'))
    expect(data.pushQueue.listed(RUN_ID, 3, 2).map(({ domain }) => domain)).toEqual(['c.example', 'a.example'])
  })
})
