import type { ReportModel } from '../../../../src/core/reports/report-model.ts'
import { GATE_LINES } from '../../../../src/core/gate/gate-lines.ts'
import { AT, anAttestation, anEvidence, aRun, aTenant, RUN_ID, TENANT_ID } from '../../../support/builders.ts'
import { aChain } from '../../../support/decision-chain.ts'
import { A_LINE_OF_THIS_RUN, A_PNG, aCertificate, aReport, aScenarioResult, aScenarioRun } from './sample-report.ts'

const PICTURE_ID = 'e2b7c6a1-0d3f-4e5a-8b9c-1d2e3f4a5b08'
const FORGED_ID = 'e2b7c6a1-0d3f-4e5a-8b9c-1d2e3f4a5b09'

/** A report that has the text wherever a lead, a server or a person could have put it, in every kind of part. */
export function aHostileReport(text: string): ReportModel {
  const row = { id: text, title: text, detail: text, remedy: text, evidence: [text] }
  const scenario = aScenarioResult({
    status: 'failed',
    finding: text,
    note: text,
    events: [text],
    criteria: [{ id: 'C1.1', text, passed: false, evidence: text }],
    expected: [{ text, passed: false }],
  })
  const exchange = {
    at: AT,
    method: text,
    url: text,
    status: 500,
    durationMs: 12,
    clientRequestId: text,
    serviceRequestIds: [text],
    isInjected: true,
    responseBody: text,
  }
  const screenshot = { png: A_PNG, width: 1, height: 1, domain: text, badge: 'synced' }
  const left = { d365LeadId: text, domain: 'c1-1.hunter-test.invalid', link: text, reason: text, said: null }
  const check = {
    runId: RUN_ID,
    tenant: text,
    startedAt: AT,
    finishedAt: AT,
    rows: [{ ...row, status: 'failed' as const }],
    ok: false,
  }
  const lead = { domain: text, outcome: 'failed' as const, status: 'error' as const, reason: text, d365_lead_id: text }
  const outcomes = {
    created: 0,
    adopted: 0,
    skipped: 0,
    updated: 0,
    conflict: 0,
    rejected: 0,
    refused: 0,
    failed: 1,
    waiting: 0,
    unknown: 0,
  }
  const push = {
    runId: RUN_ID,
    tenant: text,
    total: 1,
    outcomes,
    retries: 0,
    throttledMs: 0,
    durationMs: 5,
    leads: [lead],
  }
  const run = aRun({ kind: 'runbook', status: 'failed', finishedAt: AT, appVersion: text })
  // The log's canonical JSON cannot hold half a character; nothing else here is spared it.
  const logged = text.toWellFormed()
  const tenant = { id: TENANT_ID, name: logged, environment: 'DEV', organizationId: null }
  return aReport({
    tenant: aTenant({ name: text, baseUrl: text, organizationId: text }),
    run,
    parts: [
      { run, evidence: [anEvidence({ title: text, step: `C1/${text}`, body: { exchanges: [exchange] } })] },
      {
        run: aScenarioRun(
          [scenario, aScenarioResult({ id: 'C2', status: 'failed', certificate: aCertificate(text) })],
          {
            leftBehind: [left],
          },
        ),
        evidence: [
          anEvidence({ id: PICTURE_ID, kind: 'screenshot', title: text, body: screenshot }),
          anEvidence({ id: FORGED_ID, kind: 'screenshot', title: text, body: { ...screenshot, png: text } }),
        ],
      },
      { run: aRun({ kind: 'check', status: 'failed', result: check }), evidence: [] },
      { run: aRun({ kind: 'push', status: 'failed', result: push }), evidence: [] },
    ],
    gate: {
      tenant: text,
      lines: GATE_LINES.map(({ id }) => ({ id, text, status: 'failed' as const, evidence: [text], at: AT })),
      go: { allowed: false, because: [text] },
      production: null,
    },
    attestations: [anAttestation({ row: text, by: text, note: text })],
    log: aChain(1, null, {
      tenant,
      decision: 'NO-GO',
      reason: logged,
      approver: logged,
      recordedBy: { user: logged, machine: logged },
      override: logged,
      waivers: { 'E1.5': logged },
      blockers: [logged],
      knownLimitations: logged,
      releases: { id: TENANT_ID, name: logged },
      gate: [A_LINE_OF_THIS_RUN],
    }),
  })
}
