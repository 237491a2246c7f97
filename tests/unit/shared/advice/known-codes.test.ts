import { describe, expect, it } from 'vitest'
import { DATAVERSE_CODES } from '../../../../src/core/d365/dataverse-codes.ts'
import { KNOWN_AADSTS } from '../../../../src/core/entra/aadsts-codes.ts'
import { decodeCode } from '../../../../src/shared/advice/decode-code.ts'
import { knownCodes, searchCodes } from '../../../../src/shared/advice/known-codes.ts'

const found = (text: string, locale: 'en' | 'tr' = 'en'): readonly string[] =>
  searchCodes(knownCodes(locale), text, locale).map(({ code }) => code)

/** Every number and code that the integration's reference names, written down apart from the code that explains them. */
const DOCUMENTED = [
  ...[
    7000215, 7000222, 7000218, 7000216, 700016, 7000112, 90002, 500011, 70011, 700022, 65001, 50196, 90006, 90024,
    90033, 90055, 90090, 90038, 900382, 900432, 9001023, 90124,
  ].map((number) => `AADSTS${String(number)}`),
  '0x80040200',
  '0x80040203',
  '0x8004020d',
  '0x80040216',
  '0x80040217',
  '0x80040220',
  '0x80040224',
  '0x80040225',
  '0x8004022e',
  '0x80040237',
  '0x80040265',
  '0x80040278',
  '0x80040333',
  '0x80040800',
  '0x80040d40',
  '0x80041102',
  '0x80041103',
  '0x80041d50',
  '0x80041d52',
  '0x80042f09',
  '0x80044150',
  '0x80044151',
  '0x8004418d',
  '0x80044302',
  '0x8004431a',
  '0x8004432f',
  '0x80044330',
  '0x80044331',
  '0x80044339',
  '0x80047013',
  '0x80048306',
  '0x80048405',
  '0x80048408',
  '0x80048d02',
  '0x80048d19',
  '0x8004a104',
  '0x8004a110',
  '0x8004a113',
  '0x8004d24b',
  '0x8004ed47',
  '0x8004f502',
  '0x8004f504',
  '0x8004f507',
  '0x8005f101',
  '0x8005f103',
  '0x80060882',
  '0x80060883',
  '0x80060888',
  '0x8006088a',
  '0x8006088d',
  '0x80060890',
  '0x80060891',
  '0x80060892',
  '0x80060893',
  '0x80060894',
  '0x80071151',
  '0x80072321',
  '0x80072322',
  '0x80072326',
  '0x80072560',
  '0x80073002',
  '0x80081111',
]

describe('every documented code', () => {
  it.each(DOCUMENTED)('%s is explained in English and Turkish, with what to do', (code) => {
    const [en, tr] = [decodeCode(code, 'en'), decodeCode(code, 'tr')]
    for (const said of [en?.means, en?.remedy, tr?.means, tr?.remedy]) expect(said).toMatch(/\S{2,} \S.*[.!]$/u)
    expect(tr?.means).not.toBe(en?.means)
    expect(tr?.remedy).not.toBe(en?.remedy)
  })

  it.each(DOCUMENTED.filter((code) => code.startsWith('0x')))('%s is known by its decimal too', (code) => {
    expect(decodeCode(String(Number(code) | 0), 'en')?.code).toBe(code)
  })
})

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
