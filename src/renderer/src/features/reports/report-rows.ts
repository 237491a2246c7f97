import { ReportFormatSchema, type WrittenReport } from '../../../../shared/model/report.ts'
import { PushResultSchema } from '../../../../shared/model/push.ts'
import type { Run, RunStatus } from '../../../../shared/model/run.ts'
import type { Tone } from '../../ui/tone-badge.tsx'

export interface ReportRow {
  readonly run: Run
  readonly reports: readonly WrittenReport[]
}

/** Of a push of one lead the lead's own history tells; of a bulk push, a report. */
const isTold = ({ kind, result }: Run): boolean =>
  kind !== 'push' || (PushResultSchema.safeParse(result).data?.total ?? 2) > 1

/** Finished runs with the reports written on them, newest first; parts of a runbook run are told by the whole. */
export function reportRows(runs: readonly Run[], reports: readonly WrittenReport[]): readonly ReportRow[] {
  return runs
    .filter((run) => run.status !== 'running' && run.parentId === null && isTold(run))
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
    .map((run) => ({ run, reports: newestOfEach(reports.filter((report) => report.runId === run.id)) }))
}

/** A file written again is the same file; formats in their usual order. `reports` is newest first. */
const newestOfEach = (reports: readonly WrittenReport[]): readonly WrittenReport[] =>
  reports
    .filter(({ path }, at) => reports.findIndex((one) => one.path === path) === at)
    .sort((a, b) => ORDER.indexOf(a.format) - ORDER.indexOf(b.format) || a.path.localeCompare(b.path))

const ORDER = ReportFormatSchema.options

export const RUN_TONES: Readonly<Record<RunStatus, Tone>> = {
  running: 'progress',
  passed: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'warning',
}
