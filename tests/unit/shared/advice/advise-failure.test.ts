import { describe, expect, it } from 'vitest'
import { DATAVERSE_CODES } from '../../../../src/core/d365/dataverse-codes.ts'
import { KNOWN_AADSTS } from '../../../../src/core/entra/aadsts-codes.ts'
import { adviseAadsts, adviseDataverseCode, adviseFailure } from '../../../../src/shared/advice/advise-failure.ts'
import type { Failure } from '../../../../src/shared/model/failure.ts'
import { decodeCode } from '../../../../src/shared/advice/decode-code.ts'

const SENTENCE = /^.{15,}[.!?)”"]$/su

describe('advice', () => {
  it.each(KNOWN_AADSTS)('explains AADSTS%i and says what to do, in English and in Turkish', (aadsts) => {
    const [en, tr] = [adviseAadsts(aadsts, 'en'), adviseAadsts(aadsts, 'tr')]
    for (const part of [...(en ?? []), ...(tr ?? [])]) expect(part).toMatch(SENTENCE)
    expect(en).toHaveLength(2)
    expect(tr).toHaveLength(2)
    expect(tr).not.toEqual(en)
  })

  it.each([...DATAVERSE_CODES.keys()])('explains %s and says what to do, in English and in Turkish', (code) => {
    const [en, tr] = [adviseDataverseCode(code, 'en'), adviseDataverseCode(code, 'tr')]
    for (const part of [...(en ?? []), ...(tr ?? [])]) expect(part).toMatch(SENTENCE)
    expect(en).toHaveLength(2)
    expect(tr).toHaveLength(2)
    expect(tr).not.toEqual(en)
  })

  it('tells input that a rule refuses in Turkish alone where the core said it, and quotes the English where it did not', () => {
    const failure: Failure = { kind: 'InvalidInput', message: 'That is not a PFX file.', fields: [] }
    expect(adviseFailure({ ...failure, tr: 'Bu bir PFX dosyası değil.' }, 'tr').whatHappened).toBe(
      'Bu bir PFX dosyası değil.',
    )
    expect(adviseFailure(failure, 'tr').whatHappened).toContain('(That is not a PFX file.)')
    expect(adviseFailure({ ...failure, tr: 'Bu bir PFX dosyası değil.' }, 'en').whatHappened).toBe(failure.message)
  })

  it.each(['0x80040217', '0X80040217', '-2147220969'])('decodes the same code written as %s', (text) => {
    expect(decodeCode(text, 'en')).toEqual(decodeCode('0x80040217', 'en'))
    expect(decodeCode(text, 'en')).not.toBeNull()
  })

  it('says in Turkish alone what the console itself has against a choice', () => {
    const message = 'The lead is not in conflict with any record; look again.'
    const refused: Failure = { kind: 'InvalidInput', message, fields: [{ field: 'domain', message }] }
    expect(adviseFailure(refused, 'tr').whatHappened).toBe('Aday hiçbir kayıtla çakışmıyor; yeniden bakın.')
    const absent: Failure = {
      kind: 'NotFound',
      what: 'lead',
      message: 'There is no lead a.example here; import it first.',
    }
    expect(adviseFailure(absent, 'tr').whatHappened).toBe('Burada a.example adlı bir aday yok; önce içe aktarın.')
  })

  describe('of what no organisation answers', () => {
    const said = (httpStatus: number) =>
      `No organisation of D365 answers at https://crm.example/api/data/v9.9: check base URL and API version of the tenant, and whether a proxy or a sign-in page stands in between. The server answered ${httpStatus} without a word.`
    const absent: Failure = {
      kind: 'D365NotFoundError',
      message: said(404),
      httpStatus: 404,
      code: null,
      requestIds: null,
    }
    const sentOn: Failure = {
      ...absent,
      kind: 'D365APIError',
      message: said(302),
      httpStatus: 302,
      isDefinite: true,
      isTransient: false,
    }

    it.each([absent, sentOn])('names the address and what to check, and quotes nobody', (failure) => {
      const [en, tr] = [adviseFailure(failure, 'en'), adviseFailure(failure, 'tr')]
      expect(en.whatHappened).toContain('No organisation of D365 answers at https://crm.example/api/data/v9.9')
      expect(tr.whatHappened).toContain('https://crm.example/api/data/v9.9 adresinde bir D365 kuruluşu yanıt vermiyor')
      expect(`${en.whatHappened} ${tr.whatHappened}`).not.toMatch(
        /The server says|Sunucunun iletisi|base URL.*base URL/,
      )
      expect([en.whatToDo, tr.whatToDo]).toEqual([
        expect.stringMatching(/base URL/) as string,
        expect.stringMatching(/temel URL/) as string,
      ])
    })
  })

  it('decodes nothing that is no code', () => {
    expect(decodeCode('hello', 'en')).toBeNull()
  })
})
