import { describe, expect, it } from 'vitest'
import { DATAVERSE_CODES } from '../../../../src/core/d365/dataverse-codes.ts'
import { KNOWN_AADSTS } from '../../../../src/core/entra/aadsts-codes.ts'
import { knownCodes, searchCodes } from '../../../../src/shared/advice/known-codes.ts'

const found = (text: string, locale: 'en' | 'tr' = 'en'): readonly string[] =>
  searchCodes(knownCodes(locale), text, locale).map(({ code }) => code)

describe('the error codes the console explains', () => {
  it.each(['en', 'tr'] as const)('are all that the client tells apart (%s)', (locale) => {
    const explained = new Set(knownCodes(locale).map(({ code }) => code))
    const known = [...DATAVERSE_CODES.keys(), ...KNOWN_AADSTS.map((number) => `AADSTS${String(number)}`)]
    expect(known.filter((code) => !explained.has(code))).toEqual([])
  })

  it.each([
    ['AADSTS7000215', 'AADSTS7000215'],
    ['7000215', 'AADSTS7000215'],
    ['0x80040217', '0x80040217'],
    ['0X80040217', '0x80040217'],
    ['-2147220969', '0x80040217'],
    ['D365 said: (0x80040217) lead With Id = 1 Does Not Exist', '0x80040217'],
  ])('are found by %s', (text, code) => {
    expect(found(text)).toEqual([code])
  })

  it('are found by words of their meaning, in the reader’s language', () => {
    expect(found('record d365')).toContain('0x80040217')
    expect(found('KAYIT YOK', 'tr')).toContain('0x80040217')
    expect(found('quetzalcoatl')).toEqual([])
  })

  it('are all there when nothing is typed', () => {
    expect(found('  ').length).toBe(knownCodes('en').length)
  })
})
