import { maskPersonalData } from './mask-personal-data.ts'
import type { ReportModel } from './report-model.ts'

/** The whole model as JSON (docs/report-schema.md); personal data beyond test leads is masked in every text it holds. */
export function writeJson(report: ReportModel): string {
  const masked: unknown = JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    typeof value === 'string' ? maskPersonalData(value) : value,
  )
  return `${JSON.stringify(masked, null, 2)}\n`
}
