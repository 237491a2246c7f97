import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TenantConnection, TenantConnections } from '../../../src/core/d365/d365-client.ts'
import type { LeadColumn } from '../../../src/core/d365/metadata-reader.ts'
import { createTenantConnections } from '../../../src/core/d365/tenant-connections.ts'
import { MAPPING_PROFILES } from '../../../src/core/leads/mapping-profiles.ts'
import { createTenantSecrets } from '../../../src/core/tenants/tenant-secrets.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'

let harness: Harness
let connections: TenantConnections
let connection: TenantConnection

beforeAll(async () => {
  harness = await startHarness()
  const { ports } = harness
  connections = createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) })
  const opened = await connections.open(harness.tenant)
  if (!opened.ok) throw new Error(opened.failure.message)
  connection = opened.value
})
afterAll(async () => {
  connections.close()
  await harness.close()
})

async function columns(): Promise<ReadonlyMap<string, LeadColumn>> {
  const answer = await connection.d365.metadata.readLeadColumns()
  if (!answer.ok) throw new Error(answer.failure.message)
  return new Map(answer.value.columns.map((column) => [column.name, column]))
}

describe('the lead table’s metadata', () => {
  it('names the entity set and the primary column', async () => {
    expect(await connection.d365.metadata.readLeadTable()).toMatchObject({
      value: { name: 'lead', entitySetName: 'leads', primaryIdColumn: 'leadid', objectTypeCode: 4 },
    })
  })

  it('gives each column with what its type adds: length, range, choice values, validity', async () => {
    const all = await columns()
    expect(all.get('subject')).toMatchObject({
      label: 'Topic',
      type: 'String',
      maxLength: 300,
      requiredLevel: 'ApplicationRequired',
    })
    expect(all.get('description')).toMatchObject({ type: 'Memo', maxLength: 2000 })
    expect(all.get('hnt_priorityscore')).toMatchObject({ type: 'Integer', range: { min: 1, max: 7 } })
    expect(all.get('revenue')).toMatchObject({ type: 'Money', range: { min: 0, max: 100_000_000_000_000 } })
    expect(all.get('hnt_source')).toMatchObject({ type: 'Picklist', maxLength: null, isValidForCreate: true })
    expect(all.get('hnt_source')?.choices).toContainEqual({ value: 816940000, label: 'Partner Center' })
    expect(all.get('fullname')).toMatchObject({ isValidForCreate: false, isValidForUpdate: false })
  })

  it('holds every column that a push by the tenant’s profile fills', async () => {
    const all = await columns()
    expect(MAPPING_PROFILES.hnt.map(({ column }) => column).filter((name) => !all.has(name))).toEqual([])
  })

  it('says which bulk messages the table takes, and which keys it has', async () => {
    const { metadata } = connection.d365
    expect(await metadata.supportsLeadMessage('CreateMultiple')).toMatchObject({ value: { isSupported: true } })
    expect(await metadata.readLeadKeys()).toMatchObject({ value: { keys: [] } })
  })
})

describe('the rights of a user', () => {
  it('come with their depth, and with the roles that give them', async () => {
    const { metadata, whoAmI } = connection.d365
    const who = await whoAmI()
    if (!who.ok) throw new Error(who.failure.message)
    const { userId } = who.value
    const mine = await metadata.readUserPrivileges(userId)
    expect(mine.ok && mine.value.privileges).toContainEqual({ name: 'prvReadLead', depth: 'Global' })
    const roles = await metadata.readUserRoles(userId)
    const hunter = roles.ok ? roles.value.roles.find(({ name }) => name === 'Hunter Integration') : undefined
    const granted = await metadata.readRolePrivileges(hunter?.roleId ?? '')
    expect(granted.ok && granted.value.privileges).toContainEqual({ name: 'prvCreateLead', depth: 'Global' })
    expect(await metadata.readUserTeams(userId)).toMatchObject({ value: { teams: [{ roles: [] }] } })
  })
})

describe('what else runs on a lead', () => {
  it('is read where the organisation shows it: rules in force, and plug-ins within a push', async () => {
    const { metadata } = connection.d365
    const rules = await metadata.readDuplicateRules()
    expect(rules.ok && rules.value.rules.length).toBeGreaterThan(0)
    expect(await metadata.readPluginSteps()).toMatchObject({ ok: true })
  })
})
