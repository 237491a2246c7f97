import type { shell as english } from '../en/shell.ts'
import type { Translation } from '../../../../shared/words/translation.ts'

export const shell: Translation<typeof english> = {
  navigation: 'Bölümler',
  skip: 'İçeriğe geç',
  place: {
    overview: 'Genel bakış',
    tenants: 'Kiracılar',
    setup: 'Kurulum',
    leads: 'Adaylar',
    scenarios: 'Senaryolar',
    activity: 'Etkinlik',
    gate: 'Karar kapısı',
    reports: 'Raporlar',
    settings: 'Ayarlar',
  },
  tenant: {
    active: 'Etkin kiracı: {{name}}, {{environment}}',
    choose: 'Kiracı seçin',
    manage: 'Kiracıları yönet…',
  },
  environment: {
    DEV: 'DEV',
    TEST: 'TEST',
    PROD: 'PROD',
    sandbox: 'Sandbox',
    words: {
      DEV: 'geliştirme ortamı',
      TEST: 'test ortamı',
      PROD: 'üretim ortamı',
      sandbox: 'bu makinede prova',
    },
    writesTo: 'Yazılan yer: {{name}}',
  },
  lock: {
    locked: 'PROD kilitli. Kilidi açılana kadar {{name}} ortamına hiçbir şey yazılamaz.',
    unread:
      '{{name}} ortamının türü henüz okunmadı; bu yüzden PROD sayılır ve kilitlidir. Kiracılar bölümünde test edin: tür o zaman okunur.',
    unlocked: 'PROD kilidi açık. {{name}} ortamına yazma işlemleri {{time}} saatine kadar başlatılabilir.',
    unlock: '{{name}} kilidini aç',
    body: '10 dakika boyunca bu üretim ortamına yazma işlemleri başlatılabilir. Ekran kilidi veya uyku bunu hemen sona erdirir. Kilidin açılması etkinlik günlüğüne kaydedilir.',
    type: 'Kilidi açmak için kiracının adını yazın: {{name}}',
    confirm: '10 dakika için aç',
  },
  running: {
    push: 'Gönderim sürüyor',
    check: 'Denetimler sürüyor',
    scenario: 'Senaryolar sürüyor',
    runbook: 'Runbook sürüyor',
  },
  palette: {
    title: 'Komutlar',
    open: 'Komutlar',
    placeholder: 'Bir yer, kiracı veya eylem yazın',
    nothing: '“{{query}}” ile eşleşen komut yok.',
    goTo: '{{place}} bölümüne git',
    switchTo: '{{name}} kiracısına geç',
    theme: 'Tema: {{theme}}',
    count_one: '{{count}} komut',
    count_other: '{{count}} komut',
  },
  movedAside: {
    title: 'Yerel veritabanı bozuktu',
    body: '{{path}} konumuna taşındı, hiçbir şey silinmedi. Yeni bir veritabanı kullanılıyor; Ayarlar’dan bir yedek geri yüklenebilir.',
    restore: 'Ayarları aç',
  },
  expiry: {
    level: { expired: 'Süresi doldu', unknown: 'Bitişi bilinmiyor' },
    daysLeft_zero: 'Bugün bitiyor',
    daysLeft_one: '{{count}} gün kaldı',
    daysLeft_other: '{{count}} gün kaldı',
    due_one: '{{name}} kimlik bilgisi yenilenmeli. Tüm kimlik bilgilerinin bitişini göster',
    due_other: '{{count}} kimlik bilgisi yenilenmeli, önce {{name}}. Tüm kimlik bilgilerinin bitişini göster',
  },
  standIn: 'Vekil çalışma ortamı',
  standInHint: 'Bu pencere Electron’un prova sürümüyle çalışıyor. Denemek ve sınamak içindir, asla dağıtılmaz.',
  keychainMissing: 'Anahtarlık yok',
}
