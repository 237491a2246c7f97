import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NEVER_SYNCED } from '../../../../src/shared/model/lead.ts'
import { mapLead } from '../../../../src/core/leads/map-lead.ts'
import { MAPPING_PROFILES } from '../../../../src/core/leads/mapping-profiles.ts'
import { priorityScore } from '../../../../src/core/leads/priority-score.ts'
import { aLead, aSyncState } from '../../../support/builders.ts'

describe('the profile hnt', () => {
  it("gives the tenant's columns and the integers of its choices, and leaves out what the lead does not say", () => {
    const lead = aLead({ tenantSize: 'Large', referralId: 'R-1', azureTenantId: 'T-1', infrastructureSummary: 'On X' })
    expect(mapLead(lead, MAPPING_PROFILES.hnt, NEVER_SYNCED)).toEqual({
      faults: [],
      body: {
        subject: 'Hunter: acme.example',
        companyname: 'Acme Yazılım A.Ş.',
        websiteurl: 'https://acme.example',
        emailaddress1: 'info@acme.example',
        hnt_finalscore: 80,
        hnt_priorityscore: 2,
        hnt_provider: 'M365',
        hnt_huntertenantsize: 816_940_002,
        hnt_infrasummary: 'On X',
        hnt_referralid: 'R-1',
        hnt_tenantid: 'T-1',
        hnt_source: 816_940_000,
        hnt_processingstatus: 816_940_000,
        hnt_m365fitscore: 80,
        hnt_syncattemptcount: 0,
      },
    })
    const bare = aLead({ contactEmail: null, provider: null, readinessScore: null, priorityScore: null, segment: null })
    expect(Object.keys(mapLead(bare, MAPPING_PROFILES.hnt, NEVER_SYNCED).body)).toEqual([
      'subject',
      'companyname',
      'websiteurl',
      'hnt_priorityscore',
      'hnt_source',
      'hnt_processingstatus',
      'hnt_syncattemptcount',
    ])
  })

  it('tells the state before the push, as Hunter does', () => {
    const body = mapLead(
      aLead(),
      MAPPING_PROFILES.hnt,
      aSyncState({ status: 'error', error: 'It broke.', attemptCount: 3 }),
    ).body
    expect(body).toMatchObject({
      hnt_processingstatus: 816_940_003,
      hnt_syncattemptcount: 3,
      hnt_syncerrormessage: 'It broke.',
      hnt_lastsynctime: '2026-03-01T12:00:00.000Z',
    })
  })

  it('gives a fit score to Microsoft 365 customers only', () => {
    expect(mapLead(aLead({ provider: 'Google' }), MAPPING_PROFILES.hnt, NEVER_SYNCED).body).not.toHaveProperty(
      'hnt_m365fitscore',
    )
  })
})

describe('the other profiles', () => {
  it("hunter fills the runbook's four columns, standard none", () => {
    const standard = mapLead(aLead(), MAPPING_PROFILES.standard, NEVER_SYNCED).body
    expect(Object.keys(standard)).toEqual(['subject', 'companyname', 'websiteurl', 'emailaddress1'])
    expect(mapLead(aLead(), MAPPING_PROFILES.hunter, NEVER_SYNCED).body).toEqual({
      ...standard,
      hunter_score: 80,
      hunter_segment: 'Migration',
      hunter_priority: 2,
      hunter_domain: 'acme.example',
    })
  })
})

describe('a lead that D365 would refuse', () => {
  it.each([
    ['a company name of 101 characters', aLead({ companyName: 'ş'.repeat(101) }), /companyname: .*101.*100/],
    ['an e-mail that is none', aLead({ contactEmail: 'info at acme' }), /emailaddress1: .* no e-mail address/],
    ['an e-mail with two hosts', aLead({ contactEmail: 'a@b@acme.example' }), /emailaddress1/],
    [
      'a size the tenant does not know',
      aLead({ tenantSize: 'gigantic' }),
      /huntertenantsize: "gigantic" is none of small/,
    ],
    ['a size named like a member of every object', aLead({ tenantSize: 'constructor' }), /none of small/],
    ['a score of 101', aLead({ readinessScore: 101 }), /hnt_finalscore: 101 is outside 0 to 100/],
    ['a control character', aLead({ companyName: 'Ac\u0008me' }), /companyname: .*control character/],
    ['half an emoji', aLead({ companyName: 'Acme \ud83d' }), /companyname/],
    ['no domain', aLead({ domain: ' ' }), /no domain/],
    [
      'a domain too long for the subject',
      aLead({ domain: `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.de` }),
      /subject: .*200/,
    ],
  ])('%s is told in a sentence, and that value is not in the body', (_what, lead, fault) => {
    const mapped = mapLead(lead, MAPPING_PROFILES.hnt, NEVER_SYNCED)
    expect(mapped.faults.join(' ')).toMatch(fault)
  })

  it.each(['Acme 🚀 A.Ş.', 'İĞÜŞÖÇ ığüşöç', 'x'.repeat(100)])('but "%s" is a name like any other', (companyName) => {
    expect(mapLead(aLead({ companyName }), MAPPING_PROFILES.hnt, NEVER_SYNCED)).toMatchObject({
      faults: [],
      body: { companyname: companyName },
    })
  })

  it('is never made to fit: every text in a body is the text of the lead', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (companyName) => {
        const { body, faults } = mapLead(aLead({ companyName }), MAPPING_PROFILES.hnt, NEVER_SYNCED)
        if ('companyname' in body) expect(body['companyname']).toBe(companyName)
        else expect(companyName === '' || faults.length > 0).toBe(true)
      }),
    )
  })
})

describe("Hunter's priority", () => {
  it.each([
    ['Migration', 80, 1],
    ['Migration', 70, 2],
    ['Migration', 60, 3],
    ['Migration', 59, 4],
    ['Existing', 70, 3],
    ['Existing', 50, 4],
    ['Existing', 30, 5],
    ['Existing', 29, 6],
    ['Cold', 40, 5],
    ['Cold', 20, 6],
    ['Cold', 19, 7],
    ['Skip', 99, 7],
    [null, 99, 7],
    ['constructor', 99, 7],
    ['Migration', null, 7],
  ])('of %s with %s is %s', (segment, score, priority) => {
    expect(priorityScore(segment, score)).toBe(priority)
  })
})
