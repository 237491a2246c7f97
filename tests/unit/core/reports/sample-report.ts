import { z } from 'zod'
import { buildReport, type ReportSources } from '../../../../src/core/reports/build-report.ts'
import type { ReportModel } from '../../../../src/core/reports/report-model.ts'
import { GATE_LINES } from '../../../../src/core/gate/gate-lines.ts'
import type { CheckResult } from '../../../../src/shared/model/check.ts'
import type { Evidence, Run } from '../../../../src/shared/model/run.ts'
import type { ScenarioResult, ScenarioRunResult } from '../../../../src/shared/model/scenario.ts'
import { AT, aRun, aTenant, RUN_ID } from '../../../support/builders.ts'

export const aScenarioResult = (over: Partial<ScenarioResult> = {}): ScenarioResult => ({
  id: 'C1',
  status: 'passed',
  criteria: [{ id: 'C1.1', text: 'The lead was created in D365', passed: true, evidence: 'e-1' }],
  expected: [{ text: 'The log says so', passed: true }],
  events: ['d365_lead_created'],
  durationMs: 12,
  finding: null,
  note: null,
  steps: [],
  certificate: null,
  ...over,
})

export const aScenarioRun = (scenarios: ScenarioResult[], cleanUp: Partial<ScenarioRunResult['cleanUp']> = {}): Run => {
  const result: ScenarioRunResult = {
    runId: RUN_ID,
    tenant: 'Contoso DEV',
    scenarios,
    cleanUp: { created: 1, deleted: 1, leftBehind: [], ...cleanUp },
    ok: true,
  }
  return aRun({ kind: 'scenario', status: 'passed', finishedAt: AT, result })
}

export const aCheckRun = (rows: CheckResult['rows']): Run => {
  const result: CheckResult = { runId: RUN_ID, tenant: 'Contoso DEV', startedAt: AT, finishedAt: AT, rows, ok: true }
  return aRun({ kind: 'check', status: 'passed', finishedAt: AT, result: z.json().parse(result) })
}

export const reportSources = (
  over: Partial<ReportSources> & { readonly evidence?: readonly Evidence[] } = {},
): ReportSources => {
  const run = over.run ?? aScenarioRun([aScenarioResult()])
  return {
    tenant: aTenant(),
    run,
    parts: [{ run, evidence: over.evidence ?? [] }],
    gate: {
      tenant: 'Contoso DEV',
      lines: GATE_LINES.map(({ id, text }) => ({ id, text, status: 'not_run', evidence: [], at: null })),
      go: { allowed: false, because: ['E1.1 Senaryo 1 (Happy Path): not run'] },
      production: null,
    },
    log: [],
    verification: { entries: 0, head: null, verdict: 'ok', brokenAt: null },
    ...over,
  }
}

export const aReport = (...args: Parameters<typeof reportSources>): ReportModel => buildReport(reportSources(...args))
