import type { Translation } from './translation.ts'
import type { STATUS_WORDS_EN } from './status-words.en.ts'

export const STATUS_WORDS_TR: Translation<typeof STATUS_WORDS_EN> = {
  runKind: { push: 'Gönderim', check: 'Denetimler', scenario: 'Senaryolar', runbook: 'Runbook' },
  runStatus: {
    running: 'Çalışıyor',
    passed: 'Geçti',
    failed: 'Kaldı',
    cancelled: 'İptal edildi',
    interrupted: 'Yarıda kesildi',
  },
  outcome: {
    created: 'Oluşturuldu',
    adopted: 'Sahiplenildi',
    skipped: 'Atlandı',
    updated: 'Güncellendi',
    conflict: 'Çakışma',
    rejected: 'Geri çevrildi',
    refused: 'Reddedildi',
    failed: 'Başarısız',
    waiting: 'Bekliyor',
    unknown: 'Bilinmiyor',
  },
  badge: {
    not_synced: 'Eşitlenmedi',
    queued: 'Kuyrukta',
    in_progress: 'Sürüyor',
    synced: 'Eşitlendi',
    error: 'Hata',
    conflict: 'Çakışma',
    unknown: 'Bilinmiyor',
  },
  checkStatus: {
    passed: 'Geçti',
    failed: 'Kaldı',
    warning: 'Uyarı',
    attested: 'Onaylandı',
    skipped: 'Atlandı',
  },
  faultsAt: { 'sandbox-server': 'Hatalar sandbox sunucusundan', console: 'Yapay hatalar' },
  gateStatus: {
    passed: 'Geçti',
    failed: 'Kaldı',
    stale: 'Eskidi',
    not_run: 'Çalıştırılmadı',
    attested: 'Onaylandı',
    waived: 'Muaf',
  },
  gateStale: {
    changed: 'profil ya da kimlik bilgisi sonradan değişti',
    version: 'konsolun başka bir sürümüyle yapıldı',
    age: '7 günden eski',
  },
}
