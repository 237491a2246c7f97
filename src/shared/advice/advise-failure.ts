import { assertNever } from '../lib/assert-never.ts'
import type { Failure } from '../model/failure.ts'
import { recordedText } from '../words/recorded-text.ts'
import { AADSTS_TEXTS } from './aadsts-texts.ts'
import type { Advice, AdviceLocale, Meaning } from './advice-words.ts'
import { DATAVERSE_TEXTS_EN } from './dataverse-texts.en.ts'
import { DATAVERSE_TEXTS_TR } from './dataverse-texts.tr.ts'
import { FAILURE_TEXTS, LIMIT_TEXTS, REDIRECT_TEXTS } from './failure-texts.ts'
import { NETWORK_TEXTS, networkCase } from './network-texts.ts'
import { REFUSAL_TEXTS } from './refusal-texts.ts'

const DATAVERSE_TEXTS: Readonly<Record<AdviceLocale, Readonly<Record<string, Meaning>>>> = {
  en: DATAVERSE_TEXTS_EN,
  tr: DATAVERSE_TEXTS_TR,
}
const AADSTS: Readonly<Record<number, Readonly<Record<AdviceLocale, Meaning>>>> = AADSTS_TEXTS

/** Null for a code nobody knows here. `code` is unsigned lower-case hex (`normaliseCode`). */
export const adviseDataverseCode = (code: string, locale: AdviceLocale): Meaning | null =>
  Object.hasOwn(DATAVERSE_TEXTS[locale], code) ? (DATAVERSE_TEXTS[locale][code] ?? null) : null

/** Null for a number nobody knows here. */
export const adviseAadsts = (aadsts: number, locale: AdviceLocale): Meaning | null => AADSTS[aadsts]?.[locale] ?? null

/**
 * What happened and what to do, one sentence each, for window, command line and reports. Never throws and never adds what the failure does
 * not hold; what only the server knows is quoted as the server wrote it.
 */
export function adviseFailure(failure: Failure, locale: AdviceLocale): Advice {
  const [title, means, remedy] = FAILURE_TEXTS[failure.kind][locale]
  const particular = particularOf(failure, locale)
  return { title, whatHappened: particular?.[0] ?? means, whatToDo: particular?.[1] ?? remedy }
}

function particularOf(failure: Failure, locale: AdviceLocale): Meaning | null {
  const [, means, remedy] = FAILURE_TEXTS[failure.kind][locale]
  switch (failure.kind) {
    case 'Refused':
      return [
        said(failure.message, REFUSAL_TEXTS[failure.reason][locale][0], locale),
        REFUSAL_TEXTS[failure.reason][locale][1],
      ]
    case 'D365NetworkError':
      return NETWORK_TEXTS[networkCase(failure)][locale]
    case 'D365TimeoutError':
      return [withDetail(means, seconds(failure.afterMs, locale)), remedy]
    case 'InvalidInput':
      return [translated(failure, means, locale), remedy]
    case 'NotFound':
    case 'LocalDataError':
      return [said(failure.message, means, locale), remedy]
    case 'Cancelled':
      return null
    case 'Bug':
      return [withDetail(means, failure.id), remedy]
    default:
      return ofAnswer(failure, locale)
  }
}

type AnsweredFailure = Extract<Failure, { readonly httpStatus: number | null }>

/** By AADSTS number, by Dataverse code, else by kind with the server's own words. */
function ofAnswer(failure: AnsweredFailure, locale: AdviceLocale): Meaning {
  const known = knownMeaning(failure, locale)
  const [, means, remedy] = FAILURE_TEXTS[failure.kind][locale]
  if (failure.kind === 'D365RateLimitError') {
    const crossed = known?.[0] ?? LIMIT_TEXTS[failure.limit][locale]
    return [`${crossed}${pause(failure.retryAfterMs, locale)}`, known?.[1] ?? remedy]
  }
  if (known === null && isRedirect(failure))
    return [inOwnWords(REDIRECT_TEXTS[locale][0], failure.message, locale), REDIRECT_TEXTS[locale][1]]
  if (known === null) return [inOwnWords(means, failure.message, locale), remedy]
  const detail = detailOf(failure, locale)
  return [detail === null ? known[0] : withDetail(known[0], detail), known[1]]
}

function knownMeaning(failure: AnsweredFailure, locale: AdviceLocale): Meaning | null {
  const aadsts = failure.kind === 'D365AuthenticationError' ? failure.aadsts : null
  const byNumber = aadsts === null ? null : adviseAadsts(aadsts, locale)
  return byNumber ?? (failure.code === null ? null : adviseDataverseCode(failure.code, locale))
}

const isRedirect = ({ httpStatus }: AnsweredFailure): boolean =>
  httpStatus !== null && httpStatus >= 300 && httpStatus < 400

/** What the console itself says of an answer is no quotation. */
function inOwnWords(means: string, message: string, locale: AdviceLocale): string {
  const isOwn = recordedText('tr', message) !== null
  return `${means} ${isOwn ? recordedText(locale, message) : `${QUOTED[locale]}: ${message}`}`
}

const QUOTED: Readonly<Record<AdviceLocale, string>> = { en: 'The server says', tr: 'Sunucunun iletisi' }

/** The name that only this answer holds: which privilege, which column. */
function detailOf(
  failure: Exclude<AnsweredFailure, { kind: 'D365RateLimitError' }>,
  locale: AdviceLocale,
): string | null {
  switch (failure.kind) {
    case 'D365PermissionError':
      return failure.missingPrivilege
    case 'D365ValidationError':
      return failure.column === null ? null : `${locale === 'en' ? 'column' : 'sütun'}: ${failure.column}`
    case 'D365AuthenticationError':
    case 'D365NotFoundError':
    case 'D365DuplicateError':
    case 'D365ConcurrencyError':
    case 'D365APIError':
      return null
    default:
      return assertNever(failure, 'failure')
  }
}

/** Inside the sentence, before its full stop. */
const withDetail = (sentence: string, detail: string): string => sentence.replace(/\.$/, ` (${detail}).`)

/** Messages of the core are English sentences with the particulars; those nobody translated a Turkish reader gets quoted after the meaning. */
const said = (message: string, means: string, locale: AdviceLocale): string =>
  locale === 'en' ? message : (recordedText(locale, message) ?? `${means} (${message})`)

/** Where the core said it in Turkish too, nothing has to be quoted. */
const translated = (
  { message, tr }: Extract<Failure, { kind: 'InvalidInput' }>,
  means: string,
  locale: AdviceLocale,
): string => (locale === 'tr' && tr !== undefined ? tr : said(message, means, locale))

function pause(retryAfterMs: number | null, locale: AdviceLocale): string {
  if (retryAfterMs === null) return ''
  return locale === 'en'
    ? ` It asks for a pause of ${seconds(retryAfterMs, 'en')}.`
    : ` İstenen ara: ${seconds(retryAfterMs, 'tr')}.`
}

const seconds = (ms: number, locale: AdviceLocale): string => `${Math.ceil(ms / 1000)} ${locale === 'en' ? 's' : 'sn'}`
