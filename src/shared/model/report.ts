import { z } from 'zod'

export const ReportFormatSchema = z.enum(['md', 'json'])
export type ReportFormat = z.infer<typeof ReportFormatSchema>

export const WrittenReportSchema = z.strictObject({
  runId: z.string(),
  tenantId: z.string(),
  format: ReportFormatSchema,
  path: z.string(),
  at: z.iso.datetime(),
})
export type WrittenReport = z.infer<typeof WrittenReportSchema>
