import type { ReportFormat } from '../../shared/model/report.ts'
import type { Language } from '../../shared/words/language.ts'
import { localDate, type OffsetAt } from './local-time.ts'
import type { ReportModel } from './report-model.ts'

const EXTENSIONS: Readonly<Record<ReportFormat, string>> = {
  md: 'md',
  html: 'html',
  pdf: 'pdf',
  json: 'json',
  junit: 'junit.xml',
  csv: 'csv',
}

/** The others keep one wording in every language: the runbook's template, and what machines read. */
const TRANSLATED: readonly ReportFormat[] = ['html', 'pdf']

/** The language a file of this format is really in. */
export const languageOfFile = (format: ReportFormat, asked: Language): Language =>
  TRANSLATED.includes(format) ? asked : 'en'

/** `<tenant>-<date>-<run>[.tr].<format>`, safe on every file system whatever the tenant is called. */
export function reportFileName(
  { tenant, run }: Pick<ReportModel, 'tenant' | 'run'>,
  {
    format,
    language,
    offsetAt,
  }: { readonly format: ReportFormat; readonly language: Language; readonly offsetAt: OffsetAt },
): string {
  const plain = tenant.name
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const spoken = languageOfFile(format, language) === 'en' ? '' : `.${language}`
  return `${plain === '' ? 'tenant' : plain}-${localDate(run.startedAt, offsetAt)}-${run.id}${spoken}.${EXTENSIONS[format]}`
}
