import { createReadStream } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

const FIXTURE = new URL('../../../fixtures/hunter-export.csv', import.meta.url)
const DOMAIN = 'gunes-gida.example'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const detail = () => harness.core.leads.detail(harness.tenant.id, DOMAIN)
const page = (over = {}) =>
  harness.core.leads.page(harness.tenant.id, {
    search: '',
    badge: null,
    sort: 'domain',
    descending: false,
    offset: 0,
    limit: 100,
    ...over,
  })

describe('from a file to a badge and a link', () => {
  it('a lead that D365 would refuse says why beside what it would send', async () => {
    harness.data.leads.saveAll([aLead({ domain: DOMAIN, companyName: 'X'.repeat(101) })])
    const { faults, payload } = await detail().then((found) => (found.ok ? found.value : { faults: [], payload: {} }))
    expect(faults).toEqual([expect.stringContaining('companyname')])
    expect(payload).not.toHaveProperty('companyname')
  })

  it('a lead is imported, listed, pushed, and its link opens its record', async () => {
    const imported = await harness.core.leads.importFile('hunter-export.csv', createReadStream(FIXTURE))
    expect(imported).toMatchObject({ ok: true, value: { rows: 12, imported: 12 } })
    expect(harness.data.activity.list({ limit: 1 })).toMatchObject([
      { name: 'leads_imported', detail: { imported: 12 } },
    ])
    expect(await page()).toMatchObject({ ok: true, value: { total: 12, countsByBadge: { not_synced: 12, synced: 0 } } })
    expect(await detail()).toMatchObject({
      ok: true,
      value: {
        badge: 'not_synced',
        link: null,
        attempts: [],
        payload: { subject: `Hunter: ${DOMAIN}`, hnt_finalscore: 74 },
      },
    })

    await harness.core.push.run(harness.tenant.id, { domains: [DOMAIN] })

    const after = await detail()
    if (!after.ok) throw new Error(after.failure.message)
    const { badge, link, sync, attempts, events } = after.value
    expect(badge).toBe('synced')
    expect(link).toBe(
      `${harness.sandbox.info.baseUrl}/main.aspx?pagetype=entityrecord&etn=lead&id=${sync.d365LeadId ?? ''}`,
    )
    expect(attempts).toMatchObject([{ state: 'created', d365LeadId: sync.d365LeadId }])
    expect(events.map(({ name }) => name)).toContain('d365_push_success')
    expect(await page({ badge: 'synced' })).toMatchObject({
      ok: true,
      value: { total: 1, items: [{ domain: DOMAIN }] },
    })
  })

  it('the runbook’s zero id is no link', async () => {
    await harness.core.leads.importFile('hunter-export.csv', createReadStream(FIXTURE))
    await harness.core.push.run(harness.tenant.id, { domains: [DOMAIN] })
    const organizationId = harness.data.tenants.get(harness.tenant.id)?.organizationId ?? ''
    const scope = { tenantId: harness.tenant.id, organizationId }
    const state = harness.data.leads.syncState(scope, DOMAIN)
    harness.data.leads.saveSyncState(scope, DOMAIN, { ...state, d365LeadId: '00000000-0000-0000-0000-000000000000' })
    expect(await detail()).toMatchObject({ ok: true, value: { link: null } })
  })

  it('what is not there is told apart: tenant, lead', async () => {
    expect(
      await harness.core.leads.page('nobody', {
        search: '',
        badge: null,
        sort: 'domain',
        descending: false,
        offset: 0,
        limit: 1,
      }),
    ).toMatchObject({
      ok: false,
      failure: { kind: 'NotFound', what: 'tenant' },
    })
    expect(await detail()).toMatchObject({ ok: false, failure: { kind: 'NotFound', what: 'lead' } })
  })
})
