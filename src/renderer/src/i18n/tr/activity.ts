import type { activity as english } from '../en/activity.ts'
import type { Translation } from '../../../../shared/words/translation.ts'

export const activity: Translation<typeof english> = {
  lead: 'Konsolun yaptığı her şey ve gelen yanıtlar, olduğu anda. Gizli anahtarlar ve kişisel veriler burada hiç görünmez.',
  table: 'Etkinlik günlüğü',
  filter: { label: 'Kimin olayları', this: '{{name}}', all: 'Tüm kiracılar' },
  column: { time: 'Saat', event: 'Olay', message: 'Ne oldu', tenant: 'Kiracı' },
  older: 'Daha eski olayları göster',
  empty: {
    title: 'Henüz bir şey olmadı',
    body: 'Gönderimler, denetimler, senaryolar, kararlar ve kiracı değişiklikleri olduğu anda burada görünür.',
  },
}
