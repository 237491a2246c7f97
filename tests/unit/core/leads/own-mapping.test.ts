import { describe, expect, it } from 'vitest'
import { mapLead } from '../../../../src/core/leads/map-lead.ts'
import { columnsOfTenant } from '../../../../src/core/leads/mapping-profiles.ts'
import { NEVER_SYNCED } from '../../../../src/shared/model/lead.ts'
import { OwnMappingSchema, type OwnColumn } from '../../../../src/shared/model/mapping.ts'
import { aLead } from '../../../support/builders.ts'

const column = (over: Partial<OwnColumn>): OwnColumn => ({
  field: 'provider',
  column: 'contoso_provider',
  kind: 'text',
  maxLength: null,
  min: null,
  max: null,
  choices: null,
  ...over,
})
const mapped = (columns: readonly OwnColumn[], lead = aLead()) =>
  mapLead(lead, columnsOfTenant({ mappingProfile: 'own', ownMapping: { columns: [...columns] } }), NEVER_SYNCED)

describe("the admin's own profile", () => {
  it('adds the chosen columns to those by which a push knows its own lead again', () => {
    const { body, faults } = mapped(
      [
        column({ field: 'readinessScore', column: 'contoso_score', kind: 'integer', min: 0, max: 100 }),
        column({ field: 'segment', column: 'contoso_segment', kind: 'choice', choices: { migration: 7, cold: 8 } }),
        column({ field: 'spf', column: 'contoso_spf', kind: 'boolean' }),
        column({ field: 'dkim', column: 'contoso_dkim' }),
        column({ field: 'expiresAt', column: 'contoso_expires', kind: 'date-time' }),
        column({ field: 'nameservers', column: 'contoso_ns', kind: 'memo' }),
        column({ field: 'reason', column: 'contoso_reason' }),
      ],
      aLead({
        domain: 'acme.example',
        companyName: 'Acme',
        contactEmail: null,
        readinessScore: 80,
        segment: 'Migration',
        spf: true,
        dkim: false,
        expiresAt: '2028-05-03',
        nameservers: ['ns1.acme.example', 'ns2.acme.example'],
        reason: null,
      }),
    )
    expect(faults).toEqual([])
    expect(body).toEqual({
      subject: 'Hunter: acme.example',
      companyname: 'Acme',
      websiteurl: 'https://acme.example',
      contoso_score: 80,
      contoso_segment: 7,
      contoso_spf: true,
      contoso_dkim: 'No',
      contoso_expires: '2028-05-03T00:00:00Z',
      contoso_ns: 'ns1.acme.example, ns2.acme.example',
    })
  })

  it('holds a lead back whose value its column would refuse, naming column and limit', () => {
    const lead = aLead({ provider: 'A provider with a long name', segment: 'Skip', readinessScore: 80 })
    const { faults } = mapped(
      [
        column({ maxLength: 10 }),
        column({ field: 'segment', column: 'contoso_segment', kind: 'choice', choices: { migration: 7 } }),
        column({ field: 'readinessScore', column: 'contoso_score', kind: 'integer', min: 0, max: 50 }),
      ],
      lead,
    )
    expect(faults).toEqual([
      'contoso_provider: the text is 27 characters long; D365 takes 10.',
      'contoso_segment: "Skip" is none of migration.',
      'contoso_score: 80 is outside 0 to 50.',
    ])
  })

  it('cannot name a column twice, nor one by which a push recognises its lead', () => {
    expect(OwnMappingSchema.safeParse({ columns: [column({}), column({ field: 'country' })] }).success).toBe(false)
    expect(OwnMappingSchema.safeParse({ columns: [column({ column: 'subject' })] }).success).toBe(false)
    expect(OwnMappingSchema.safeParse({ columns: [column({})] }).success).toBe(true)
  })
})
