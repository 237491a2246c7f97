import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PushResult, PushSelection } from '../../../../src/shared/model/push.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const domainOf = (n: number): string => `d${n}.example`
function have(count: number): void {
  const leads = Array.from({ length: count }, (_none, n) =>
    aLead({ domain: domainOf(n), contactEmail: null, companyName: `Şirket ${n} 🚀` }),
  )
  harness.data.leads.saveAll(leads)
}
async function run(selection: PushSelection = { all: true }, isDryRun = false): Promise<PushResult> {
  const pushed = await harness.core.push.run(harness.tenant.id, selection, { isDryRun })
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}
const control = () => {
  if (harness.sandbox.control === null) throw new Error('The sandbox came without its control functions.')
  return harness.sandbox.control
}
const requests = () => control().log().length

describe('many leads against the sandbox', () => {
  it('are made once, in few requests, and a second run finds them all', async () => {
    have(450)
    expect((await run({ all: true }, true)).outcomes.created).toBe(450)
    expect(control().countLeads()).toBe(0)
    expect((await run()).outcomes.created).toBe(450)
    expect(control().countLeads()).toBe(450)
    const before = requests()
    expect((await run()).outcomes.skipped).toBe(450)
    expect(requests() - before).toBeLessThan(20)
    expect(control().countLeads()).toBe(450)
  })

  it.each([500, 1_500])(
    'need about the requests that were forecast: %i leads, within half and twice as many',
    async (count) => {
      have(count)
      const forecast = await harness.core.leads.forecast(harness.tenant.id, { status: 'Not synced' })
      if (!forecast.ok) throw new Error(forecast.failure.message)
      expect(forecast.value.leads).toBe(count)
      const before = requests()
      expect((await run()).outcomes.created).toBe(count)
      const isOfD365 = ({ url }: { readonly url: string }) => url.includes('/api/data/')
      const sent = control().log().slice(before).filter(isOfD365).length
      expect(sent).toBeLessThanOrEqual(forecast.value.requests * 2)
      expect(sent).toBeGreaterThanOrEqual(forecast.value.requests / 2)
    },
  )

  it('cut off after the rows were made, are found and not made again', async () => {
    have(300)
    control().addFault({
      match: { method: 'POST', pathPattern: 'CreateMultiple' },
      fault: { kind: 'cut-after-commit' },
      count: 2,
    })
    expect((await run()).outcomes.created).toBe(300)
    expect(control().countLeads()).toBe(300)
  })

  it('throttled, wait and fail nobody', async () => {
    have(300)
    control().addFault({
      match: { method: 'POST', pathPattern: 'CreateMultiple' },
      fault: { kind: 'status', status: 429, code: '0x80072322', message: 'Too many requests.', retryAfter: 1 },
      count: 2,
    })
    const result = await run()
    expect(result).toMatchObject({ outcomes: { created: 300 }, retries: 0 })
    expect(result.throttledMs).toBeGreaterThanOrEqual(1_000)
  })

  it('with one that D365 refuses among them: it is named, the others land, and it goes alone the next time', async () => {
    have(150)
    // Longer than the tenant's column, which no profile documents: only D365 can know.
    harness.data.leads.saveAll([aLead({ domain: 'long.example', contactEmail: null, provider: 'P'.repeat(5_000) })])
    const result = await run()
    expect(result.outcomes).toMatchObject({ created: 150, rejected: 1 })
    expect(result.leads.find(({ outcome }) => outcome === 'rejected')).toMatchObject({ domain: 'long.example' })
    harness.data.leads.saveAll([aLead({ domain: 'long.example', contactEmail: null })])
    expect(await run({ failedOf: result.runId })).toMatchObject({ total: 1, outcomes: { created: 1 } })
  })
})

it('after sleep, what was under way is asked about and the run goes on, without a moment passing', async () => {
  await harness.close()
  // Its time stands still: a run that waited for anything would never end.
  harness = await startHarness({ clock: createManualClock(Date.now()) })
  have(200)
  control().addFault({
    match: { method: 'POST', pathPattern: 'CreateMultiple' },
    fault: { kind: 'silence', afterCommit: true },
    count: 1,
  })
  const running = run()
  await vi.waitUntil(() => control().countLeads() > 1, { timeout: 10_000, interval: 5 })
  harness.core.push.wake()
  expect((await running).outcomes.created).toBe(200)
  expect(control().countLeads()).toBe(200)
  expect(harness.data.activity.list({ name: 'd365_lead_state_unknown', limit: 1 })).toHaveLength(1)
  expect(harness.data.runs.list({ kind: 'push' })).toHaveLength(1)
})

it.each([1, 30])('%i leads given to an owner are read back as theirs, without a warning', async (count) => {
  have(count)
  const { core, data, tenant } = harness
  const proof = await core.tenants.test(tenant.id)
  if (!proof.ok) throw new Error(proof.failure.message)
  await core.tenants.setOwner(tenant.id, { kind: 'user', id: proof.value.userId, name: 'Console' })
  expect((await run()).outcomes.created).toBe(count)
  const scope = { tenantId: tenant.id, organizationId: proof.value.organizationId }
  const warnings = data.leads.slice(scope, { after: null, limit: 100 }).flatMap(({ sync }) => sync.warnings)
  expect(warnings).toEqual([])
  expect(control().leads()[0]).toMatchObject({ _ownerid_value: proof.value.userId })
})

it.each([1, 30])('%i leads for an owner who is gone are refused with the owner’s name', async (count) => {
  have(count)
  const { core, tenant } = harness
  await core.tenants.setOwner(tenant.id, { kind: 'team', id: '22222222-3333-4444-8555-666666666666', name: 'Satış' })
  const { outcomes, leads } = await run()
  expect(outcomes).toMatchObject({ rejected: count })
  const reason = 'ownerid: D365 has no team Satış any more. Choose another owner for the new leads of this tenant.'
  expect([...new Set(leads.map((lead) => lead.reason))]).toEqual([reason])
  expect(control().countLeads()).toBe(0)
})

it('what a search finds is forecast, tried dry and pushed; the rest is left alone', async () => {
  have(30)
  harness.data.leads.saveAll([aLead({ domain: 'karacam.example', companyName: 'KARAÇAM Ltd.', contactEmail: null })])
  const found = { search: ' Karaçam ', status: null }
  expect(await harness.core.leads.forecast(harness.tenant.id, found)).toMatchObject({ value: { leads: 1 } })
  expect((await run(found, true)).outcomes.created).toBe(1)
  expect((await run(found)).leads).toMatchObject([{ domain: 'karacam.example', outcome: 'created' }])
  expect((await run({ search: 'şirket 2', status: null })).outcomes.created).toBe(11)
  expect((await run({ search: 'şirket', status: 'synced' }, true)).total).toBe(11)
  expect(control().countLeads()).toBe(12)
})
