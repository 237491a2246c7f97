import type { overview as english } from '../en/overview.ts'
import type { Translation } from '../../../../shared/words/translation.ts'

export const overview: Translation<typeof english> = {
  lead: 'Bu kiracı runbook’un neresinde ve sırada ne var.',
  runAll: 'Runbook’un tümünü çalıştır',
  running: 'Çalışıyor…',
  cancel: 'Runbook’u iptal et',
  steps: 'Runbook adımları',
  openPlace: '{{place}} bölümünü aç',
  state: { pending: 'Bekliyor', inProgress: 'Sürüyor', GO: 'GO', 'NO-GO': 'NO-GO' },
  next: {
    runbook: {
      title: 'Runbook’un tümünü çalıştırın',
      body: 'Kurulumu denetler, senaryoları kendi test adaylarıyla çalıştırır, kapıyı çıkarır ve raporu yazar. Test adayları yeniden silinir.',
    },
    fixSetup: {
      title: 'Bir kurulum denetimi kaldı',
      body: 'Kurulum bölümü neyin eksik olduğunu ve kimin düzeltebileceğini söyler. Ardından denetimleri yeniden çalıştırın.',
      action: 'Kurulumu aç',
    },
    fixScenarios: {
      title: 'Bir senaryo kaldı',
      body: 'Ölçütleri neyin beklendiğini ve neyin görüldüğünü kanıtıyla gösterir.',
      action: 'Senaryoları aç',
    },
    decide: {
      title: 'GO ya da NO-GO kararını verin',
      body: 'Denetimler ve senaryolar geçti. Kapı, kararın neye dayanacağını gösterir.',
      action: 'Kapıyı aç',
    },
    settleLines: {
      title_one: 'Kapıda {{count}} satır açık',
      title_other: 'Kapıda {{count}} satır açık',
      body: 'Denetimler ve senaryolar geçti. GO için bu satırların da yerinde, onaylanmış ya da muaf tutulmuş olması gerekir.',
      action: 'Kapıyı aç',
    },
    push: {
      title: 'Karar kayda geçti',
      body: 'Adaylar gönderilebilir; her biri Dynamics 365’te tam olarak bir kayıt olur.',
      action: 'Adayları aç',
    },
  },
  step: {
    setup: {
      unit_one: 'denetim yolunda',
      unit_other: 'denetim yolunda',
      byHand: 'Elle: 1–2 saat',
      pending: 'Çalıştırılmadı',
      passed: 'Kalan yok',
      failed: 'Bir denetim kaldı',
      partial: 'Tamamlanmadı',
    },
    scenarios: {
      unit_one: 'senaryo geçti',
      unit_other: 'senaryo geçti',
      byHand: 'Elle: 1–2 saat',
      pending: 'Çalıştırılmadı',
      passed: 'Tümü geçti',
      failed: 'Bir senaryo kaldı',
      partial: 'Tümü çalıştırılmadı',
    },
    gate: {
      unit_one: 'satır yerinde',
      unit_other: 'satır yerinde',
      byHand: 'Elle: 15–30 dk',
      pending: 'Henüz kanıt yok',
      passed: 'Tüm satırlar yerinde',
      failed: 'Bir satır kaldı',
      partial: 'Bazı satırlar açık',
    },
    reports: {
      unit_one: 'rapor yazıldı',
      unit_other: 'rapor yazıldı',
      byHand: 'Elle: doldurulacak bir şablon',
      pending: 'Yazılmadı',
      passed: 'Yazıldı',
      failed: 'Yazılmadı',
      partial: 'Yazılmadı',
    },
  },
  live: {
    title: 'Runbook çalışıyor',
    progress: '{{total}} adımdan {{done}} tamam',
    checks: 'Kurulum denetimleri',
    gateAndReport: 'Kapı ve rapor',
  },
  decision: { title: 'Son karar', none: 'Bu kiracı için henüz bir karar kaydedilmedi.' },
  leads: {
    title_one: '{{count, number}} aday',
    title_other: '{{count, number}} aday',
    none: 'Henüz aday içe aktarılmadı.',
  },
}
