import { afterAll, beforeAll, expect, it } from 'vitest'
import { DecisionRequestSchema } from '../../../src/shared/model/gate.ts'
import { ORGANIZATION_ID } from '../../support/builders.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const decide = () =>
  harness.core.gate.decide(
    DecisionRequestSchema.parse({
      tenantId: harness.tenant.id,
      decision: 'NO-GO',
      reason: 'A rehearsal.',
      noteInD365: true,
    }),
  )

it('a decision’s note lies in Dataverse after one conditional create, and names its entry', async () => {
  const { core, sandbox, tenant } = harness
  const decided = await decide()
  if (!decided.ok) throw new Error(JSON.stringify(decided.failure))
  const { hash, note } = decided.value
  expect(note?.failure).toBeNull()
  const sent = sandbox.control?.log().filter(({ url }) => url.includes('annotations'))
  expect(sent?.map(({ method, status }) => [method, status])).toEqual([['PATCH', 204]])
  expect(await core.gate.verifyAgainstD365(tenant.id)).toMatchObject({
    value: { verdict: 'ok', entries: 1, head: hash, notes: 1 },
  })
})

it('without the privilege the decision stands, the receipt names what is missing, and older notes still hold', async () => {
  const { core, sandbox, tenant } = harness
  const readsOnly = { prvReadNote: 'Global', prvReadUser: 'Global' } as const
  sandbox.control?.applicationUser({ state: 'privileges', privileges: readsOnly, exact: true })
  expect(await decide()).toMatchObject({
    value: { sequence: 2, note: { failure: { kind: 'D365PermissionError', missingPrivilege: 'prvCreateNote' } } },
  })
  expect(await core.gate.verifyAgainstD365(tenant.id)).toMatchObject({ value: { verdict: 'ok', entries: 2, notes: 1 } })
  sandbox.control?.applicationUser({ state: 'ready' })
})

it('an answer that is lost after the note was written is not taken for a note', async () => {
  const { core, sandbox, tenant } = harness
  sandbox.control?.addFault({
    match: { pathPattern: 'annotations', method: 'PATCH' },
    fault: { kind: 'status', status: 500, afterCommit: true },
    count: 1,
  })
  expect(await decide()).toMatchObject({ value: { sequence: 3, note: { failure: { kind: 'D365APIError' } } } })
  expect(await core.gate.verifyAgainstD365(tenant.id)).toMatchObject({ value: { verdict: 'ok', entries: 3, notes: 2 } })
})

it('no note goes to another organisation than the one known, and then nothing is recorded', async () => {
  const { data, core, tenant } = harness
  const known = data.tenants.get(tenant.id)!
  const before = await core.gate.log()
  data.tenants.save({ ...known, organizationId: ORGANIZATION_ID.replace(/^./, 'a') })
  expect(await decide()).toMatchObject({ ok: false, failure: { reason: 'organization_changed' } })
  expect(await core.gate.log()).toEqual(before)
})
