import type { scenarios as english } from '../en/scenarios.ts'
import type { Translation } from '../../../../shared/words/translation.ts'

export const scenarios: Translation<typeof english> = {
  lead: 'Runbook’un C ve D bölümleri: konsol bunları kendi test adaylarıyla çalıştırır, kanıta göre yargılar ve ardını temizler.',
  runAll_one: '{{count}} senaryoyu çalıştır',
  runAll_other: '{{count}} senaryonun tümünü çalıştır',
  runOne: '{{id}} çalıştır',
  cancel: 'Çalıştırmayı iptal et',
  toggle: '{{id}} ayrıntıları',
  progress: '{{total}} adımdan {{done}} tamam',
  notRun: 'Çalıştırılmadı',
  notOnProd: 'PROD üzerinde yalnızca C1 çalışır.',
  steps: 'Adımlar',
  criteria: 'Kabul ölçütleri',
  evidenceOf: 'Kanıtı göster: {{id}}',
  expected_one: 'Runbook’un beklediği {{count}} satır',
  expected_other: 'Runbook’un beklediği {{count}} satır',
  events_one: '{{count}} olay',
  events_other: '{{count}} olay',
  note: {
    label: 'Not',
    hint: 'Raporda bulguların yanında yer alır.',
    save: 'Notu kaydet',
  },
  cleanUp: {
    title: 'Son çalıştırmanın temizliği',
    counts: '{{created}} test adayı oluşturuldu, {{deleted}} silindi.',
    none: 'Dynamics 365’te hiçbiri kalmadı.',
    left_one: '{{count}} tanesi geride kaldı:',
    left_other: '{{count}} tanesi geride kaldı:',
  },
  empty: { title: 'Senaryo yok', body: 'Konsolun bu sürümü senaryo içermiyor.' },
}
