import type { ColumnFinding } from './judge-columns.ts'
import { said, type Said } from './said.ts'

/** One sentence on one column: what is wrong with it. */
export function sayColumn({ column, fault }: ColumnFinding): Said {
  switch (fault.kind) {
    case 'missing':
      return said(`${column} is missing.`, `${column} yok.`)
    case 'read-only':
      return said(`${column} cannot be written on create.`, `${column} oluşturma sırasında yazılamıyor.`)
    case 'wrong-type':
      return said(
        `${column} is of type ${fault.found}, needed is ${fault.expected.join(' or ')}.`,
        `${column} türü ${fault.found}, gereken ${fault.expected.join(' ya da ')}.`,
      )
    case 'too-short':
      return said(
        `${column} holds ${String(fault.found)} characters, needed are ${String(fault.needed)}.`,
        `${column} ${String(fault.found)} karakter alıyor, gereken ${String(fault.needed)}.`,
      )
    case 'narrow-range':
      return said(
        `${column} takes ${fault.found.join('–')}, needed is ${fault.needed.join('–')}.`,
        `${column} ${fault.found.join('–')} aralığını alıyor, gereken ${fault.needed.join('–')}.`,
      )
    case 'choices-missing': {
      const values = fault.missing.map(({ word, value }) => `${String(value)} (${word})`).join(', ')
      return said(
        `${column} lacks the choice values ${values}.`,
        `${column} sütununda şu seçenek değerleri yok: ${values}.`,
      )
    }
    case 'required-elsewhere':
      return said(
        `${column} is required by the organisation and not filled by a push.`,
        `${column} kuruluşta zorunlu ama gönderim onu doldurmuyor.`,
      )
  }
}
