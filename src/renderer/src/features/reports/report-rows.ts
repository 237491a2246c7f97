import type { WrittenReport } from '../../../../shared/model/report.ts'
import type { Run, RunKind, RunStatus } from '../../../../shared/model/run.ts'
import type { Tone } from '../../ui/tone-badge.tsx'

/** Kinds of run that a report tells of; a push is told by the lead's own history. */
const REPORTABLE: readonly RunKind[] = ['runbook', 'scenario', 'check']

export interface ReportRow {
  readonly run: Run
  readonly reports: readonly WrittenReport[]
}

/** Finished runs with the reports written on them, newest first; parts of a runbook run are told by the whole. */
export function reportRows(runs: readonly Run[], reports: readonly WrittenReport[]): readonly ReportRow[] {
  return runs
    .filter((run) => REPORTABLE.includes(run.kind) && run.status !== 'running' && run.parentId === null)
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
    .map((run) => ({ run, reports: reports.filter((report) => report.runId === run.id) }))
}

export const RUN_TONES: Readonly<Record<RunStatus, Tone>> = {
  running: 'progress',
  passed: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'warning',
}
