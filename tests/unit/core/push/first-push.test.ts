import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import type { PushService } from '../../../../src/core/services.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { aLead, aTenant } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'

/** As it is added on the command line, without a test. */
const NEW = aTenant({ mappingProfile: 'standard', organizationId: null, detectedEnvironment: null })

let bench: PushBench
let service: PushService
function open(tenant: Tenant): void {
  bench = createPushBench(tenant)
  const { deps, d365 } = bench
  const connections = {
    open: (asked: Tenant) => Promise.resolve(ok(d365.connect(asked))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  const prodLock = createProdLock(deps)
  prodLock.unlock(tenant, tenant.name)
  service = createPushService({ ...deps, connections, prodLock, engine: bench.restart() })
  bench.data.leads.saveAll([aLead({ readinessScore: 77 })])
}
beforeEach(() => open(NEW))
afterEach(() => bench.data.close())

const push = (isDryRun: boolean) =>
  throughTime(bench.clock, service.run(NEW.id, { domains: ['acme.example'] }, { isDryRun }))
const profile = () => bench.data.tenants.get(NEW.id)?.mappingProfile

it('the first push of a tenant that nobody tested fills the columns it has, and keeps that profile', async () => {
  expect(await push(false)).toMatchObject({ value: { outcomes: { created: 1 } } })
  expect(bench.d365.written[0]).toMatchObject({ hnt_finalscore: 77 })
  expect(profile()).toBe('hnt')
  expect(bench.eventNames()).toContain('tenant_changed')
})

it('a dry run judges by that profile, and keeps nothing', async () => {
  bench.data.leads.saveAll([aLead({ readinessScore: 101 })])
  expect(await push(true)).toMatchObject({
    value: { leads: [{ reason: expect.stringContaining('hnt_finalscore') as string }] },
  })
  expect(profile()).toBe('standard')
})

it('a tenant whose organisation is known keeps what was chosen', async () => {
  open(aTenant({ mappingProfile: 'standard' }))
  await push(false)
  expect(bench.d365.written[0]).not.toHaveProperty('hnt_finalscore')
  expect(profile()).toBe('standard')
})
