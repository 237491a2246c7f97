import type { Said } from '../model/scenario.ts'
import type { Language } from './language.ts'
import { recordedText } from './recorded-text.ts'
import { STATUS_WORDS_EN } from './status-words.en.ts'
import { STATUS_WORDS_TR } from './status-words.tr.ts'

type Sentence = Readonly<Record<Language, string>>

/**
 * What a step of a scenario says of how it went, by key; `{name}` stands for a value. `{outcome}` and `{badge}` are words of the glossary; a
 * name that begins with `the` is a sentence of its own, said in the reader's language where it is known.
 */
const STEP_WORDS = {
  pushEnded: { en: '{outcome}', tr: '{outcome}' },
  pushEndedBecause: { en: '{outcome}: {theReason}', tr: '{outcome}: {theReason}' },
  because: { en: '{theReason}', tr: '{theReason}' },
  rowGone: { en: 'The row is gone.', tr: 'Satır yok.' },
  noOrphan: { en: 'There is no true orphan to push.', tr: 'Gönderilecek gerçek bir sahipsiz kimlik yok.' },
  tenantClosed: { en: 'The tenant cannot be opened: {theWhy}', tr: 'Kiracı açılamıyor: {theWhy}' },
  wrongCredentialWorked: {
    en: 'The push succeeded with a credential that is wrong.',
    tr: 'Gönderim yanlış bir kimlik bilgisiyle başarılı oldu.',
  },
  storedSecretDead: {
    en: 'The stored secret does not work any more.',
    tr: 'Saklanan gizli anahtar artık çalışmıyor.',
  },
  throttled: { en: '{count} of {total} were throttled.', tr: '{total} gönderimden {count} tanesi yavaşlatıldı.' },
  nothingToClaim: {
    en: 'There is no lead that a burst could claim.',
    tr: 'Toplu gönderimin kullanabileceği bir aday yok.',
  },
  connections: {
    en: 'At most {peak} of {limit} connections.',
    tr: '{limit} bağlantıdan en çok {peak} tanesi kullanıldı.',
  },
  noId: { en: 'The push gave no id to go on with.', tr: 'Gönderim, devam edilecek bir kimlik vermedi.' },
  refusedAgain: {
    en: 'D365 refused it, since the id is taken ({answer}).',
    tr: 'D365 geri çevirdi, çünkü kimlik dolu ({answer}).',
  },
  tookIt: { en: 'D365 took it.', tr: 'D365 kabul etti.' },
  badgeSays: { en: 'The badge says {badge}.', tr: 'Rozet {badge} diyor.' },
  noLink: {
    en: 'The badge says {badge}; no link opens the record.',
    tr: 'Rozet {badge} diyor; kaydı açan bir bağlantı yok.',
  },
  searchUnanswered: {
    en: 'The search for leads of the domain got no answer.',
    tr: 'Alan adının adaylarını arayan sorgu yanıtsız kaldı.',
  },
  found: { en: '{id}; leads of this domain: {count}', tr: '{id}; bu alan adının adayları: {count}' },
  notCreated: { en: 'The lead could not be created. {en}', tr: 'Aday oluşturulamadı. {tr}' },
  notDeleted: { en: 'The lead could not be deleted. {en}', tr: 'Aday silinemedi. {tr}' },
  twinNotPlanted: { en: 'The duplicate could not be planted. {en}', tr: 'Yinelenen eklenemedi. {tr}' },
  notProvenGone: {
    en: 'The lead was deleted, but nothing proves that it is gone.',
    tr: 'Aday silindi, ama yok olduğunu kanıtlayan bir şey yok.',
  },
  plantFailed: {
    en: 'The test lead cannot be read back from the local database.',
    tr: 'Test adayı yerel veritabanından geri okunamıyor.',
  },
  claims: { en: '{domain} now claims to be {id}', tr: '{domain} artık {id} olduğunu söylüyor' },
  nothingToChange: { en: 'There is no test lead to change.', tr: 'Değiştirilecek bir test adayı yok.' },
  changeLost: {
    en: 'The change did not reach the local database.',
    tr: 'Değişiklik yerel veritabanına ulaşmadı.',
  },
  foundOf: { en: 'Found {found} of {expected}.', tr: '{expected} kayıttan {found} bulundu.' },
  reportedSuccess: { en: 'The push reported success.', tr: 'Gönderim başarı bildirdi.' },
  cancelled: { en: 'Cancelled.', tr: 'İptal edildi.' },
  defect: {
    en: 'The step stopped on a defect of the console; the log holds it.',
    tr: 'Adım konsoldaki bir kusur yüzünden durdu; günlükte yazıyor.',
  },
  controlLost: {
    en: 'The sandbox’s control endpoint did not answer.',
    tr: 'Sandbox’ın denetim ucu yanıt vermedi.',
  },
  cleanedUp: {
    en: 'Created {created}, deleted {deleted}, none left.',
    tr: '{created} oluşturuldu, {deleted} silindi, geriye kalan yok.',
  },
  leftBehind: { en: 'Test leads still in D365: {count}.', tr: 'D365’te kalan test adayları: {count}.' },
  cleanUpUnproven: {
    en: 'Nothing proves that no test lead is left: the last search failed. Known to be left: {count}.',
    tr: 'Geriye test adayı kalmadığı kanıtlanamadı: son arama başarısız oldu. Kaldığı bilinen: {count}.',
  },
  swept: {
    en: 'Looked at {looked} leads; domains with more than one: {count}.',
    tr: '{looked} adaya bakıldı; birden çok adayı olan alan adı: {count}.',
  },
  noHunter: {
    en: 'This tenant has no Hunter backend to ask.',
    tr: 'Bu kiracının sorulacak bir Hunter arka ucu yok.',
  },
  hunterSilent: { en: 'Hunter at {url} told no metrics.', tr: '{url} adresindeki Hunter ölçüm vermedi.' },
  hunterFailures: {
    en: 'Pushes that Hunter itself counted as failed meanwhile: {count}.',
    tr: 'Bu sırada Hunter’ın kendisinin başarısız saydığı gönderimler: {count}.',
  },
  /** The same advice in both languages, made where the failure was. */
  advice: { en: '{en}', tr: '{tr}' },
  leftUndeleted: { en: 'It could not be deleted. {en}', tr: 'Silinemedi. {tr}' },
  leftUnproven: { en: 'Nothing proves that it is gone. {en}', tr: 'Yok olduğunu kanıtlayan bir şey yok. {tr}' },
  leftUnsearched: {
    en: 'Nothing proves that no further lead of this domain is left, because the search for one failed. {en}',
    tr: 'Bu alan adının geride başka adayı kalmadığını kanıtlayan bir şey yok, çünkü arama başarısız oldu. {tr}',
  },
  leftThough: {
    en: 'D365 accepted the deletion, but the lead is still there.',
    tr: 'D365 silmeyi kabul etti, ama aday hâlâ orada.',
  },
  leftStranger: {
    en: 'It bears the domain of this run, but the run did not record its id: delete it by hand.',
    tr: 'Bu çalıştırmanın alan adını taşıyor, ama kimliği kaydedilmemişti: elle silin.',
  },
} as const satisfies Readonly<Record<string, Sentence>>

type StepWord = keyof typeof STEP_WORDS

const isStepWord = (key: string): key is StepWord => Object.hasOwn(STEP_WORDS, key)

/** A step's detail in English, with what a window in another language needs to say it anew. */
export function say(key: StepWord, values: Said['values'] = {}): { readonly detail: string; readonly said: Said } {
  const said = { key, values }
  return { detail: sayIn('en', said) ?? key, said }
}

/** How a push ended, with the reason where there is one. */
export const sayEnd = (outcome: string, reason: string | null): ReturnType<typeof say> =>
  reason === null ? say('pushEnded', { outcome }) : say('pushEndedBecause', { outcome, theReason: reason })

/** Null for a key that this version of the console does not know: then the English detail is what there is. */
export function sayIn(language: Language, { key, values }: Said): string | null {
  if (!isStepWord(key)) return null
  return STEP_WORDS[key][language].replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    wordOf(language, name, String(values[name] ?? '–')),
  )
}

const STATUS_WORDS = { en: STATUS_WORDS_EN, tr: STATUS_WORDS_TR } as const

function wordOf(language: Language, name: string, value: string): string {
  if (name.startsWith('the')) return recordedText(language, value) ?? value
  if (name !== 'outcome' && name !== 'badge') return value
  const words: Readonly<Record<string, string>> = STATUS_WORDS[language][name]
  return words[value] ?? value
}
