import type { MappingFault, MappingFinding } from '../model/mapping.ts'
import type { AdviceLocale, Meaning } from './advice-words.ts'

type Fault<K extends MappingFault['fault']> = Extract<MappingFault, { readonly fault: K }>

/** What is wrong with one column of a mapping profile and what to do about it, for window, command line and checks. */
export function adviseMappingFinding({ column, detail }: MappingFinding, locale: AdviceLocale): Meaning {
  // Each text is of its own fault: the table below is checked for that, an index by a union cannot be.
  const text = TEXTS[detail.fault] as Text<MappingFault>
  return text[locale](column, detail)
}

type Text<T> = Readonly<Record<AdviceLocale, (column: string, detail: T) => Meaning>>

const MISSING: Text<unknown> = {
  en: (column) => [
    `The lead table has no column ${column}.`,
    'Create the column, choose another one, or use the profile standard.',
  ],
  tr: (column) => [
    `Aday (lead) tablosunda ${column} sütunu yok.`,
    'Sütunu oluşturun, başka bir sütun seçin ya da standard profilini kullanın.',
  ],
}

const READ_ONLY: Text<unknown> = {
  en: (column) => [`D365 itself fills ${column}; it cannot be written.`, 'Choose another column.'],
  tr: (column) => [`${column} sütununu D365 kendisi doldurur; yazılamaz.`, 'Başka bir sütun seçin.'],
}

const WRONG_TYPE: Text<Fault<'wrong_type'>> = {
  en: (column, { needed, found }) => [
    `${column} is of type ${found}; what is sent needs ${needed.join(' or ')}.`,
    'Choose a column of that type, or have this one created anew with it: the type of a column cannot be changed.',
  ],
  tr: (column, { needed, found }) => [
    `${column} sütununun türü ${found}; gönderilen değer için gereken: ${needed.join(' ya da ')}.`,
    'Bu türde bir sütun seçin ya da sütunu bu türle yeniden oluşturun: bir sütunun türü değiştirilemez.',
  ],
}

const TOO_SHORT: Text<Fault<'too_short'>> = {
  en: (column, { needed, found }) => [
    `${column} holds ${found} characters; what is sent may have ${needed}.`,
    'Widen the column in D365, or save the profile again so that it keeps to this length.',
  ],
  tr: (column, { needed, found }) => [
    `${column} ${found} karakter alıyor; gönderilen değer ${needed} karakter olabilir.`,
    'Sütunu D365’te genişletin ya da profili bu uzunluğa uyması için yeniden kaydedin.',
  ],
}

const NARROW_RANGE: Text<Fault<'narrow_range'>> = {
  en: (column, { needed, found }) => [
    `${column} takes ${found.join(' to ')}; what is sent may be ${needed.join(' to ')}.`,
    'Widen the range of the column in D365, or save the profile again so that it keeps to this range.',
  ],
  tr: (column, { needed, found }) => [
    `${column} ${found.join('–')} aralığını alıyor; gönderilen değer ${needed.join('–')} arasında olabilir.`,
    'Sütunun aralığını D365’te genişletin ya da profili bu aralığa uyması için yeniden kaydedin.',
  ],
}

const DEMANDED_ELSEWHERE: Text<unknown> = {
  en: (column) => [
    `The organisation demands ${column}, which no push fills.`,
    'If pushes are refused for it, give the column a default value or make it optional.',
  ],
  tr: (column) => [
    `Kuruluş ${column} sütununu zorunlu tutuyor; gönderim onu doldurmuyor.`,
    'Gönderimler bu yüzden reddedilirse sütuna varsayılan değer verin ya da zorunluluğunu kaldırın.',
  ],
}

const TOO_LONG: Text<Fault<'too_long'>> = {
  en: (column, { leads, longest, maxLength }) => [
    `${leadsHold(leads)} up to ${longest} characters for ${column}, which takes ${maxLength}.`,
    'Widen the column in D365, choose a longer one, or expect these leads to be rejected.',
  ],
  tr: (column, { leads, longest, maxLength }) => [
    `${leads} adayın ${column} için metni ${longest} karaktere kadar; sütun ${maxLength} karakter alıyor.`,
    'Sütunu D365’te genişletin, daha uzun bir sütun seçin; yoksa bu adaylar reddedilir.',
  ],
}

const CHOICE_OUTSIDE: Text<Fault<'choice_outside'>> = {
  en: (column, { word, value, offered }) => [
    `“${word}” is mapped to ${value}, which ${column} does not have.`,
    `Map it to one of ${listed(offered)}, or add the value to the choice in D365.`,
  ],
  tr: (column, { word, value, offered }) => [
    `“${word}” için seçilen ${value} değeri ${column} sütununda yok.`,
    `Şunlardan biriyle eşleyin: ${listed(offered)}; ya da değeri D365’teki seçime ekleyin.`,
  ],
}

const WORD_UNMAPPED: Text<Fault<'word_unmapped'>> = {
  en: (column, { words, leads }) => [
    `${leadsHold(leads)} a word that the choice map of ${column} lacks: ${words.join(', ')}.`,
    'Map these words to values of the choice, or expect these leads to be rejected.',
  ],
  tr: (column, { words, leads }) => [
    `${leads} adayda ${column} seçim eşlemesinde bulunmayan sözcük var: ${words.join(', ')}.`,
    'Bu sözcükleri seçimin değerleriyle eşleyin; yoksa bu adaylar reddedilir.',
  ],
}

const OUT_OF_RANGE: Text<Fault<'out_of_range'>> = {
  en: (column, { needed, found, leads }) => [
    `${leadsHold(leads)} ${needed[0]} to ${needed[1]} for ${column}, which takes ${found[0]} to ${found[1]}.`,
    'Widen the range of the column in D365, or expect these leads to be rejected.',
  ],
  tr: (column, { needed, found, leads }) => [
    `${leads} adayın ${column} değeri ${needed[0]}–${needed[1]} arasında; sütun ${found[0]}–${found[1]} alıyor.`,
    'Sütunun aralığını D365’te genişletin; yoksa bu adaylar reddedilir.',
  ],
}

const TEXTS: { readonly [K in MappingFault['fault']]: Text<Fault<K>> } = {
  missing: MISSING,
  read_only: READ_ONLY,
  wrong_type: WRONG_TYPE,
  too_short: TOO_SHORT,
  narrow_range: NARROW_RANGE,
  choice_outside: CHOICE_OUTSIDE,
  demanded_elsewhere: DEMANDED_ELSEWHERE,
  too_long: TOO_LONG,
  word_unmapped: WORD_UNMAPPED,
  out_of_range: OUT_OF_RANGE,
}

const leadsHold = (leads: number): string => (leads === 1 ? '1 lead holds' : `${leads} leads hold`)

const MOST_OFFERED = 12
const listed = (values: readonly number[]): string =>
  values.length > MOST_OFFERED ? `${values.slice(0, MOST_OFFERED).join(', ')} …` : values.join(', ')
