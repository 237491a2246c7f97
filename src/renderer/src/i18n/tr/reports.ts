import type { Translation } from '../../../../shared/words/translation.ts'
import type { reports as english } from '../en/reports.ts'

export const reports: Translation<typeof english> = {
  lead: 'Nelerin çalıştırıldığı ve hakkında neyin yazıldığı: runbook’un test sonuçları şablonu, doldurulmuş ve kanıtlarıyla.',
  list: 'Çalıştırmalar',
  files: 'Yazılan raporlar',
  write: 'Rapor yaz…',
  writing: 'Yazılıyor…',
  reveal: 'Klasörde göster',
  revealFile: 'Klasörde göster: {{file}}',
  openFile: 'Aç: {{file}}',
  formats: { md: 'Markdown', html: 'HTML', pdf: 'PDF', json: 'JSON', junit: 'JUnit XML', csv: 'CSV' },
  purpose: {
    md: 'runbook’un şablonu',
    html: 'okumak ve göndermek için',
    pdf: 'yazdırmak ve dosyalamak için',
    json: 'programlar için',
    junit: 'derleme sistemleri için',
    csv: 'hesap tabloları için',
  },
  dialog: {
    title: 'Rapor yaz',
    formats: 'Biçimler',
    language: 'Dil',
    languageHint: 'HTML ve PDF’in dili. Runbook’un şablonu ve programların okudukları tek sözcük düzenini korur.',
    folder: 'Klasör',
    ownFolder: 'Konsolun veri klasöründeki raporlar',
    chooseFolder: 'Klasör seç…',
    useOwnFolder: 'Veri klasörünü kullan',
    writing: 'Yazılıyor; PDF birkaç saniye sürer.',
    submit: 'Yaz',
  },
  preview: { show: 'Önizle', title: 'HTML raporunun önizlemesi', frame: 'Rapor' },
  outcome: {
    written_one: 'Bir rapor yazıldı.',
    written_other: '{{count}} rapor yazıldı.',
    skipped: '{{format}} atlandı: {{why}} ',
    why: {
      no_window: 'yazdırmak için bir pencere gerekir.',
      print_failed: 'pencere yazdıramadı; nedeni günlükte.',
    },
  },
  empty: {
    title: 'Henüz raporlanacak bir şey yok',
    body: 'Önce runbook’un tümünü, denetimlerini ya da senaryolarını çalıştırın; rapor bir çalıştırma üzerine yazılır.',
    action: 'Genel bakışa git',
  },
}
