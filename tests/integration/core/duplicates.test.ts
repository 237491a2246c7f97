import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leadIdFor } from '../../../src/core/leads/lead-id.ts'
import { createTenantConnections } from '../../../src/core/d365/tenant-connections.ts'
import type { TenantConnection } from '../../../src/core/d365/d365-client.ts'
import { decide } from '../../../src/core/leads/resolve-conflicts.ts'
import { createTenantSecrets } from '../../../src/core/tenants/tenant-secrets.ts'
import type { Candidate } from '../../../src/shared/model/lead.ts'
import { recordedText } from '../../../src/shared/words/recorded-text.ts'
import { aLead, aSyncState } from '../../support/builders.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'

const ONE = '11111111-1111-4111-8111-111111111111'
const TWO = '22222222-2222-4222-8222-222222222222'
const OTHER = '33333333-3333-4333-8333-333333333333'

let harness: Harness
let connection: TenantConnection
beforeAll(async () => {
  harness = await startHarness()
  const { ports, tenant } = harness
  const opened = await createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) }).open(tenant)
  if (!opened.ok) throw new Error(opened.failure.message)
  connection = opened.value
  await connection.d365.createLead(ONE, { subject: 'Hunter: acme.example', companyname: 'Acme' })
  await connection.d365.createLead(TWO, {
    subject: 'A call',
    companyname: 'Acme Ltd',
    websiteurl: 'http://www.ACME.example/',
  })
  await connection.d365.createLead(OTHER, { subject: 'Hunter: single.example', websiteurl: 'https://single.example' })
})
afterAll(async () => {
  connection.close()
  await harness.close()
})

describe('the duplicate radar', () => {
  it('finds a domain with two records, by subject and by website, each with its link', async () => {
    const { core, tenant } = harness
    const found = await core.leads.radar(tenant.id)
    if (!found.ok) throw new Error(found.failure.message)
    const mine = found.value.duplicates.filter(({ domain }) => domain.endsWith('.example'))
    expect(mine.map(({ domain, records }) => [domain, records.map(({ d365LeadId }) => d365LeadId).sort()])).toEqual([
      ['acme.example', [ONE, TWO]],
    ])
    expect(mine[0]?.records[0]?.link).toContain('main.aspx')
  })

  it('can be stopped', async () => {
    const stopped = await harness.core.leads.radar(harness.tenant.id, AbortSignal.abort())
    expect(stopped.ok).toBe(false)
  })
})

describe('conflicts settled by a rule', () => {
  it('are told first and settled then, lead by lead, with events', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll([aLead({ domain: 'acme.example', companyName: 'Acme' })])
    expect(await core.push.run(tenant.id, { domains: ['acme.example'] })).toMatchObject({
      value: { outcomes: { conflict: 1 } },
    })
    const told = await core.leads.resolveConflicts(tenant.id, 'subject', { isPreview: true })
    expect(told).toMatchObject({ value: { adopted: 1, decisions: [{ does: 'adopt', d365LeadId: ONE }] } })
    expect((await core.leads.detail(tenant.id, 'acme.example')).ok).toBe(true)
    const settled = await core.leads.resolveConflicts(tenant.id, 'subject', { isPreview: false })
    expect(settled).toMatchObject({ value: { adopted: 1, left: 0 } })
    expect(await core.leads.detail(tenant.id, 'acme.example')).toMatchObject({
      value: { badge: 'synced', sync: { d365LeadId: ONE } },
    })
    const events = data.activity.list({ tenantId: tenant.id, limit: 5 }).map(({ name }) => name)
    expect(events).toContain('conflicts_settled')
    expect(events).toContain('d365_lead_adopted')
  })

  it('are released each with an event of its own in the lead’s history', async () => {
    const { core, data, tenant } = harness
    const domains = ['one.example', 'two.example']
    data.leads.saveAll(domains.map((domain, at) => aLead({ domain, hunterId: at + 1 })))
    for (const domain of domains)
      await connection.d365.createLead(randomUUID(), { subject: 'A call', websiteurl: `https://${domain}` })
    expect(await core.push.run(tenant.id, { domains })).toMatchObject({ value: { outcomes: { conflict: 2 } } })
    const settled = await core.leads.resolveConflicts(tenant.id, 'release', { isPreview: false })
    expect(settled).toMatchObject({ value: { released: 2, left: 0 } })
    for (const [at, domain] of domains.entries()) {
      expect(await core.leads.detail(tenant.id, domain)).toMatchObject({
        value: { badge: 'not_synced', events: [{ name: 'd365_conflict_released', leadId: at + 1 }, {}, {}, {}] },
      })
    }
  })

  it('say of a record that vanished meanwhile why its lead stays in conflict', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll([aLead({ domain: 'vanished.example', companyName: 'Vanished' })])
    const id = randomUUID()
    await connection.d365.createLead(id, { subject: 'Hunter: vanished.example', companyname: 'Else' })
    await core.push.run(tenant.id, { domains: ['vanished.example'] })
    await connection.d365.deleteLead(id)
    const settled = await core.leads.resolveConflicts(tenant.id, 'subject', { isPreview: false })
    expect(settled).toMatchObject({ value: { adopted: 0, left: 1 } })
    const why = settled.ok ? settled.value.decisions[0]?.why : null
    expect(why).toBe(`D365 has no lead ${id}.`)
    expect(recordedText('tr', why ?? '')).toBe(`D365’te ${id} kimlikli bir aday yok.`)
    await core.leads.resolveConflicts(tenant.id, 'release', { isPreview: false })
  })

  const candidate = (over: Partial<Candidate>): Candidate => ({
    d365LeadId: ONE,
    subject: 'Hunter: acme.example',
    companyName: 'Acme',
    websiteUrl: null,
    isOpen: true,
    matchedBy: 'subject',
    ...over,
  })
  const row = (...candidates: Candidate[]) => ({
    lead: aLead({ domain: 'acme.example' }),
    sync: aSyncState({ status: 'conflict', candidates }),
  })

  it('leave to the admin what they do not decide, and say why', () => {
    const two = row(candidate({}), candidate({ d365LeadId: TWO }))
    const left = (why: string) => ({ does: 'leave', d365LeadId: null, why })
    expect(decide('subject', two, new Map())).toMatchObject(
      left('2 of the records found are open and have Hunter’s subject.'),
    )
    expect(decide('subject', row(candidate({ isOpen: false })), new Map())).toMatchObject(
      left('None of the records found is open and has Hunter’s subject.'),
    )
    expect(decide('newest', two, new Map())).toMatchObject(left('D365 shows none of the records found any more.'))
    const times = new Map([
      [ONE, '2026-01-01T00:00:00Z'],
      [TWO, '2026-02-01T00:00:00Z'],
    ])
    expect(decide('newest', two, times)).toMatchObject({ does: 'adopt', d365LeadId: TWO })
    expect(decide('newest', two, new Map([...times].map(([id]) => [id, '2026-01-01T00:00:00Z'])))).toMatchObject(
      left('The last records were made in the same moment.'),
    )
    expect(decide('release', two, new Map())).toMatchObject({ does: 'release', d365LeadId: null, why: null })
  })
})

describe('a lead in conflict of which no record shown is ours', () => {
  const FOREIGN = '44444444-4444-4444-8444-444444444444'
  const selection = { domains: ['none.example'] }

  it('is created by its next push despite them, under its own id, and stays past them', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll([aLead({ domain: 'none.example', companyName: 'None' })])
    await connection.d365.createLead(FOREIGN, { subject: 'A call', websiteurl: 'https://none.example' })
    const outcome = async () => {
      const pushed = await core.push.run(tenant.id, selection)
      if (!pushed.ok) throw new Error(pushed.failure.message)
      return pushed.value.leads[0]
    }
    expect(await outcome()).toMatchObject({ outcome: 'conflict' })
    expect(await outcome()).toMatchObject({ outcome: 'conflict' })
    expect(await core.push.decline(tenant.id, 'none.example')).toEqual({ ok: true, value: { domain: 'none.example' } })
    expect(await core.leads.detail(tenant.id, 'none.example')).toMatchObject({
      value: { badge: 'not_synced', sync: { candidates: [], notOurs: [FOREIGN] } },
    })
    const { organizationId } = data.tenants.get(tenant.id) ?? tenant
    const ownId = leadIdFor(organizationId ?? '', 'none.example', 0)
    expect(await outcome()).toMatchObject({ outcome: 'created', d365_lead_id: ownId })
    const told = data.activity.list({ tenantId: tenant.id, limit: 50 })
    expect(told.find(({ name }) => name === 'd365_candidates_declined')).toMatchObject({
      domain: 'none.example',
      detail: { declined: [FOREIGN] },
    })
    expect(await core.push.decline(tenant.id, 'none.example')).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })

  it('is not let past a record under its own id: nothing could be created there', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll([aLead({ domain: 'taken.example', companyName: 'Taken' })])
    const { organizationId } = data.tenants.get(tenant.id) ?? tenant
    const ownId = leadIdFor(organizationId ?? '', 'taken.example', 0)
    await connection.d365.createLead(ownId, { subject: 'Of somebody else', companyname: 'Else' })
    expect(await core.push.run(tenant.id, { domains: ['taken.example'] })).toMatchObject({
      value: { outcomes: { conflict: 1 } },
    })
    expect(await core.push.decline(tenant.id, 'taken.example')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await core.leads.detail(tenant.id, 'taken.example')).toMatchObject({ value: { badge: 'conflict' } })
  })
})

describe('a lead whose personal data is erased', () => {
  it('keeps domain, ids and attempts, and loses names and addresses in every tenant', async () => {
    const { core, data, tenant } = harness
    data.leads.saveAll([
      aLead({ domain: 'gone.example', companyName: 'Deniz Kaya', contactEmail: 'deniz@gone.example' }),
    ])
    await core.push.run(tenant.id, { domains: ['gone.example'] })
    const before = await core.leads.detail(tenant.id, 'gone.example')
    expect(await core.leads.erase('gone.example')).toEqual({ ok: true, value: { domain: 'gone.example' } })
    const after = await core.leads.detail(tenant.id, 'gone.example')
    if (!before.ok || !after.ok) throw new Error('no detail')
    expect(after.value.lead).toMatchObject({ companyName: null, contactEmail: null, reason: null })
    expect(after.value.sync.d365LeadId).toBe(before.value.sync.d365LeadId)
    expect(after.value.attempts).toEqual(before.value.attempts)
    expect(JSON.stringify(after.value)).not.toContain('Deniz')
    expect(await core.leads.erase('nobody.example')).toMatchObject({ failure: { kind: 'NotFound' } })
  })

  it('is gone from the evidence of scenarios that ran on it, whose statuses and ids stay', async () => {
    const { core, data, tenant } = harness
    const person = { companyName: 'Derya Öz GmbH', contactEmail: 'derya@left.example', reason: 'Derya asked for it' }
    data.leads.saveAll([aLead({ domain: 'left.example', ...person })])
    const ran = await core.scenarios.run(tenant.id, ['C1'], { lead: 'left.example' })
    if (!ran.ok) throw new Error(ran.failure.message)
    const seen = () => JSON.stringify(data.runs.evidenceOf(ran.value.runId))
    expect(seen()).toContain('Derya')
    const charsBefore = seen().length
    await core.leads.erase('left.example')
    expect(seen()).not.toMatch(/derya/i)
    expect(seen()).toContain('"erasedAt"')
    expect(seen()).toContain('left.example')
    expect(seen().length).toBeGreaterThan(charsBefore / 2)
    expect(data.runs.get(ran.value.runId)?.status).toBe('passed')
  })
})
