import { describe, expect, it } from 'vitest'
import { createFakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import { createSetupToolsStore } from '../../../../src/renderer/src/features/setup/setup-tools.store.ts'
import { createSetupStore } from '../../../../src/renderer/src/features/setup/setup.store.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { CheckResult, ColumnsPlanned } from '../../../../src/shared/model/check.ts'
import { AT, RUN_ID, TENANT_ID } from '../../../support/builders.ts'

const RESULT: CheckResult = { runId: RUN_ID, tenant: 'x', startedAt: AT, finishedAt: AT, rows: [], ok: true }
const PLAN: ColumnsPlanned = {
  tenant: 'x',
  profile: 'hnt',
  solution: { name: 'Hunter', friendlyName: 'Hunter', publisher: 'hunter', prefix: 'hnt' },
  columns: [{ name: 'hnt_source', label: 'Source', type: 'String', maxLength: 10, range: null, choices: null }],
  notOurs: [],
}

describe('the setup page', () => {
  it('runs one row alone, says which, and shows the newest result of every row afterwards', async () => {
    const running: (string | null)[] = []
    const bridge = createFakeBridge({
      'checks:run': () => {
        running.push(store.getState().runningRow)
        return ok(RESULT)
      },
      'checks:latest': () => ok({ ...RESULT, ok: false }),
    })
    const store = createSetupStore(bridge, TENANT_ID)
    await store.getState().runRow('A3')
    expect(running).toEqual(['A3'])
    expect(bridge.calls[0]).toEqual({ name: 'checks:run', input: { tenantId: TENANT_ID, row: 'A3' } })
    expect(store.getState()).toMatchObject({ isRunning: false, runningRow: null, latest: { value: { ok: false } } })
  })

  it('asks Hunter again once its URL was taken, and not when it was refused', async () => {
    const bridge = createFakeBridge({
      'checks:latest': () => ok(RESULT),
      'checks:hunter-url': () => ok({ url: null, isDefault: true }),
      'checks:run': () => ok(RESULT),
      'checks:set-hunter-url': ({ url }) =>
        url === 'ftp://x' ? fail({ kind: 'InvalidInput', message: 'no', fields: [] }) : ok({ url, isDefault: false }),
    })
    const store = createSetupStore(bridge, TENANT_ID)
    await store.getState().refresh()
    expect(await store.getState().setHunterUrl('ftp://x')).toMatchObject({ status: 'failed' })
    expect(bridge.calls.some(({ name }) => name === 'checks:run')).toBe(false)
    await store.getState().setHunterUrl('http://localhost:8000')
    expect(bridge.calls.find(({ name }) => name === 'checks:run')?.input).toEqual({ tenantId: TENANT_ID, row: 'B3.1' })
  })
})

describe('missing columns', () => {
  it('are created exactly as they were shown', async () => {
    const bridge = createFakeBridge({
      'checks:plan-columns': () => ok(PLAN),
      'checks:create-columns': ({ names }) => ok({ created: names, failed: [], publishFailure: null, notSeenYet: [] }),
    })
    const store = createSetupToolsStore(bridge, TENANT_ID)
    await store.getState().askPlan()
    await store.getState().create(null)
    expect(store.getState().created?.created).toEqual(['hnt_source'])
  })

  it('are not created on PROD when the name that was typed unlocks nothing', async () => {
    const bridge = createFakeBridge({
      'checks:plan-columns': () => ok(PLAN),
      'tenants:unlock': () => fail({ kind: 'Refused', reason: 'unlock_name_differs', message: 'not the name' }),
    })
    const store = createSetupToolsStore(bridge, TENANT_ID)
    await store.getState().askPlan()
    await store.getState().create('wrong')
    expect(store.getState().creating).toMatchObject({ status: 'failed', failure: { reason: 'unlock_name_differs' } })
    expect(bridge.calls.map(({ name }) => name)).toEqual(['checks:plan-columns', 'tenants:unlock'])
  })
})
