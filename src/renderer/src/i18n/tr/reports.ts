import type { reports as english } from '../en/reports.ts'
import type { Translation } from '../../../../shared/words/translation.ts'

export const reports: Translation<typeof english> = {
  lead: 'Nelerin çalıştırıldığı ve hakkında neyin yazıldığı: runbook’un test sonuçları şablonu, doldurulmuş ve kanıtlarıyla.',
  list: 'Çalıştırmalar',
  write: 'Rapor yaz',
  writing: 'Yazılıyor…',
  reveal: 'Klasörde göster',
  revealFile: 'Klasörde göster: {{file}}',
  formats: {
    all: 'Tüm biçimler',
    md: 'Markdown',
    html: 'HTML',
    pdf: 'PDF',
    json: 'JSON',
    junit: 'JUnit XML',
    csv: 'CSV',
  },
  empty: {
    title: 'Henüz raporlanacak bir şey yok',
    body: 'Önce runbook’un tümünü, denetimlerini ya da senaryolarını çalıştırın; rapor bir çalıştırma üzerine yazılır.',
    action: 'Genel bakışa git',
  },
}
