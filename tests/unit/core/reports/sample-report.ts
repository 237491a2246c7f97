import { z } from 'zod'
import { buildReport, type ReportSources } from '../../../../src/core/reports/build-report.ts'
import type { ReportModel } from '../../../../src/core/reports/report-model.ts'
import { GATE_LINES } from '../../../../src/core/gate/gate-lines.ts'
import type { CheckResult } from '../../../../src/shared/model/check.ts'
import type { GateLine } from '../../../../src/shared/model/gate.ts'
import type { Evidence, Run } from '../../../../src/shared/model/run.ts'
import type { Certificate, ScenarioResult, ScenarioRunResult } from '../../../../src/shared/model/scenario.ts'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import { AT, anAttestation, anEvidence, aRun, aTenant, RUN_ID, TENANT_ID } from '../../../support/builders.ts'
import { aChain } from '../../../support/decision-chain.ts'

const EVIDENCE_ID = 'e2b7c6a1-0d3f-4e5a-8b9c-1d2e3f4a5b07'

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
  faultsAt: null,
  certificate: null,
  ...over,
})

/** A line of a decision's gate that rests on the run of the builders. */
export const A_LINE_OF_THIS_RUN: GateLine = {
  id: 'E1.1',
  text: 'Senaryo 1 (Happy Path)',
  status: 'passed',
  evidence: [RUN_ID],
  at: AT,
}

/** The smallest PNG: one transparent pixel. */
export const A_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

export const aCertificate = (text = 'push'): Certificate => ({
  domain: text,
  d365LeadId: text,
  pushes: [
    {
      step: text,
      outcome: text,
      reason: text,
      d365LeadId: text,
      requests: [{ method: text, status: 204, clientRequestId: text, serviceRequestIds: [text, text] }],
    },
  ],
  refusal: { status: 412, code: text },
  count: 1,
  control: { expected: 2, found: 2 },
  holds: true,
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
    gateAt: AT,
    attestations: [],
    log: [],
    verification: { entries: 0, head: null, verdict: 'ok', brokenAt: null },
    ...over,
  }
}

export const aReport = (...args: Parameters<typeof reportSources>): ReportModel => buildReport(reportSources(...args))

/** A report with something in every section: good, bad, a warning, skipped, a push, a decision, requests to draw. */
export function aFullReport(): ReportModel {
  const row = (id: string, status: CheckResult['rows'][number]['status']) => ({
    id,
    title: `Row ${id}`,
    status,
    detail: 'What was seen.',
    remedy: status === 'failed' ? 'Grant the role.' : null,
    evidence: [EVIDENCE_ID],
  })
  const check = aCheckRun([
    row('A1.1', 'failed'),
    row('A1.3', 'warning'),
    row('A1.4', 'passed'),
    row('A2.1', 'skipped'),
  ])
  const scenarios = aScenarioRun(
    [
      aScenarioResult({
        criteria: [{ id: 'C1.1', text: 'The lead was created', passed: true, evidence: EVIDENCE_ID }],
      }),
      aScenarioResult({ id: 'C2', status: 'failed', finding: 'D365 lists 2.', note: 'Seen by two people.' }),
      aScenarioResult({ id: 'D2', events: Array.from({ length: 40 }, () => 'd365_rate_limit_retry') }),
    ],
    {
      leftBehind: [
        {
          d365LeadId: RUN_ID,
          domain: 'c1-1.hunter-test.invalid',
          link: 'https://x.crm4.dynamics.com/',
          reason: 'Locked.',
          said: null,
        },
      ],
    },
  )
  const run = aRun({ kind: 'runbook', status: 'failed', finishedAt: '2026-03-01T12:00:09.000Z' })
  const exchange = (at: number, status: number | null) => ({
    at: new Date(Date.parse(AT) + at).toISOString(),
    method: 'PATCH',
    url: 'https://contoso.crm4.dynamics.com/api/data/v9.2/leads(3ebc1afc-f8cc-55a8-b8e1-1ee105fdb328)?$select=leadid',
    status,
    durationMs: 120,
    clientRequestId: RUN_ID,
    serviceRequestIds: [RUN_ID],
    isInjected: status === null,
  })
  const exchanges = [
    exchange(0, 404),
    exchange(150, 204),
    exchange(60_000, 429),
    exchange(60_400, 503),
    exchange(61_000, null),
  ]
  const leads: PushResult['leads'] = (['created', 'conflict', 'unknown'] as const).map((outcome) => ({
    domain: `${outcome}.example`,
    outcome,
    status: outcome === 'created' ? 'synced' : 'unknown',
    reason: outcome === 'created' ? null : 'Two leads are candidates.',
    d365_lead_id: null,
  }))
  const outcomes = {
    created: 1,
    adopted: 0,
    skipped: 0,
    updated: 0,
    conflict: 1,
    rejected: 0,
    refused: 0,
    failed: 0,
    waiting: 0,
    unknown: 1,
  }
  const push = {
    runId: RUN_ID,
    tenant: 'x',
    total: 3,
    outcomes,
    retries: 1,
    throttledMs: 4000,
    durationMs: 9000,
    leads,
  }
  return aReport({
    run,
    parts: [
      { run, evidence: [anEvidence({ id: EVIDENCE_ID, body: { exchanges } })] },
      { run: check, evidence: [] },
      { run: scenarios, evidence: [] },
      { run: aRun({ kind: 'push', status: 'failed', result: push }), evidence: [] },
    ],
    attestations: [anAttestation({ by: 'Zed', note: 'Seen in the portal.' })],
    log: aChain(1, null, {
      tenant: { id: TENANT_ID, name: 'Contoso DEV', environment: 'DEV', organizationId: null },
      blockers: ['E1.12: not run'],
      waivers: { 'E1.5': 'The tenant never throttles.' },
      knownLimitations: 'Owners are not set.',
      gate: [A_LINE_OF_THIS_RUN],
    }),
  })
}
