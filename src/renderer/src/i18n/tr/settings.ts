import type { settings as english } from '../en/settings.ts'
import type { Translation } from '../../../../shared/words/translation.ts'

export const settings: Translation<typeof english> = {
  theme: {
    title: 'Görünüm',
    system: 'Sistemi izle',
    light: 'Açık',
    dark: 'Koyu',
    contrast: 'Yüksek karşıtlık',
  },
  language: { title: 'Dil', system: 'Sistemi izle', en: 'English', tr: 'Türkçe' },
  data: {
    title: 'Veri klasörü',
    hint: 'Veritabanı, günlükler, raporlar ve yedekler. Gizli anahtarlar burada değildir.',
    open: 'Klasörü aç',
  },
  keychain: {
    title: 'Anahtarlık',
    hint: 'İstemci gizli anahtarlarının ve kararları imzalayan anahtarın saklandığı yer.',
    available: 'Kullanılabilir: {{name}}.',
    missing: 'Kullanılamıyor. {{why}} {{remedy}} Kararlar imzasız kaydedilir.',
  },
  support: {
    title: 'Destek paketi',
    hint: 'Günlük, son hatalar, profiller ve sürümlerle tek bir ZIP. Gizli anahtar içermez: yazılmadan önce geçerli her anahtar için taranır.',
    make: 'Paket oluştur…',
    written: 'Paket yazıldı.',
    copyPath: 'Yolu kopyala',
    parts_one: 'İçinde {{count}} parça',
    parts_other: 'İçinde {{count}} parça',
  },
  retention: {
    title: 'Kanıtlar',
    hint: 'Denetim ve senaryoların gördükleri: istekler, yanıtlar, satırlar, resimler. Çalıştırmalar, denemeler ve kararlar hep kalır; bir kararın dayandığı kanıtlar da.',
    label: 'Kanıtların saklanma süresi',
    days: '{{count}} gün',
    oneYear: 'Bir yıl',
    years: '{{count}} yıl',
    forever: 'Süresiz',
    confirmTitle: 'Kanıtların saklanma süresi: {{time}}',
    confirmNone: 'O kadar eski kanıt yok: şimdi hiçbir şey silinmez.',
    confirmBody_one:
      '{{before}} öncesinden {{count}} kanıt şimdi silinir; sonrakiler o yaşa gelince silinir. Çalıştırmalar, gördükleri olmadan kalır.',
    confirmBody_other:
      '{{before}} öncesinden, {{runs}} çalıştırmaya ait {{count}} kanıt şimdi silinir; sonrakiler o yaşa gelince silinir. Çalıştırmalar, gördükleri olmadan kalır.',
    kept: 'Bir karar dayandığı için kalan daha eski kanıtlar: {{kept}}.',
    confirm: 'Sil ve bu süreyi kullan',
    confirmNothing: 'Bu süreyi kullan',
  },
  about: {
    title: 'Hakkında',
    version: 'Konsol',
    standIn:
      'Bu pencere vekil bir çalışma ortamında: resmî Electron’a ulaşamayan makineler için bir prova sürümü. Denemek ve sınamak içindir, asla dağıtılmaz.',
  },
  backups: {
    title: 'Yedekler',
    hint: 'Her gün ve her veri göçünden önce bir kopya alınır, 14 gün saklanır.',
    make: 'Şimdi yedekle',
    none: 'Henüz yedek yok.',
    restore: 'Geri yükle…',
    restoreOf: '{{moment}} yedeğini geri yükle…',
    confirmTitle: 'Bu yedek geri yüklensin mi?',
    confirmBody:
      'Yerel veritabanı {{moment}} hâline döner. Önce bugünkünün kopyası alınır. O günden sonra kaydedilen kararlar dış günlükten yeniden işlenir; Dynamics 365’te hiçbir şey değişmez.',
    confirm: 'Geri yükle',
    restored: 'Yedek geri yüklendi. Karar günlüğü: {{verdict}}.',
  },
}
