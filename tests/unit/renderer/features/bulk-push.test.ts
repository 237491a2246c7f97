import { describe, expect, it } from 'vitest'
import { createFakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import { createBulkPushStore, notArrived } from '../../../../src/renderer/src/features/leads/bulk-push.store.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { PushProgress, PushResult } from '../../../../src/shared/model/push.ts'
import type { Run } from '../../../../src/shared/model/run.ts'
import { aProgress, aRun, outcomesOf, RUN_ID, TENANT_ID } from '../../../support/builders.ts'

const result: PushResult = {
  runId: RUN_ID,
  tenant: 'Contoso',
  total: 3,
  outcomes: outcomesOf({ created: 2, rejected: 1 }),
  retries: 0,
  throttledMs: 0,
  durationMs: 10,
  leads: [],
  unlisted: 0,
}
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What a page keeps when it is loaded anew. */
const aStorage = (kept = new Map<string, string>()) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
})

function aStore(left: readonly PushProgress[] = [], runs: readonly Run[] = [], storage = aStorage()) {
  const bridge = createFakeBridge({
    'push:runs': () => ok([...left]),
    'leads:hunter-write-back': () => ok({ pushed: 2, exported: 1, newestExportAt: null }),
    'push:start': () => ok({ runId: RUN_ID }),
    'runs:list': () => ok([...runs]),
  })
  const store = createBulkPushStore(bridge, TENANT_ID, storage)
  store.getState().connect()
  return { bridge, store }
}

describe('a push of many leads in the window', () => {
  it('is shown while it goes on; its result stays when it is over, and Hunter’s side is read again', async () => {
    const { bridge, store } = aStore()
    await settle()
    bridge.emit('push-progress', aProgress())
    bridge.emit('push-progress', aProgress({ runId: 'other', tenantId: 'another tenant' }))
    expect([...store.getState().runs.keys()]).toEqual([RUN_ID])
    const asked = bridge.calls.length
    bridge.emit('run-changed', aRun({ status: 'failed', result: { ...result, leads: [] } }))
    expect(store.getState()).toMatchObject({ finished: { runId: RUN_ID, status: 'failed', result: { total: 3 } } })
    expect(store.getState().runs.size).toBe(0)
    await settle()
    expect(bridge.calls.slice(asked).map(({ name }) => name)).toContain('leads:hunter-write-back')
  })

  it('or an adoption changes what Hunter was not told of; leads of a run that goes on are not asked about one by one', async () => {
    const { bridge, store } = aStore()
    await settle()
    const asked = () => bridge.calls.filter(({ name }) => name === 'leads:hunter-write-back').length
    const before = asked()
    bridge.emit('push-progress', aProgress())
    bridge.emit('lead-changed', { domain: 'acme.example', tenantId: TENANT_ID })
    await settle()
    expect(asked()).toBe(before)
    bridge.emit('run-changed', aRun({ status: 'passed', result }))
    await settle()
    const after = asked()
    expect(store.getState().runs.size).toBe(0)
    bridge.emit('lead-changed', { domain: 'acme.example', tenantId: TENANT_ID })
    await settle()
    expect(asked()).toBe(after + 1)
  })

  it('that ended while nobody looked is told at the next start, until somebody has seen it', async () => {
    const over = aRun({ id: 'new', status: 'failed', result })
    const alone = aRun({ id: 'one lead', result: { ...result, total: 1 } })
    const storage = aStorage()
    const first = aStore([], [alone, over, aRun({ id: 'old', result })], storage).store
    await settle()
    expect(first.getState().finished).toMatchObject({ runId: 'new', status: 'failed' })
    const reloaded = aStore([], [alone, over], storage).store
    await settle()
    reloaded.getState().dismissResult()
    const later = aStore([], [alone, over], storage).store
    await settle()
    expect([reloaded.getState().finished, later.getState().finished]).toEqual([null, null])
  })

  it('before the one that goes on now is not told', async () => {
    const { store } = aStore([aProgress()], [aRun({ id: 'old', result })])
    await settle()
    expect(store.getState().finished).toBeNull()
  })

  it('that an earlier start left is found at once, and can be taken up', async () => {
    const { bridge, store } = aStore([aProgress({ state: 'left' })])
    await settle()
    expect(store.getState().runs.get(RUN_ID)?.state).toBe('left')
    bridge.answer('push:resume', () => ok({ runId: RUN_ID }))
    await store.getState().resume(RUN_ID)
    expect(bridge.calls.filter(({ name }) => name === 'push:resume')).toEqual([
      { name: 'push:resume', input: { runId: RUN_ID } },
    ])
  })

  it('starts only what was asked about; a refusal leaves the question open', async () => {
    const { bridge, store } = aStore()
    await store.getState().ask({ all: true })
    expect(store.getState().forecast.status).toBe('failed')
    const failure = { kind: 'Refused', reason: 'prod_locked', message: 'PROD is locked.' } as const
    bridge.answer('push:start', () => fail(failure))
    await store.getState().start()
    expect(store.getState()).toMatchObject({ selection: { all: true }, startAction: { status: 'failed', failure } })
    bridge.answer('push:start', () => ok({ runId: RUN_ID }))
    await store.getState().start()
    expect(store.getState().selection).toBeNull()
  })

  it('is found in the database when its notice is gone, and what did not arrive can be pushed again', async () => {
    const { bridge, store } = aStore()
    const one = aRun({ status: 'passed', result: { ...result, total: 1, outcomes: outcomesOf({ created: 1 }) } })
    const many = aRun({ status: 'failed', result: { ...result, leads: [] } })
    bridge.answer('runs:list', () => ok([aRun({ status: 'running' }), one, many]))
    await store.getState().readEarlier()
    const { earlier, showResult, ask } = store.getState()
    if (earlier.status !== 'loaded') throw new Error('The earlier pushes were not read.')
    expect(earlier.value.map((push) => [push.status, notArrived(push)])).toEqual([['failed', 1]])
    earlier.value.forEach(showResult)
    expect(store.getState().finished).toMatchObject({ runId: RUN_ID, result: { total: 3 } })
    await ask({ failedOf: RUN_ID })
    expect(store.getState().selection).toEqual({ failedOf: RUN_ID })
  })
})
