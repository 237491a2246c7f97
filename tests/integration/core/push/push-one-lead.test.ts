import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import { leadIdFor } from '../../../../src/core/leads/lead-id.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'
import { exactlyOnceVerdict, NOTHING_WRONG } from '../../../support/exactly-once-verdict.ts'

let harness: Harness

beforeEach(async () => {
  harness = await startHarness()
  harness.data.leads.saveAll([aLead()])
})
afterEach(() => harness.close())

async function push(from: Harness = harness, domain = 'acme.example'): Promise<PushResult> {
  const pushed = await from.core.push.run(from.tenant.id, { domains: [domain] })
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}

const eventNames = () => harness.data.activity.list({ limit: 200 }).map(({ name }) => name)
const leadsInD365 = () => harness.sandbox.control?.leads() ?? []
const sync = () => {
  const tenant = harness.data.tenants.get(harness.tenant.id)
  return harness.data.leads.syncState(
    { tenantId: harness.tenant.id, organizationId: tenant?.organizationId ?? '' },
    'acme.example',
  )
}

describe('a push of one lead', () => {
  it('creates it under the id that organisation and domain give, and reads it back as it was sent', async () => {
    const result = await push()

    const organizationId = harness.data.tenants.get(harness.tenant.id)?.organizationId ?? ''
    const expected = leadIdFor(organizationId, 'acme.example', 0)
    expect(result.leads).toEqual([
      { domain: 'acme.example', outcome: 'created', status: 'synced', reason: null, d365_lead_id: expected },
    ])
    expect(sync()).toMatchObject({ status: 'synced', d365LeadId: expected, error: null, warnings: [], attemptCount: 1 })
    expect(leadsInD365()).toHaveLength(1)
    expect(leadsInD365()[0]).toMatchObject({
      leadid: expected,
      subject: 'Hunter: acme.example',
      companyname: 'Acme Yazılım A.Ş.',
      hnt_finalscore: 80,
    })
  })

  it('a second time sends nothing and says that it is there already', async () => {
    const first = await push()
    const second = await push()

    expect(second.leads[0]).toMatchObject({
      outcome: 'skipped',
      status: 'synced',
      reason: 'already_exists',
      d365_lead_id: first.leads[0]?.d365_lead_id,
    })
    expect(eventNames()).toContain('d365_lead_already_exists')
    expect(leadsInD365()).toHaveLength(1)
    expect(
      exactlyOnceVerdict({
        pushed: [{ domain: 'acme.example', isThere: true }],
        subjectsInD365: leadsInD365().map((lead) => String(lead['subject'])),
      }),
    ).toEqual(NOTHING_WRONG)
  })
})
