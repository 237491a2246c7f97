import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, digestEvidence, hashEntry, shortCode } from '../../../../src/core/gate/canonical-entry.ts'
import { aDecisionBody } from '../../../support/builders.ts'

describe('canonicalJson', () => {
  it('follows the examples of RFC 8785', () => {
    // Section 3.2.2 (strings, numbers, literals) and 3.2.3 (sorting by UTF-16 code units).
    expect(
      canonicalJson({
        numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27],
        string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\u0022/",
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    expect(
      Object.keys(
        JSON.parse(
          canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }),
        ) as object,
      ),
    ).toEqual(['1', '\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'])
  })

  it('gives one text for one value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed())
        expect(canonicalJson(turned)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe('hashEntry', () => {
  it('is SHA-256 over the domain and the canonical body, so that anyone can compute it again', () => {
    const body = aDecisionBody()
    const text = `hunter-d365-console/decision-entry/v1\n${canonicalJson(body)}`
    expect(hashEntry(body)).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('never equals the digest of evidence with the same content', () => {
    expect(hashEntry(aDecisionBody())).not.toBe(digestEvidence(aDecisionBody()))
  })

  it('has a short code that names the entry', () => {
    expect(shortCode({ sequence: 12, hash: '0123456789abcdef'.repeat(4) })).toBe('12-0123-4567-89ab')
  })
})
