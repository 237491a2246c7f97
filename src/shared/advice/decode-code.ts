import { normaliseCode } from '../lib/normalise-code.ts'
import { adviseAadsts, adviseDataverseCode } from './advise-failure.ts'
import type { AdviceLocale } from './advice-words.ts'

export interface DecodedCode {
  /** As it is usually written: `AADSTS7000215`, `0x80040217`. */
  readonly code: string
  readonly means: string
  readonly remedy: string
}

/**
 * What a code copied from a log or a browser means: `AADSTS7000215`, `7000215`, `0x80040217`, `-2147220969` or `2147746327`. Null for one
 * that is not known here.
 */
export function decodeCode(text: string, locale: AdviceLocale): DecodedCode | null {
  const digits = /^(?:AADSTS)?(\d{4,9})$/i.exec(text.trim())?.[1]
  const byNumber = digits === undefined ? null : adviseAadsts(Number(digits), locale)
  if (byNumber !== null && digits !== undefined) {
    return { code: `AADSTS${digits}`, means: byNumber[0], remedy: byNumber[1] }
  }
  const code = normaliseCode(text)
  const known = code === null ? null : adviseDataverseCode(code, locale)
  return code === null || known === null ? null : { code, means: known[0], remedy: known[1] }
}
