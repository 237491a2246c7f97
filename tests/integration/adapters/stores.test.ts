import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocalData, type OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { NEVER_SYNCED } from '../../../src/shared/model/lead.ts'
import {
  aDecisionEntry,
  aLead,
  aLeadQuery,
  anActivityEvent,
  anAttempt,
  anAttestation,
  anEvidence,
  aRun,
  aScope,
  aSyncState,
  aTenant,
  aTestRecord,
  ORGANIZATION_ID,
  RUN_ID,
  TENANT_ID,
} from '../../support/builders.ts'
import { createSeededRandom } from '../../support/seeded-random.ts'

let data: OpenedLocalData
const { uuid } = createSeededRandom()

beforeEach(() => {
  data = openLocalData({ path: ':memory:', uuid })
  data.tenants.save(aTenant())
  data.runs.save(aRun())
})
afterEach(() => data.close())

describe('tenants', () => {
  it('come back as they were saved, and changed when saved again', () => {
    const changed = aTenant({ name: 'Contoso TEST', d365Enabled: false, matchKeys: ['email'], organizationId: null })
    data.tenants.save(changed)
    expect(data.tenants.get(TENANT_ID)).toEqual(changed)
  })

  it('are found by exact name only while they are not archived', () => {
    expect(data.tenants.findByName('Contoso DEV')?.id).toBe(TENANT_ID)
    expect(data.tenants.findByName('contoso dev')).toBeNull()
    data.tenants.save(aTenant({ archivedAt: '2026-03-02T00:00:00.000Z' }))
    expect(data.tenants.findByName('Contoso DEV')).toBeNull()
    expect(data.tenants.list()).toEqual([])
    expect(data.tenants.list({ withArchived: true })).toHaveLength(1)
  })

  it('share a name only with archived ones', () => {
    const namesake = aTenant({ id: uuid() })
    expect(() => data.tenants.save(namesake)).toThrow(/UNIQUE/)
    data.tenants.save(aTenant({ archivedAt: '2026-03-02T00:00:00.000Z' }))
    expect(() => data.tenants.save(namesake)).not.toThrow()
  })

  it('list the sandbox first, then in the order they were added', () => {
    data.tenants.save(aTenant({ id: uuid(), name: 'later', createdAt: '2026-03-05T00:00:00.000Z' }))
    data.tenants.save(aTenant({ id: uuid(), name: 'sandbox', kind: 'sandbox', createdAt: '2026-03-09T00:00:00.000Z' }))
    expect(data.tenants.list().map(({ name }) => name)).toEqual(['sandbox', 'Contoso DEV', 'later'])
  })

  it('have one active among them', () => {
    expect(data.tenants.activeId()).toBeNull()
    const other = aTenant({ id: uuid(), name: 'other' })
    data.tenants.save(other)
    data.tenants.setActive(TENANT_ID)
    data.tenants.setActive(other.id)
    expect(data.tenants.activeId()).toBe(other.id)
    expect(() => data.tenants.setActive(uuid())).toThrow(/FOREIGN KEY/)
  })
})

describe('leads', () => {
  const domains = (...names: readonly string[]) => names.map((domain) => aLead({ domain }))

  it('come back as they were saved', () => {
    const lead = aLead({ spf: null, dkim: true, nameservers: [], readinessScore: null })
    data.leads.saveAll([lead])
    expect(data.leads.get(lead.domain)).toEqual(lead)
    expect(data.leads.get('nobody.example')).toBeNull()
  })

  it('are counted as imported once and as updated ever after, their sync state kept', () => {
    expect(data.leads.saveAll(domains('a.example', 'b.example'))).toEqual({ imported: 2, updated: 0 })
    data.leads.saveSyncState(aScope(), 'a.example', aSyncState())
    expect(data.leads.saveAll(domains('a.example', 'c.example', 'a.example'))).toEqual({ imported: 1, updated: 2 })
    expect(data.leads.syncState(aScope(), 'a.example')).toEqual(aSyncState())
  })

  it('keep the same sync state whether or not it is said what they had before', () => {
    data.leads.saveAll(domains('a.example', 'b.example', 'c.example'))
    const before = aSyncState({ status: 'queued', warnings: ['differs'] })
    const steps = [
      { status: 'in_progress', attemptCount: 4 },
      { status: 'error', error: 'It failed.' },
      { status: 'synced', lastAt: '2026-02-01T00:00:00.000Z', warnings: [] },
    ] as const
    data.leads.saveSyncState(aScope(), 'a.example', before)
    data.leads.saveSyncState(aScope(), 'b.example', before)
    let state = before
    for (const step of steps) {
      const after = { ...state, ...step, warnings: 'warnings' in step ? [...step.warnings] : state.warnings }
      data.leads.saveSyncState(aScope(), 'a.example', after)
      // `c` has no row at first: nobody ever queued it.
      for (const domain of ['b.example', 'c.example']) data.leads.saveSyncState(aScope(), domain, after, state)
      state = after
      const kept = ['a.example', 'b.example', 'c.example'].map((domain) => data.leads.syncState(aScope(), domain))
      expect(kept).toEqual([after, after, after])
    }
  })

  it('are found by what people type, Turkish letters and LIKE wildcards included', () => {
    data.leads.saveAll([
      aLead({ domain: 'k.example', companyName: 'Karaçam İNŞAAT Sığınak' }),
      aLead({ domain: 'p.example', companyName: '100% Örnek_A.Ş.' }),
    ])
    const found = (search: string) =>
      data.leads.page(aScope(), aLeadQuery({ search })).items.map(({ domain }) => domain)
    expect(['karacam insaat', 'KARAÇAM', 'sıgınak', 'SIĞINAK'].map(found)).toEqual(Array(4).fill(['k.example']))
    expect(found('100%')).toEqual(['p.example'])
    expect(found('k_a')).toEqual(['p.example'])
    expect(found('%')).toEqual(['p.example'])
    expect(found(String.raw`\ `.trim())).toEqual([])
    expect(found('P.EXAMPLE')).toEqual(['p.example'])
  })

  it('answer any search text without an error and without a change', () => {
    data.leads.saveAll(domains('a.example'))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (search) => {
        const { total, items } = data.leads.page(aScope(), aLeadQuery({ search }))
        expect(total).toBe(items.length)
        expect(data.leads.get('a.example')).not.toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it('are paged in every order, empty values last, with the badge words counted over all', () => {
    data.leads.saveAll([
      aLead({ domain: 'a.example', companyName: 'Zeta', readinessScore: 5, priorityScore: null }),
      aLead({ domain: 'b.example', companyName: null, readinessScore: null, priorityScore: 1 }),
      aLead({ domain: 'c.example', companyName: 'çelik', readinessScore: 90, priorityScore: 7 }),
    ])
    data.leads.saveSyncState(aScope(), 'b.example', aSyncState({ lastAt: '2026-01-01T00:00:00.000Z' }))
    data.leads.saveSyncState(aScope(), 'c.example', aSyncState({ status: 'pending', lastAt: null }))
    const order = (query: Parameters<typeof aLeadQuery>[0]) =>
      data.leads
        .page(aScope(), aLeadQuery(query))
        .items.map(({ domain }) => domain.charAt(0))
        .join('')
    expect(order({ sort: 'domain', descending: true })).toBe('cba')
    expect(order({ sort: 'companyName' })).toBe('cab')
    expect(order({ sort: 'companyName', descending: true })).toBe('acb')
    expect(order({ sort: 'readinessScore', descending: true })).toBe('cab')
    expect(order({ sort: 'priorityScore' })).toBe('bca')
    expect(order({ sort: 'lastAt' })).toBe('bac')
    expect(order({ sort: 'badge', descending: true })).toBe('bac')
    expect(order({ sort: 'domain', offset: 1, limit: 1 })).toBe('b')
    expect(order({ badge: 'not_synced' })).toBe('ca')
    const page = data.leads.page(aScope(), aLeadQuery({ badge: 'synced' }))
    expect(page.total).toBe(1)
    expect(page.countsByBadge).toMatchObject({ not_synced: 2, synced: 1, error: 0 })
  })

  it('are named page by page, by stored words and badge words alike', () => {
    data.leads.saveAll(domains('c.example', 'b.example', 'a.example'))
    data.leads.saveSyncState(aScope(), 'b.example', aSyncState({ status: 'error' }))
    data.leads.saveSyncState(aScope(), 'a.example', aSyncState({ status: 'pending' }))
    const named = (status: string | null, after = '') => data.leads.domainsAfter(aScope(), { status, after, limit: 2 })
    expect(named(null)).toEqual(['a.example', 'b.example'])
    expect(named(null, 'b.example')).toEqual(['c.example'])
    expect(named('not_synced')).toEqual(['a.example', 'c.example'])
    expect(named('pending')).toEqual(['a.example', 'c.example'])
    expect(named('error')).toEqual(['b.example'])
    expect(named(`x') OR ('1'='1`)).toEqual([])
  })

  it('keep the D365 side apart per tenant and organisation', () => {
    data.leads.saveAll([aLead()])
    const { domain } = aLead()
    const other = aScope({ organizationId: uuid() })
    data.leads.saveSyncState(aScope(), domain, aSyncState())
    expect(data.leads.syncState(other, domain)).toEqual(NEVER_SYNCED)
    expect(data.leads.companyRow(other, domain)).toMatchObject({ d365_lead_id: null, d365_sync_status: 'pending' })
    expect(data.leads.companyRow(aScope(), domain)).toMatchObject({ d365_sync_status: 'synced' })
  })

  it('bring the state noted before the organisation was known along, but never over what it already says', () => {
    data.leads.saveAll(domains('a.example', 'b.example', 'c.example'))
    const before = aScope({ organizationId: '' })
    data.leads.saveSyncState(before, 'a.example', aSyncState({ status: 'error' }))
    data.leads.saveSyncState(before, 'b.example', aSyncState({ status: 'error' }))
    data.leads.saveSyncState(aScope(), 'b.example', aSyncState({ status: 'synced' }))
    data.leads.saveSyncState(before, 'c.example', aSyncState({ status: 'conflict' }))
    const portions = [2, 2, 2].map((most) => data.leads.adoptScope(TENANT_ID, ORGANIZATION_ID, most))
    expect(portions).toEqual([true, true, false])
    expect(data.leads.syncState(aScope(), 'c.example').status).toBe('conflict')
    expect(data.leads.syncState(aScope(), 'a.example').status).toBe('error')
    expect(data.leads.syncState(aScope(), 'b.example').status).toBe('synced')
    expect(data.leads.syncState(before, 'a.example')).toEqual(NEVER_SYNCED)
  })
})

describe('test leads', () => {
  const test = aLead({ domain: 'c1-c3a0de11.hunter-test.invalid' })

  it('are in no list, count or push, yet have a row the runbook can read', () => {
    data.tenants.setActive(TENANT_ID)
    data.leads.saveTestLead(test, RUN_ID)
    const page = data.leads.page(aScope(), aLeadQuery())
    expect([page.total, page.countsByBadge.not_synced]).toEqual([0, 0])
    expect(data.leads.domainsAfter(aScope(), { status: null, after: '', limit: 10 })).toEqual([])
    expect(data.leads.companyRow(aScope(), test.domain)).toMatchObject({ domain: test.domain })
    expect(data.leads.ownerOf(test.domain)).toBe(RUN_ID)
  })

  it('go with their run, state included, and take no other lead along', () => {
    data.leads.saveAll([aLead()])
    data.leads.saveTestLead(test, RUN_ID)
    data.leads.saveTestLead({ ...test, domain: 'c1-other.hunter-test.invalid' }, uuid())
    data.leads.saveSyncState(aScope(), test.domain, aSyncState())
    data.leads.removeTestLeads(RUN_ID)
    expect(data.leads.get(test.domain)).toBeNull()
    expect(data.leads.syncState(aScope(), test.domain)).toEqual(NEVER_SYNCED)
    expect(data.leads.get('c1-other.hunter-test.invalid')).not.toBeNull()
    expect(data.leads.get(aLead().domain)).not.toBeNull()
  })

  it('never take over a lead that was imported', () => {
    data.leads.saveAll([aLead()])
    expect(() => data.leads.saveTestLead(aLead({ companyName: 'Mine' }), RUN_ID)).toThrow(/own test leads only/)
    expect(data.leads.get(aLead().domain)).toEqual(aLead())
  })
})

describe('the audit trail', () => {
  it('moves attempts on by id and lists the open ones of every lead', () => {
    const waiting = anAttempt({ id: uuid(), domain: 'b.example', state: 'waiting', delayMs: 60_000.5 })
    data.attempts.save(anAttempt())
    data.attempts.save(waiting)
    expect(data.attempts.listOpen()).toEqual([anAttempt(), waiting])
    const failure = { kind: 'Cancelled', message: 'stopped' } as const
    const ended = anAttempt({
      state: 'failed',
      failure,
      serviceRequestIds: ['x'],
      finishedAt: '2026-03-01T12:00:01.000Z',
    })
    data.attempts.save(ended)
    expect(data.attempts.listFor(TENANT_ID, ended.domain)).toEqual([ended])
    expect(data.attempts.listOpen()).toEqual([waiting])
  })

  it('lists runs newest first, by what is asked', () => {
    const check = aRun({ id: uuid(), kind: 'check', parentId: RUN_ID, status: 'passed', result: { ok: true } })
    data.runs.save(check)
    data.runs.save(aRun({ status: 'failed', result: [1, 'two', null] }))
    expect(data.runs.list({}).map(({ id }) => id)).toEqual([check.id, RUN_ID])
    expect(data.runs.list({ kind: 'check', status: 'passed', tenantId: TENANT_ID, limit: 1 })).toEqual([check])
    expect(data.runs.get(RUN_ID)).toMatchObject({ status: 'failed', result: [1, 'two', null] })
  })

  it('keeps evidence in the order it was seen', () => {
    const second = anEvidence({ id: uuid(), step: 'C1/read' })
    data.runs.saveEvidence(anEvidence())
    data.runs.saveEvidence(second)
    expect(data.runs.evidenceOf(RUN_ID)).toEqual([anEvidence(), second])
    expect(data.runs.evidence(second.id)).toEqual(second)
    expect(data.runs.evidence(uuid())).toBeNull()
  })

  it('knows which test records a run still has to delete', () => {
    const second = aTestRecord({ d365LeadId: uuid(), domain: 'c2.hunter-test.invalid' })
    data.runs.saveTestRecord(aTestRecord())
    data.runs.saveTestRecord(second)
    data.runs.markTestRecordDeleted(second.d365LeadId, '2026-03-01T12:05:00.000Z')
    expect(data.runs.testRecords({ runId: RUN_ID, open: true })).toEqual([aTestRecord()])
    expect(data.runs.testRecords({ open: false })).toMatchObject([{ deletedAt: '2026-03-01T12:05:00.000Z' }])
    expect(data.runs.testRecords({ runId: uuid() })).toEqual([])
  })

  it('numbers activity and pages it from the newest back', () => {
    const { sequence: _given, ...happening } = anActivityEvent()
    const events = ['a.example', 'b.example', 'a.example'].map((domain) =>
      data.activity.append({ ...happening, domain }),
    )
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(data.activity.list({ limit: 2 })).toEqual([events[2], events[1]])
    expect(data.activity.list({ domain: 'a.example', beforeSequence: 3, limit: 9 })).toEqual([events[0]])
    expect(data.activity.list({ tenantId: uuid(), limit: 9 })).toEqual([])
  })

  it('hands out the newest attestation of each row', () => {
    data.attestations.save(anAttestation({ note: 'first' }))
    data.attestations.save(anAttestation({ row: 'P2' }))
    data.attestations.save(anAttestation({ note: 'second' }))
    expect(data.attestations.listFor(TENANT_ID).map(({ row, note }) => [row, note])).toEqual([
      ['P1', 'second'],
      ['P2', ''],
    ])
  })

  it('names its decision chain once and keeps entries as given', () => {
    expect(data.decisions.chainId()).toBe(data.decisions.chainId())
    const second = aDecisionEntry({ sequence: 2 }, { signature: 'c2ln', publicKey: 'a2V5' })
    data.decisions.append(aDecisionEntry())
    data.decisions.append(second)
    expect(data.decisions.list()).toEqual([aDecisionEntry(), second])
    expect(() => data.decisions.append(second)).toThrow(/UNIQUE/)
  })
})

it('does all of a transaction or nothing, references judged at its end', () => {
  const run = aRun({ id: uuid() })
  data.transaction(() => {
    data.attempts.save(anAttempt({ runId: run.id }))
    data.runs.save(run)
  })
  expect(data.attempts.listOpen()).toHaveLength(1)
  const half = () =>
    data.transaction(() => {
      data.settings.set('half', 'done')
      throw new Error('stop')
    })
  expect(half).toThrow('stop')
  expect(data.settings.get('half')).toBeNull()
  expect(() => data.attempts.save(anAttempt({ id: uuid(), runId: uuid() }))).toThrow(/FOREIGN KEY/)
})
