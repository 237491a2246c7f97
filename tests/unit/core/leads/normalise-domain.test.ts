import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseDomain } from '../../../../src/core/leads/normalise-domain.ts'

const valueOf = (text: string) => {
  const domain = normaliseDomain(text)
  return domain.ok ? domain.value : null
}

describe('a domain is normalised', () => {
  it.each([
    ['acme.example', 'acme.example'],
    ['ACME.Example', 'acme.example'],
    ['  acme.example ', 'acme.example'],
    ['www.acme.example', 'acme.example'],
    ['WWW.acme.example.', 'acme.example'],
    ['www.www.acme.example', 'acme.example'],
    ['www.com', 'www.com'],
    ['www2.acme.example', 'www2.acme.example'],
    ['İzmir.example', 'xn--izmir-7fd.example'],
    ['xn--izmir-7fd.example', 'xn--izmir-7fd.example'],
    ['straße.example', 'xn--strae-oqa.example'],
    ['acme。example', 'acme.example'],
    ['1und1.example', '1und1.example'],
    ['a-b.co.uk', 'a-b.co.uk'],
  ])('%s becomes %s', (given, expected) => {
    expect(valueOf(given)).toBe(expected)
  })

  it.each([
    '',
    '   ',
    'localhost',
    'https://acme.example',
    'acme.example/path',
    'info@acme.example',
    'acme.example:443',
    'acme example.com',
    '%61cme.example',
    'acme..example',
    '.acme.example',
    '-acme.example',
    'acme-.example',
    'ac_me.example',
    '127.0.0.1',
    '0x7f.1',
    '1.2',
    '[::1]',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
    'acme.example\u0000',
    "acme'.example",
  ])('"%s" is refused with a reason', (given) => {
    const domain = normaliseDomain(given)
    expect(domain.ok).toBe(false)
    expect(domain.ok ? '' : domain.failure).toMatch(/\w.*\.$/s)
  })

  it('twice is the same as once, for whatever passes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' }), fc.webUrl()), (text) => {
        const once = valueOf(text)
        if (once === null) return
        expect(valueOf(once)).toBe(once)
        expect(valueOf(`www.${once}.`)).toBe(once)
        expect(once).toMatch(/^[a-z0-9.-]{1,253}$/)
      }),
    )
  })
})
