import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setPushes } from '../../../../src/cli/set-pushes.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const owners = async (text: string) => {
  const found = await harness.core.tenants.findOwners(harness.tenant.id, text)
  if (!found.ok) throw new Error(found.failure.message)
  return found.value
}

describe('who owns new leads', () => {
  it('is found in D365 by a part of the name, users and teams apart, whatever the text is', async () => {
    const all = await owners('')
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['user', 'team']))
    const [first] = all
    if (first === undefined) throw new Error('The sandbox has no user.')
    expect(await owners(first.name.slice(1, 5))).toContainEqual(first)
    expect(await owners("o'); drop & $top=1 ' or 1 eq 1")).toEqual([])
  })

  it('by command line must be there under exactly that name, and owns what is pushed from then on', async () => {
    const { core, tenant, sandbox, data } = harness
    const [team] = (await owners('')).filter(({ kind }) => kind === 'team')
    const view = await core.tenants.find(tenant.id)
    if (!view.ok || team === undefined) throw new Error('no tenant or team')
    expect(await setPushes(core, view.value, { owner: 'team:Nobody', existingLeads: 'update' })).toMatchObject({
      failure: { kind: 'InvalidInput' },
    })
    expect(data.tenants.get(tenant.id)?.existingLeadPolicy).toBe('skip')
    const set = await setPushes(core, view.value, {
      owner: `team:${team.name}`,
      existingLeads: 'update',
      retries: 5,
      matchKeys: 'subject',
    })
    expect(set).toMatchObject({
      ok: true,
      value: { owner: team, existingLeadPolicy: 'update', maxRetries: 5, matchKeys: ['subject'] },
    })
    data.leads.saveAll([aLead({ domain: 'owned.example' })])
    await core.push.run(tenant.id, { all: true })
    expect(sandbox.control?.leads()[0]).toMatchObject({ _ownerid_value: team.id })
    expect(await setPushes(core, view.value, { matchKeys: 'colour' })).toMatchObject({
      failure: { kind: 'InvalidInput' },
    })
    expect(await setPushes(core, view.value, { retries: 11 })).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await setPushes(core, view.value, { owner: 'none' })).toMatchObject({ value: { owner: null } })
  })
})
