import { expect, it } from 'vitest'
import type { Happening } from '../../../../src/core/activity/record-activity.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { anActivityEvent, aTenant } from '../../../support/builders.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

const PROD = aTenant({ name: 'Contoso PROD', environment: 'PROD' })

function prodLock() {
  const clock = createManualClock()
  const happened: Happening[] = []
  const record = (happening: Happening) => {
    happened.push(happening)
    return anActivityEvent()
  }
  return { clock, lock: createProdLock({ ports: { clock }, record }), names: () => happened.map(({ name }) => name) }
}

it('lets DEV and TEST write, and PROD only after its name was typed', () => {
  const { lock, names } = prodLock()
  expect(lock.judgeWrite(aTenant())).toBeNull()
  expect(lock.judgeWrite(PROD)).toMatchObject({ reason: 'prod_locked' })
  for (const typed of ['', 'contoso prod', 'Contoso PROD ', 'Contoso']) {
    expect(lock.unlock(PROD, typed)).toMatchObject({ ok: false, failure: { reason: 'unlock_name_differs' } })
  }
  expect(lock.unlock(PROD, 'Contoso PROD')).toMatchObject({ ok: true })
  expect(lock.judgeWrite(PROD)).toBeNull()
  expect(names()).toEqual(['prod_unlocked'])
})

it('counts an organisation that says it is PROD as PROD, whatever the admin declared', () => {
  const { lock } = prodLock()
  expect(lock.judgeWrite(aTenant({ environment: 'DEV', detectedEnvironment: 'PROD' }))).toMatchObject({
    reason: 'prod_locked',
  })
})

it('counts a live organisation that nobody asked what it is as PROD, and says how to ask; the sandbox stays DEV', () => {
  const { lock } = prodLock()
  const untested = { environment: 'DEV', detectedEnvironment: null } as const
  const refusal = lock.judgeWrite(aTenant(untested))
  expect(refusal).toMatchObject({ reason: 'prod_locked' })
  expect(refusal?.message).toContain('test the tenant')
  expect(lock.judgeChange(aTenant(untested))).toEqual(refusal)
  expect(lock.judgeWrite(aTenant({ ...untested, kind: 'sandbox' }))).toBeNull()
})

it('locks again after ten minutes of monotonic time, whatever the wall clock says', async () => {
  const { clock, lock } = prodLock()
  lock.unlock(PROD, PROD.name)
  clock.setWall(clock.now() - 86_400_000)
  await clock.advance(599_999)
  expect(lock.judgeWrite(PROD)).toBeNull()
  await clock.advance(1)
  expect(lock.judgeWrite(PROD)).toMatchObject({ reason: 'prod_locked' })
  expect(lock.unlockedUntil(PROD)).toBeNull()
})

it('an unlock opens one tenant only, and screen lock or sleep ends them all', () => {
  const { lock, names } = prodLock()
  const other = aTenant({ id: '0b1f3a52-6f0c-4a49-9f0e-2a7d1c3b8e09', name: 'Other PROD', environment: 'PROD' })
  lock.unlock(PROD, PROD.name)
  expect(lock.judgeWrite(other)).toMatchObject({ reason: 'prod_locked' })
  lock.lockAll()
  expect(lock.judgeWrite(PROD)).toMatchObject({ reason: 'prod_locked' })
  expect(names()).toEqual(['prod_unlocked', 'prod_locked'])
})

it('a feature flag that is off, or a removed tenant, stays closed even unlocked', () => {
  const { lock } = prodLock()
  lock.unlock(PROD, PROD.name)
  expect(lock.judgeWrite({ ...PROD, d365Enabled: false })).toMatchObject({ reason: 'd365_disabled' })
  expect(lock.judgeWrite({ ...PROD, archivedAt: PROD.createdAt })).toMatchObject({ reason: 'tenant_archived' })
})
