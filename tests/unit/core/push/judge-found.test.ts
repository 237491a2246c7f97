import { describe, expect, it } from 'vitest'
import type { LeadRecord } from '../../../../src/core/d365/d365-client.ts'
import { judgeFound } from '../../../../src/core/push/judge-found.ts'
import { ACME_LEAD_ID, aLead } from '../../../support/builders.ts'

const OTHER_ID = '11111111-2222-ee11-9ae4-000d3a123456'
const lead = aLead()

const aRecord = (columns: Record<string, unknown> = {}, leadId = OTHER_ID): LeadRecord => ({
  leadId,
  etag: null,
  columns: {
    subject: 'Hunter: acme.example',
    companyname: 'Acme Yazılım A.Ş.',
    websiteurl: 'https://acme.example',
    emailaddress1: null,
    statecode: 0,
    ...columns,
  },
})
const judge = (own: LeadRecord | null, matches: LeadRecord[] = [], isKnownOurs = false) =>
  judgeFound(lead, { own: own === null ? null : { record: own, generation: 0 }, matches }, () => isKnownOurs)

describe('a row under one of our ids', () => {
  it.each([
    ['as it was sent', {}],
    ['closed', { statecode: 2 }],
    ['with another subject, renamed by a person', { subject: 'Acme renewal' }],
    ['with another company name', { companyname: 'Acme Holding' }],
  ])('%s is ours', (_how, columns) => {
    expect(judge(aRecord(columns, ACME_LEAD_ID))).toMatchObject({ kind: 'ours', generation: 0, matchedBy: 'id' })
  })

  it('that holds somebody else is a conflict, not a success', () => {
    const foreign = aRecord({ subject: 'Fabrikam', websiteurl: 'https://fabrikam.example' }, ACME_LEAD_ID)
    expect(judge(foreign)).toMatchObject({ kind: 'conflict', candidates: [{ d365LeadId: ACME_LEAD_ID }] })
  })

  it('that D365 once confirmed to us is ours, whatever people made of it since', () => {
    expect(judge(aRecord({ subject: 'Renamed', websiteurl: null }, ACME_LEAD_ID), [], true).kind).toBe('ours')
  })
})

describe('rows that the match keys hit', () => {
  it('none: the lead is new', () => {
    expect(judge(null)).toEqual({ kind: 'none' })
  })

  it.each([
    ['the exact subject', {}],
    ['the subject in other case', { subject: 'HUNTER: ACME.example' }],
    ['the same name, punctuated differently', { companyname: 'ACME YAZILIM AŞ' }],
    ['the domain for a name, as Hunter writes it', { companyname: 'acme.example' }],
    ['no name at all', { companyname: null }],
    ['no website', { websiteurl: null }],
  ])('one open lead with %s is adopted', (_what, columns) => {
    expect(judge(null, [aRecord(columns)])).toMatchObject({ kind: 'ours', generation: null, matchedBy: 'subject' })
  })

  it.each([
    ['the website only', { subject: 'Web enquiry' }, 'website', true],
    ['the e-mail only', { subject: 'Enquiry', websiteurl: null, emailaddress1: 'info@acme.example' }, 'email', true],
    ['the subject, but closed', { statecode: 1 }, 'subject', false],
    ["the subject, but another company's name", { companyname: 'Fabrikam' }, 'subject', true],
    ['a subject that only begins like ours', { subject: 'Hunter: acme.example.com' }, 'website', true],
  ])('a lead with %s is for the admin to decide', (_what, columns, matchedBy, isOpen) => {
    expect(judge(null, [aRecord(columns)])).toMatchObject({
      kind: 'conflict',
      candidates: [{ d365LeadId: OTHER_ID, matchedBy, isOpen }],
    })
  })

  it('two leads are a conflict that names both, even when one is exact', () => {
    const second = aRecord({ subject: 'Other' }, '22222222-2222-ee11-9ae4-000d3a123456')
    const judged = judge(null, [aRecord(), second])
    expect(judged.kind === 'conflict' && judged.candidates).toHaveLength(2)
  })

  it('one lead hit by two keys is one lead', () => {
    expect(judge(null, [aRecord(), aRecord({}, OTHER_ID.toUpperCase())]).kind).toBe('ours')
  })
})
