import { describe, expect, it } from 'vitest'
import { MAPPING_PROFILES } from '../../../../src/core/leads/mapping-profiles.ts'
import { compareReadBack } from '../../../../src/core/push/compare-read-back.ts'

const compare = (sent: Record<string, string | number>, found: Record<string, unknown>) =>
  compareReadBack(sent, found, MAPPING_PROFILES.hnt)

describe('reading back', () => {
  it.each([
    ['a number as text', { hnt_finalscore: 80 }, { hnt_finalscore: '80' }],
    [
      'a time without fractions',
      { hnt_lastsynctime: '2026-03-01T12:00:00.987Z' },
      { hnt_lastsynctime: '2026-03-01T12:00:00Z' },
    ],
    [
      'a time in another zone',
      { hnt_lastsynctime: '2026-03-01T12:00:00Z' },
      { hnt_lastsynctime: '2026-03-01T15:00:00+03:00' },
    ],
    ['a trimmed text', { companyname: ' Acme ' }, { companyname: 'Acme' }],
    ['other line ends', { hnt_infrasummary: 'a\r\nb' }, { hnt_infrasummary: 'a\nb' }],
    ['a letter composed differently', { companyname: 'Yazılım Ş' }, { companyname: 'Yazılım S\u0327' }],
    ['an e-mail in other case', { emailaddress1: 'Info@Acme.example' }, { emailaddress1: 'info@acme.example' }],
    ['a URL with a slash', { websiteurl: 'https://acme.example' }, { websiteurl: 'https://acme.example/' }],
    [
      'columns nobody sent',
      { subject: 'Hunter: a.example' },
      { subject: 'Hunter: a.example', companyname: 'B', hnt_segment: 1 },
    ],
  ])('%s is no difference', (_what, sent, found) => {
    expect(compare(sent, found)).toEqual([])
  })

  it('names a column that holds something else, with both values', () => {
    expect(compare({ companyname: 'Acme', hnt_finalscore: 80 }, { companyname: 'Acm', hnt_finalscore: 80 })).toEqual([
      { column: 'companyname', text: 'companyname: sent "Acme", D365 has "Acm".' },
    ])
  })

  it('counts a column that D365 does not hold as different', () => {
    expect(compare({ hnt_finalscore: 0, hnt_provider: 'M365' }, { hnt_provider: null })).toEqual([
      { column: 'hnt_finalscore', text: 'hnt_finalscore: sent 0, D365 has nothing.' },
      { column: 'hnt_provider', text: 'hnt_provider: sent "M365", D365 has nothing.' },
    ])
  })

  it('does not repeat an e-mail address', () => {
    const [difference] = compare({ emailaddress1: 'a@acme.example' }, { emailaddress1: 'b@acme.example' })
    expect(difference?.text).toBe('emailaddress1 is another one in D365.')
  })
})
