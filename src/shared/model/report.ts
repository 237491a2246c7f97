import { z } from 'zod'
import { LanguageSchema } from '../words/language.ts'

export const ReportFormatSchema = z.enum(['md', 'html', 'pdf', 'json', 'junit', 'csv'])
export type ReportFormat = z.infer<typeof ReportFormatSchema>

/** One file. Reports written by versions before 0.2 have neither language nor digest. */
export const WrittenReportSchema = z.strictObject({
  runId: z.string(),
  tenantId: z.string(),
  format: ReportFormatSchema,
  language: LanguageSchema.nullable(),
  path: z.string(),
  /** SHA-256 (hex) of the file as it was written, and its size. */
  digest: z.string().length(64).nullable(),
  bytes: z.int().nullable(),
  at: z.iso.datetime(),
})
export type WrittenReport = z.infer<typeof WrittenReportSchema>

/** A format that was asked for and could not be made here. `no_window`: a PDF needs the console's window; `print_failed`: it had one, and it failed. */
export const SkippedReportSchema = z.strictObject({
  format: ReportFormatSchema,
  reason: z.enum(['no_window', 'print_failed']),
  message: z.string(),
})
export type SkippedReport = z.infer<typeof SkippedReportSchema>

/** What writing the report of a run came to: nothing asked for is left out of both lists. */
export const ReportWritingSchema = z.strictObject({
  written: z.array(WrittenReportSchema),
  skipped: z.array(SkippedReportSchema),
})
export type ReportWriting = z.infer<typeof ReportWritingSchema>
