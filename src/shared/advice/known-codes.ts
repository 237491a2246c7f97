import { AADSTS_TEXTS } from './aadsts-texts.ts'
import type { AdviceLocale } from './advice-words.ts'
import { DATAVERSE_TEXTS_EN } from './dataverse-texts.en.ts'
import { decodeCode, type DecodedCode } from './decode-code.ts'

export interface KnownCode extends DecodedCode {
  readonly from: 'Entra ID' | 'Dataverse'
}

/** Every code the console can explain, in one language: Entra ID's by number, then Dataverse's. */
export function knownCodes(locale: AdviceLocale): readonly KnownCode[] {
  const entra = Object.keys(AADSTS_TEXTS).map((number) => `AADSTS${number}`)
  const dataverse = Object.keys(DATAVERSE_TEXTS_EN)
  return [...explained(entra, 'Entra ID', locale), ...explained(dataverse, 'Dataverse', locale)]
}

/** The codes that a text names and the console can explain, each once, in the order of the text. */
export function codesIn(text: string, locale: AdviceLocale): readonly DecodedCode[] {
  const named = text.match(/AADSTS\d{4,9}|0x[0-9a-f]{8}|-?\d{9,10}/gi) ?? []
  const decoded = named.flatMap((part) => decodeCode(part, locale) ?? [])
  return [...new Map(decoded.map((one) => [one.code, one])).values()]
}

/**
 * The codes that a search means: one pasted whole in any of its forms (`AADSTS7000215`, `0x80040217`, `-2147220969`), also inside a longer
 * message, else those whose code or words hold every word typed. Nothing typed = all.
 */
export function searchCodes(codes: readonly KnownCode[], text: string, locale: AdviceLocale): readonly KnownCode[] {
  const named = new Set([decodeCode(text, locale)?.code, ...codesIn(text, locale).map(({ code }) => code)])
  const exact = codes.filter(({ code }) => named.has(code))
  if (exact.length > 0) return exact
  const words = text.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean)
  return codes.filter(({ code, means, remedy, from }) => {
    const whole = `${code} ${means} ${remedy} ${from}`.toLocaleLowerCase(locale)
    return words.every((word) => whole.includes(word))
  })
}

const explained = (codes: readonly string[], from: KnownCode['from'], locale: AdviceLocale): readonly KnownCode[] =>
  codes.flatMap((code) => {
    const decoded = decodeCode(code, locale)
    return decoded === null ? [] : [{ ...decoded, from }]
  })
