import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORGANIZATION_ID } from '../../support/builders.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'
import { dataverseOf, type Dataverse } from '../../support/raw-dataverse.ts'

let harness: Harness
let dataverse: Dataverse

beforeEach(async () => {
  harness = await startHarness()
  dataverse = await dataverseOf(harness.sandbox.info)
  for (const name of ['hnt_finalscore', 'hnt_source', 'hnt_lastsynctime']) await dataverse.deleteColumn(name)
})
afterEach(() => harness.close())

const MISSING = ['hnt_finalscore', 'hnt_source', 'hnt_lastsynctime']
const checks = () => harness.core.checks
const columnsInD365 = async () => {
  const answer = await checks().planColumns(harness.tenant.id)
  return answer.ok ? answer.value.columns.map(({ name }) => name) : answer.failure
}

describe('columns that the mapping profile lacks', () => {
  it('are planned with their solution, prefix, type and values before anything is created', async () => {
    expect(await checks().planColumns(harness.tenant.id)).toMatchObject({
      value: {
        profile: 'hnt',
        solution: { name: 'HunterIntegration', publisher: 'hunter', prefix: 'hnt' },
        columns: [
          { name: 'hnt_finalscore', type: 'Integer', range: [0, 100] },
          { name: 'hnt_source', type: 'Picklist', choices: [{ value: 816940000 }, { value: 816940001 }] },
          { name: 'hnt_lastsynctime', type: 'DateTime' },
        ],
        notOurs: [],
      },
    })
    expect(await columnsInD365()).toEqual(MISSING)
  })

  it('are created, published and seen, so that the row passes', async () => {
    const created = await checks().createColumns(harness.tenant.id, MISSING)
    expect(created).toMatchObject({
      value: { created: MISSING, failed: [], publishFailure: null, notSeenYet: [] },
    })
    const row = await checks().run(harness.tenant.id, { row: 'A3' })
    expect(row.ok && row.value.rows[0]).toMatchObject({ id: 'A3', status: 'passed' })
    expect(harness.data.activity.list({ limit: 5 }).map(({ name }) => name)).toContain('columns_created')
  })

  it('are not created when the plan is another than the one that was shown', async () => {
    expect(await checks().createColumns(harness.tenant.id, ['hnt_finalscore'])).toMatchObject({
      failure: { kind: 'InvalidInput' },
    })
    expect(await columnsInD365()).toEqual(MISSING)
  })

  it('are not created on a PROD tenant until its name was typed', async () => {
    harness.data.tenants.save({ ...harness.data.tenants.get(harness.tenant.id)!, environment: 'PROD' })
    expect(await checks().createColumns(harness.tenant.id, MISSING)).toMatchObject({
      failure: { kind: 'Refused', reason: 'prod_locked' },
    })
    expect(await columnsInD365()).toEqual(MISSING)
    await harness.core.tenants.unlock(harness.tenant.id, harness.tenant.name)
    expect(await checks().createColumns(harness.tenant.id, MISSING)).toMatchObject({ value: { created: MISSING } })
  })

  it('are not created in another organisation than the one known', async () => {
    await harness.core.tenants.test(harness.tenant.id)
    const known = harness.data.tenants.get(harness.tenant.id)!
    harness.data.tenants.save({ ...known, organizationId: ORGANIZATION_ID.replace(/^./, 'a') })
    expect(await checks().createColumns(harness.tenant.id, MISSING)).toMatchObject({
      failure: { kind: 'Refused', reason: 'organization_changed' },
    })
    expect(await columnsInD365()).toEqual(MISSING)
  })

  it('without the right to create them, stop at the first refusal and name the privilege', async () => {
    const privileges = { prvCreateAttribute: null }
    await dataverse.control('POST', '/application-user', { state: 'privileges', privileges })
    expect(await checks().createColumns(harness.tenant.id, MISSING)).toMatchObject({
      value: {
        created: [],
        failed: [
          {
            name: 'hnt_finalscore',
            failure: { kind: 'D365PermissionError', missingPrivilege: 'prvCreateAttribute' },
          },
        ],
      },
    })
  })

  it('find no place where no solution’s publisher has their prefix', async () => {
    const stored = harness.data.tenants.get(harness.tenant.id)!
    harness.data.tenants.save({ ...stored, mappingProfile: 'hunter' })
    const plan = await checks().planColumns(harness.tenant.id)
    expect(plan).toMatchObject({ value: { solution: null } })
    const names = plan.ok ? plan.value.columns.map(({ name }) => name) : []
    expect(names.length).toBeGreaterThan(0)
    expect(await checks().createColumns(harness.tenant.id, names)).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })
})
