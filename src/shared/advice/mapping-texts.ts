import type { MappingFault, MappingFinding } from '../model/mapping.ts'
import { assertNever } from '../lib/assert-never.ts'
import type { AdviceLocale, Meaning } from './advice-words.ts'

type Fault<K extends MappingFault['fault']> = Extract<MappingFault, { readonly fault: K }>

/** What is wrong with one column of a mapping profile and what to do about it, for window, command line and checks. */
export function adviseMappingFinding({ column, detail }: MappingFinding, locale: AdviceLocale): Meaning {
  switch (detail.fault) {
    case 'missing':
      return MISSING[locale](column)
    case 'read_only':
      return READ_ONLY[locale](column)
    case 'wrong_type':
      return WRONG_TYPE[locale](column, detail)
    case 'too_long':
      return TOO_LONG[locale](column, detail)
    case 'choice_outside':
      return CHOICE_OUTSIDE[locale](column, detail)
    case 'word_unmapped':
      return WORD_UNMAPPED[locale](column, detail)
    case 'out_of_range':
      return OUT_OF_RANGE[locale](column, detail)
    default:
      return assertNever(detail, 'mapping fault')
  }
}

type Texts<T = undefined> = Readonly<Record<AdviceLocale, (column: string, detail: T) => Meaning>>

const MISSING: Readonly<Record<AdviceLocale, (column: string) => Meaning>> = {
  en: (column) => [
    `The lead table has no column ${column}.`,
    'Create the column, choose another one, or use the profile standard.',
  ],
  tr: (column) => [
    `Aday (lead) tablosunda ${column} sütunu yok.`,
    'Sütunu oluşturun, başka bir sütun seçin ya da standard profilini kullanın.',
  ],
}

const READ_ONLY: Readonly<Record<AdviceLocale, (column: string) => Meaning>> = {
  en: (column) => [`D365 itself fills ${column}; it cannot be written.`, 'Choose another column.'],
  tr: (column) => [`${column} sütununu D365 kendisi doldurur; yazılamaz.`, 'Başka bir sütun seçin.'],
}

const WRONG_TYPE: Texts<Fault<'wrong_type'>> = {
  en: (column, { needed, found }) => [
    `${column} is of type ${found}; what is sent needs ${needed.join(' or ')}.`,
    'Choose a column of that type, or have this one created anew with it: the type of a column cannot be changed.',
  ],
  tr: (column, { needed, found }) => [
    `${column} sütununun türü ${found}; gönderilen değer için gereken: ${needed.join(' ya da ')}.`,
    'Bu türde bir sütun seçin ya da sütunu bu türle yeniden oluşturun: bir sütunun türü değiştirilemez.',
  ],
}

const TOO_LONG: Texts<Fault<'too_long'>> = {
  en: (column, { leads, longest, maxLength }) => [
    `${leadsHold(leads)} up to ${longest} characters for ${column}, which takes ${maxLength}.`,
    'Widen the column in D365, choose a longer one, or expect these leads to be rejected.',
  ],
  tr: (column, { leads, longest, maxLength }) => [
    `${leads} adayın ${column} için metni ${longest} karaktere kadar; sütun ${maxLength} karakter alıyor.`,
    'Sütunu D365’te genişletin, daha uzun bir sütun seçin; yoksa bu adaylar reddedilir.',
  ],
}

const CHOICE_OUTSIDE: Texts<Fault<'choice_outside'>> = {
  en: (column, { word, value, offered }) => [
    `“${word}” is mapped to ${value}, which ${column} does not have.`,
    `Map it to one of ${listed(offered)}, or add the value to the choice in D365.`,
  ],
  tr: (column, { word, value, offered }) => [
    `“${word}” için seçilen ${value} değeri ${column} sütununda yok.`,
    `Şunlardan biriyle eşleyin: ${listed(offered)}; ya da değeri D365’teki seçime ekleyin.`,
  ],
}

const WORD_UNMAPPED: Texts<Fault<'word_unmapped'>> = {
  en: (column, { words, leads }) => [
    `${leadsHold(leads)} a word that the choice map of ${column} lacks: ${words.join(', ')}.`,
    'Map these words to values of the choice, or expect these leads to be rejected.',
  ],
  tr: (column, { words, leads }) => [
    `${leads} adayda ${column} seçim eşlemesinde bulunmayan sözcük var: ${words.join(', ')}.`,
    'Bu sözcükleri seçimin değerleriyle eşleyin; yoksa bu adaylar reddedilir.',
  ],
}

const OUT_OF_RANGE: Texts<Fault<'out_of_range'>> = {
  en: (column, { needed, found, leads }) => [
    `${leadsHold(leads)} ${needed[0]} to ${needed[1]} for ${column}, which takes ${found[0]} to ${found[1]}.`,
    'Widen the range of the column in D365, or expect these leads to be rejected.',
  ],
  tr: (column, { needed, found, leads }) => [
    `${leads} adayın ${column} değeri ${needed[0]}–${needed[1]} arasında; sütun ${found[0]}–${found[1]} alıyor.`,
    'Sütunun aralığını D365’te genişletin; yoksa bu adaylar reddedilir.',
  ],
}

const leadsHold = (leads: number): string => (leads === 1 ? '1 lead holds' : `${leads} leads hold`)

const MOST_OFFERED = 12
const listed = (values: readonly number[]): string =>
  values.length > MOST_OFFERED ? `${values.slice(0, MOST_OFFERED).join(', ')} …` : values.join(', ')
