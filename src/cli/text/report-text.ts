import type { ReportWriting, SkippedReport } from '../../shared/model/report.ts'

export const skippedText = ({ format, message }: SkippedReport): string => `${format}: skipped. ${message}`

export const reportText = ({ written, skipped }: ReportWriting): string =>
  [...written.map(({ path }) => path), ...skipped.map(skippedText)].join('\n')
