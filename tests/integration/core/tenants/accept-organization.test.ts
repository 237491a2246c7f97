import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Environment, Tenant } from '../../../../src/shared/model/tenant.ts'
import { aLead, aNewTenant } from '../../../support/builders.ts'
import { startCompany, type Company } from '../../../support/company-network.ts'
import type { Harness } from '../../../support/core-harness.ts'
import { PLAYED_ORGANISATION } from '../../../support/intercepting-proxy.ts'

const BEFORE = '9d0b7b3a-5c1e-4f7a-8a6e-0f2d5b1c7e44'
const DOMAIN = 'acme.example'

let company: Company
let harness: Harness
let now: string

beforeEach(async () => {
  company = await startCompany()
  harness = company.harness
})
afterEach(() => company[Symbol.asyncDispose]())

/** A tenant whose environment was refreshed since: it was another organisation when leads were pushed. */
async function refreshed(environment: Environment): Promise<Tenant> {
  const { core, data, sandbox } = harness
  const { tenantId: entraTenantId, clientId, clientSecret } = sandbox.info
  const added = await core.tenants.connect({
    tenant: aNewTenant({ environment, entraTenantId, clientId, baseUrl: PLAYED_ORGANISATION }),
    credential: { kind: 'secret', value: clientSecret },
    sessionOnly: false,
    network: company.network,
  })
  if (!added.ok) throw new Error(JSON.stringify(added.failure))
  const stored = data.tenants.get(added.value.tenant.id)
  if (stored === null) throw new Error('The tenant was not stored.')
  now = added.value.proof.organizationId
  const tenant = { ...stored, organizationId: BEFORE, d365Enabled: true }
  data.tenants.save(tenant)
  data.leads.saveAll([aLead({ domain: DOMAIN })])
  return tenant
}

const push = ({ id }: Tenant) => harness.core.push.run(id, { domains: [DOMAIN] })

describe('an organisation that answers in the place of another', () => {
  it('is refused by test and push with both ids, until its id is accepted; then pushes go there', async () => {
    const { core, data } = harness
    const tenant = await refreshed('DEV')
    const failure = { reason: 'organization_changed', organization: { before: BEFORE, now } }
    expect(await core.tenants.test(tenant.id)).toMatchObject({ ok: false, failure })
    expect(await push(tenant)).toMatchObject({
      value: { outcomes: { refused: 1 }, leads: [{ reason: 'organization_changed' }] },
    })
    expect(await core.tenants.acceptOrganization(tenant.id, BEFORE)).toMatchObject({ ok: false, failure })

    const accepted = await core.tenants.acceptOrganization(tenant.id, now.toUpperCase())
    expect(accepted).toMatchObject({ ok: true, value: { tenant: { organizationId: now } } })
    expect(accepted.ok && accepted.value.tenant.changedAt > tenant.changedAt).toBe(true)
    const [told] = data.activity.list({ tenantId: tenant.id, name: 'tenant_changed', limit: 1 })
    expect(told).toMatchObject({ level: 'warning', detail: { before: BEFORE, organizationId: now } })
    expect(await push(tenant)).toMatchObject({ ok: true, value: { outcomes: { created: 1 } } })
  })

  it('leaves what was pushed to the old one with the old one', async () => {
    const { core, data } = harness
    const tenant = await refreshed('DEV')
    const ofOld = { tenantId: tenant.id, organizationId: BEFORE }
    const d365LeadId = '5f1b0d2e-1111-4222-8333-444455556666'
    const before = data.leads.syncState(ofOld, DOMAIN)
    data.leads.saveSyncState(ofOld, DOMAIN, { ...before, status: 'synced', d365LeadId })
    await core.tenants.acceptOrganization(tenant.id, now)
    expect(data.leads.syncState({ tenantId: tenant.id, organizationId: now }, DOMAIN).d365LeadId).toBeNull()
    expect(data.leads.syncState(ofOld, DOMAIN)).toMatchObject({ status: 'synced', d365LeadId })
  })

  it('is accepted on PROD only with the name typed', async () => {
    const { core, data } = harness
    const tenant = await refreshed('PROD')
    for (const typedName of [null, tenant.name.toLowerCase()]) {
      expect(await core.tenants.acceptOrganization(tenant.id, now, { typedName })).toMatchObject({
        failure: { reason: 'unlock_name_differs' },
      })
    }
    expect(data.tenants.get(tenant.id)?.organizationId).toBe(BEFORE)
    expect(await core.tenants.acceptOrganization(tenant.id, now, { typedName: tenant.name })).toMatchObject({
      ok: true,
    })
    expect(await push(tenant)).toMatchObject({ value: { leads: [{ reason: 'prod_locked' }] } })
  })

  it('ends an unlock that was given for the old one', async () => {
    const { core } = harness
    const tenant = await refreshed('PROD')
    expect(await core.tenants.unlock(tenant.id, tenant.name)).toMatchObject({ ok: true })
    expect(await core.tenants.acceptOrganization(tenant.id, now, { typedName: tenant.name })).toMatchObject({
      ok: true,
      value: { tenant: { unlockedUntil: null } },
    })
    expect(await push(tenant)).toMatchObject({ value: { leads: [{ reason: 'prod_locked' }] } })
  })
})
