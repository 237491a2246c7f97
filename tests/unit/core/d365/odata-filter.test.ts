import { describe, expect, it } from 'vitest'
import { allOf, anyOf, equals, equalsGuid, queryString } from '../../../../src/core/d365/odata-filter.ts'
import { fc, test } from './properties.ts'

/** What a server sees: the parameter, then the literal inside its quotes with doubled quotes undone. */
const literalSeen = (query: string): string | null => {
  const filter = new URL(`https://server.example/leads${query}`).searchParams.get('$filter') ?? ''
  const literal = /^subject eq '((?:[^']|'')*)'$/s.exec(filter)?.[1]
  return literal === undefined ? null : literal.replaceAll("''", "'")
}

describe('a value in a filter', () => {
  it.each([
    "O'Brien",
    "' or 1 eq 1 or '",
    "x') or contains(subject,'",
    'a&$top=1',
    'a#b?c/d',
    '100 %',
    'a+b',
    'Çağrı Şirketi ₺',
    "''",
    '\u0000\n',
    '😀',
  ])('%j reaches the server as that very text and nothing more', (value) => {
    const query = queryString({ $filter: equals('subject', value), $top: 5 })
    expect(literalSeen(query)).toBe(value)
    expect(new URL(`https://server.example/${query}`).searchParams.getAll('$top')).toEqual(['5'])
  })

  test('cannot leave its literal', [fc.string({ unit: 'grapheme' })], (value) => {
    expect(literalSeen(queryString({ $filter: equals('subject', value) }))).toBe(value)
  })

  it('of half a character is sent as the replacement character instead of breaking the request', () => {
    expect(literalSeen(queryString({ $filter: equals('subject', 'a\ud800b') }))).toBe('a\ufffdb')
  })
})

it('writes GUIDs bare and refuses to write anything else bare', () => {
  expect(equalsGuid('applicationid', '1A2B3C4D-5E6F-4A7B-8C9D-0E1F2A3B4C03')).toBe(
    'applicationid eq 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  )
  expect(() => equalsGuid('applicationid', '1 or true')).toThrow(TypeError)
})

it('refuses column names that are none', () => {
  expect(() => equals("subject eq 'a' or subject", 'b')).toThrow(TypeError)
})

it('groups conditions so that "or" does not bind wider than meant', () => {
  const filter = allOf([anyOf([equals('subject', 'a'), equals('websiteurl', 'b')]), equals('statecode', 0)])
  expect(filter).toBe("((subject eq 'a') or (websiteurl eq 'b')) and (statecode eq 0)")
  expect(anyOf([equals('statecode', null)])).toBe('statecode eq null')
  expect(() => allOf([])).toThrow(TypeError)
})
