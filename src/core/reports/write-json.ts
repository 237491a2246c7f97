import type { ReportModel } from './report-model.ts'

/** The whole model as JSON (docs/report-schema.md). */
export const writeJson = (report: ReportModel): string => `${JSON.stringify(report, null, 2)}\n`
