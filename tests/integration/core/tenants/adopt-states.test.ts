import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLocalData, type OpenedLocalData } from '../../../../src/adapters/sqlite/local-data.ts'
import { adoptStates } from '../../../../src/core/tenants/adopt-states.ts'
import { aLead, aScope, aSyncState, aTenant, ORGANIZATION_ID, TENANT_ID } from '../../../support/builders.ts'

let data: OpenedLocalData
beforeEach(() => {
  data = openLocalData({ path: ':memory:' })
})
afterEach(() => data.close())

it('what was noted before an organisation was known moves in portions, between which the program attends to everything else', async () => {
  const domains = Array.from({ length: 3_500 }, (_none, at) => `lead-${String(at).padStart(5, '0')}.example`)
  data.tenants.save(aTenant())
  data.leads.saveAll(domains.map((domain) => aLead({ domain })))
  data.transaction(() => {
    for (const domain of domains) {
      data.leads.saveSyncState(aScope({ organizationId: '' }), domain, aSyncState({ status: 'queued' }))
    }
  })
  const moved = () => data.leads.page(aScope(), { ...QUERY, badge: 'queued' }).total
  const seen: number[] = []
  const look = () => {
    seen.push(moved())
    if (moved() < domains.length) setImmediate(look)
  }
  setImmediate(look)
  await adoptStates(data, TENANT_ID, ORGANIZATION_ID)
  await new Promise((resolve) => setImmediate(resolve))
  const steps = [0, ...seen].map((count, at, all) => count - (all[at - 1] ?? 0))
  expect(Math.max(...steps)).toBeLessThanOrEqual(1_000)
  expect(moved()).toBe(domains.length)
})

const QUERY = { search: '', badge: null, sort: 'domain', descending: false, offset: 0, limit: 1 } as const
