import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenantConnections } from '../../../src/core/d365/tenant-connections.ts'
import { firstProfile } from '../../../src/core/tenants/first-profile.ts'
import { createTenantSecrets } from '../../../src/core/tenants/tenant-secrets.ts'
import { aLead } from '../../support/builders.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'
import { createFakeMetadata } from '../../support/fake-metadata.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  harness.data.leads.saveAll([
    aLead({ domain: 'acme.example', companyName: 'Acme', readinessScore: 80, country: 'TR' }),
  ])
})
afterAll(() => harness.close())

async function record(leadId: string | null | undefined, columns: readonly string[]) {
  const { ports, tenant } = harness
  const connections = createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) })
  const opened = await connections.open(ports.data.tenants.get(tenant.id) ?? tenant)
  if (!opened.ok) throw new Error(opened.failure.message)
  const read = await opened.value.d365.readLead(leadId ?? '', columns)
  connections.close()
  if (!read.ok) throw new Error(read.failure.message)
  return read.value.columns
}

describe("the admin's own mapping profile", () => {
  const own = {
    columns: [
      { field: 'readinessScore', column: 'hnt_finalscore', choices: null },
      { field: 'country', column: 'address1_country', choices: null },
    ],
  } as const

  it('is checked, stored with the limits of the tenant, and fills its columns at the next push', async () => {
    const { core, tenant, data } = harness
    const choice = { profile: 'own' as const, own: { columns: [...own.columns] } }
    expect(await core.mapping.check(tenant.id, choice)).toEqual({ ok: true, value: { findings: [], ok: true } })
    const before = data.tenants.get(tenant.id)?.changedAt ?? ''
    const chosen = await core.mapping.choose(tenant.id, choice)
    expect(chosen).toMatchObject({
      ok: true,
      value: {
        mappingProfile: 'own',
        ownMapping: { columns: [{ kind: 'integer', min: 0, max: 100 }, { maxLength: 80 }] },
      },
    })
    expect((data.tenants.get(tenant.id)?.changedAt ?? '') > before).toBe(true)
    const pushed = await core.push.run(tenant.id, { domains: ['acme.example'] })
    const lead = pushed.ok ? pushed.value.leads[0] : undefined
    expect(lead).toMatchObject({ outcome: 'created' })
    const columns = ['subject', 'hnt_finalscore', 'address1_country', 'hnt_provider']
    expect(await record(lead?.d365_lead_id, columns)).toMatchObject({
      subject: 'Hunter: acme.example',
      hnt_finalscore: 80,
      address1_country: 'TR',
      hnt_provider: null,
    })
  })

  it('stays when another profile is chosen, and needs no connection to come back', async () => {
    const { core, tenant, data } = harness
    await core.mapping.choose(tenant.id, { profile: 'standard', own: null })
    expect(data.tenants.get(tenant.id)).toMatchObject({ mappingProfile: 'standard', ownMapping: { columns: [{}, {}] } })
    expect(await core.mapping.choose(tenant.id, { profile: 'own', own: null })).toMatchObject({ ok: true })
  })

  it('names the column that the tenant does not have', async () => {
    const columns = [{ field: 'reason' as const, column: 'contoso_reason', choices: null }]
    const checked = await harness.core.mapping.check(harness.tenant.id, { profile: 'own', own: { columns } })
    expect(checked).toMatchObject({
      value: { ok: false, findings: [{ column: 'contoso_reason', blocks: true, detail: { fault: 'missing' } }] },
    })
  })
})

describe('the profile of a new tenant', () => {
  it('is hnt where all its columns are there, else standard', async () => {
    expect(await firstProfile({ metadata: createFakeMetadata() }, {})).toBe('hnt')
    const { readLeadColumns } = createFakeMetadata()
    const lacking = async () => {
      const read = await readLeadColumns()
      if (!read.ok) return read
      const columns = read.value.columns.filter(({ name }) => name !== 'hnt_source')
      return { ...read, value: { ...read.value, columns } }
    }
    expect(await firstProfile({ metadata: createFakeMetadata({ readLeadColumns: lacking }) }, {})).toBe('standard')
  })
})
