import fc from 'fast-check'
import { v5 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { generationsToAsk, isGuid, leadIdFor, nextGeneration } from '../../../../src/core/leads/lead-id.ts'

const ORGANIZATION = '9d0b7b3a-5c1e-4f7a-8a6e-0f2d5b1c7e44'

describe('the id of a lead', () => {
  it('is the one the specification gives for its two examples', () => {
    expect(leadIdFor(ORGANIZATION, 'acme.example', 0)).toBe('3ebc1afc-f8cc-55a8-b8e1-1ee105fdb328')
    expect(leadIdFor(ORGANIZATION, 'acme.example', 2)).toBe('2441d83c-ee34-5655-a0d4-6b7d85ff74e8')
  })

  it('is version 5 of RFC 9562, whatever the organisation and the domain', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'binary' }), (organization, domain) => {
        const namespace = Buffer.from(organization.replaceAll('-', ''), 'hex')
        expect(leadIdFor(organization, domain, 0)).toBe(v5(`lead:${domain}`, namespace))
        expect(leadIdFor(organization, domain, 2)).toBe(v5(`lead:${domain}#2`, namespace))
      }),
    )
  })

  it('does not depend on how the organisation id is written', () => {
    expect(leadIdFor(ORGANIZATION.toUpperCase(), 'acme.example', 0)).toBe(leadIdFor(ORGANIZATION, 'acme.example', 0))
  })

  it("takes Dataverse's sequential GUIDs, whose version digit no RFC knows", () => {
    expect(leadIdFor('a1b2c3d4-1234-ee11-9ae4-000d3a123456', 'acme.example', 0)).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('differs for every organisation, domain and generation', () => {
    const inputs = fc.tuple(fc.uuid(), fc.domain(), fc.constantFrom(0, 2, 3, 4))
    fc.assert(
      fc.property(inputs, inputs, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other)
        expect(leadIdFor(...one) === leadIdFor(...other)).toBe(isSame)
        expect(isGuid(leadIdFor(...one))).toBe(true)
      }),
    )
  })

  it('cannot be made without an organisation', () => {
    expect(() => leadIdFor('', 'acme.example', 0)).toThrow(/GUID/)
  })
})

describe('generations', () => {
  it('go 0, 2, 3, 4', () => {
    expect([0, 2, 3].map(nextGeneration)).toEqual([2, 3, 4])
  })

  it('are asked for up to one beyond the highest used', () => {
    expect(generationsToAsk(0)).toEqual([0, 2])
    expect(generationsToAsk(2)).toEqual([0, 2, 3])
    expect(generationsToAsk(4)).toEqual([0, 2, 3, 4, 5])
  })
})
