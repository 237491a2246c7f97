import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import type { Fault } from '../../../../src/sandbox/faults/fault-rule.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const control = () => {
  if (harness.sandbox.control === null) throw new Error('The sandbox came without its control functions.')
  return harness.sandbox.control
}
const questions = () =>
  control()
    .log()
    .filter(({ url }) => url.includes('WhoAmI')).length
function have(count: number): void {
  harness.data.leads.saveAll(
    Array.from({ length: count }, (_none, n) => aLead({ domain: `d${n}.example`, contactEmail: null })),
  )
}
const run = (isDryRun = false) => harness.core.push.run(harness.tenant.id, { all: true }, { isDryRun })
async function pushed(): Promise<PushResult> {
  const result = await run()
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const statuses = () => {
  const { id: tenantId, organizationId } = harness.data.tenants.get(harness.tenant.id) ?? harness.tenant
  const page = harness.data.leads.slice({ tenantId, organizationId: organizationId ?? '' }, { after: null, limit: 100 })
  return new Set(page.map(({ sync }) => sync.status))
}

describe.each<[string, Fault]>([
  ['404: the API version or the address is wrong', { kind: 'empty', status: 404 }],
  ['302: a portal stands in the way', { kind: 'html', status: 302 }],
  ['400: nothing that will pass', { kind: 'status', status: 400 }],
  ['403 that names no privilege', { kind: 'html', status: 403 }],
])('where WhoAmI answers %s', (_what, fault) => {
  beforeEach(() => {
    control().addFault({ match: { pathPattern: 'WhoAmI' }, fault })
  })

  it.each([3, 30])('a run of %i leads stops after one question; the leads wait', async (count) => {
    have(count)
    const { outcomes, leads } = await pushed()
    expect(questions()).toBe(1)
    expect(outcomes).toMatchObject({ failed: count })
    expect(new Set(leads.map(({ reason }) => reason?.replace('The run stopped: ', ''))).size).toBe(1)
    expect([...statuses()].filter((status) => status !== null && status !== 'pending')).toEqual([])
    control().clearFaults()
    expect((await pushed()).outcomes).toMatchObject({ created: count })
  })

  it.each([3, 30])('a dry run of %i leads ends with the cause after one question', async (count) => {
    have(count)
    const failure = { httpStatus: fault.status }
    expect(await run(true)).toMatchObject({ ok: false, failure })
    expect(questions()).toBe(1)
  })
})

it('trouble that may pass is asked about again', async () => {
  have(3)
  control().addFault({
    match: { pathPattern: 'WhoAmI' },
    fault: { kind: 'status', status: 429, retryAfter: 1 },
    count: 1,
  })
  expect((await pushed()).outcomes).toMatchObject({ created: 3 })
})
