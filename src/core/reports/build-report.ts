import { CheckResultSchema, type CheckRow } from '../../shared/model/check.ts'
import type { Attestation, DecisionEntry, GateStatus, GateVerification } from '../../shared/model/gate.ts'
import { PushResultSchema } from '../../shared/model/push.ts'
import type { Evidence, Run } from '../../shared/model/run.ts'
import {
  ScenarioIdSchema,
  ScenarioRunResultSchema,
  type ScenarioResult,
  type ScenarioRunResult,
} from '../../shared/model/scenario.ts'
import { effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'
import { shortCode } from '../gate/canonical-entry.ts'
import { addUp } from '../scenarios/clean-up.ts'
import { maskAll } from '../../shared/lib/mask-personal-data.ts'
import {
  REPORT_SCHEMA,
  type Count,
  type ReportDecision,
  type ReportModel,
  type ReportScenario,
} from './report-model.ts'
import { verdictOf } from './verdict.ts'

export interface ReportSources {
  readonly tenant: Tenant
  readonly run: Run
  /** The run itself and, for a runbook run, its parts; oldest first. */
  readonly parts: readonly { readonly run: Run; readonly evidence: readonly Evidence[] }[]
  readonly gate: GateStatus
  /** When the gate was asked; ISO 8601 UTC. */
  readonly gateAt: string
  readonly attestations: readonly Attestation[]
  readonly log: readonly DecisionEntry[]
  readonly verification: GateVerification
}

/** What a run has to say, drawn from its results and evidence alone; people in it are masked, whatever it is written as. Pure. */
export function buildReport({
  tenant,
  run,
  parts,
  gate,
  gateAt,
  attestations,
  log,
  verification,
}: ReportSources): ReportModel {
  const checks = parts.flatMap((part) => rowsOf(part.run))
  const scenarioRuns = parts.flatMap((part) => scenarioRunOf(part.run) ?? [])
  const scenarios = ScenarioIdSchema.options.map((id) => reportScenario(id, scenarioRuns))
  const counts = countsOf(checks, scenarios)
  const push = pushOf(parts)
  return maskAll<ReportModel>({
    schema: REPORT_SCHEMA,
    run: {
      id: run.id,
      kind: run.kind,
      status: run.status,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      appVersion: run.appVersion,
      wasUnlocked: run.wasUnlocked,
    },
    tenant: {
      id: tenant.id,
      name: tenant.name,
      environment: effectiveEnvironment(tenant),
      baseUrl: tenant.baseUrl,
      organizationId: tenant.organizationId,
    },
    counts,
    isSuccess: verdictOf({ counts, push, run }) === 'success',
    checks,
    scenarios,
    cleanUp: scenarioRuns.length === 0 ? null : scenarioRuns.map(({ cleanUp }) => cleanUp).reduce(addUp),
    push,
    gate: { at: gateAt, lines: gate.lines, blockers: gate.go.because },
    decision: decisionOf(log, parts),
    log: logFound(log, verification),
    attestations: attestations.map(({ tenantId: _itsOwn, ...attestation }) => attestation),
    evidence: parts.flatMap((part) => [...part.evidence]),
  })
}

function rowsOf(run: Run): readonly CheckRow[] {
  const parsed = run.kind === 'check' ? CheckResultSchema.safeParse(run.result) : null
  return parsed?.data?.rows ?? []
}

function scenarioRunOf(run: Run): ScenarioRunResult | null {
  const parsed = run.kind === 'scenario' ? ScenarioRunResultSchema.safeParse(run.result) : null
  return parsed?.data ?? null
}

function pushOf(parts: ReportSources['parts']): ReportModel['push'] {
  const results = parts.map(({ run }) => (run.kind === 'push' ? PushResultSchema.safeParse(run.result) : null))
  return results.find((parsed) => parsed?.success === true)?.data ?? null
}

const NOT_RUN: Omit<ReportScenario, 'id'> = {
  status: 'not run',
  notes: [],
  criteria: [],
  expected: [],
  events: [],
  durationMs: null,
  faultsAt: null,
  certificate: null,
}

function reportScenario(id: ScenarioResult['id'], runs: readonly ScenarioRunResult[]): ReportScenario {
  const result = runs.flatMap(({ scenarios }) => scenarios).findLast((scenario) => scenario.id === id)
  if (!result) return { id, ...NOT_RUN }
  const unexpected = result.expected.filter(({ passed }) => !passed).map(({ text }) => `Not as expected: ${text}.`)
  const left = runs
    .flatMap(({ cleanUp }) => cleanUp.leftBehind)
    .filter(({ domain }) => domain.startsWith(`${id.toLowerCase()}-`))
    .map(({ link, reason }) => `Left behind: ${link} (${reason})`)
  const notes = [result.finding, ...unexpected, ...left, result.note].filter((note) => note !== null)
  return {
    id,
    status: result.status === 'skipped' ? 'not run' : result.status,
    notes,
    criteria: result.criteria,
    expected: result.expected,
    events: result.events,
    durationMs: result.durationMs,
    faultsAt: result.faultsAt,
    certificate: result.certificate,
  }
}

type Counted = ReportScenario['status'] | 'warning'

const CHECK_COUNTS_AS: Readonly<Record<CheckRow['status'], Counted>> = {
  passed: 'passed',
  attested: 'passed',
  warning: 'warning',
  failed: 'failed',
  skipped: 'not run',
}

function logFound(log: readonly DecisionEntry[], { entries, verdict }: GateVerification): ReportModel['log'] {
  const head = log.at(-1)
  const code = head === undefined ? null : shortCode({ sequence: head.body.sequence, hash: head.hash })
  return { entries, verdict, code }
}

const countsOf = (checks: readonly CheckRow[], scenarios: readonly ReportScenario[]): ReportModel['counts'] => ({
  scenarios: count(scenarios.map(({ status }) => status)),
  criteria: count(scenarios.flatMap(({ criteria }) => criteria.map(({ passed }) => (passed ? 'passed' : 'failed')))),
  checks: count(checks.map(({ status }) => CHECK_COUNTS_AS[status])),
})

function count(statuses: readonly Counted[]): Count {
  const of = (wanted: Counted): number => statuses.filter((status) => status === wanted).length
  const skipped = of('not run')
  return {
    expected: statuses.length,
    executed: statuses.length - skipped,
    skipped,
    passed: of('passed'),
    failed: of('failed'),
    warnings: of('warning'),
  }
}

/** The newest decision whose gate rests on what this run or a part of it saw; one that rests on other runs alone is not this run's. */
function decisionOf(log: readonly DecisionEntry[], parts: ReportSources['parts']): ReportDecision | null {
  const seenHere = new Set(parts.flatMap(({ run, evidence }) => [run.id, ...evidence.map(({ id }) => id)]))
  const entry = log.findLast(({ body }) => body.gate.some((line) => line.evidence.some((id) => seenHere.has(id))))
  if (!entry?.body.decision) return null
  const { body } = entry
  return {
    decision: entry.body.decision,
    at: body.at,
    sequence: body.sequence,
    code: shortCode({ sequence: body.sequence, hash: entry.hash }),
    reason: body.reason,
    approver: body.approver,
    recordedBy: `${body.recordedBy.user} on ${body.recordedBy.machine}`,
    override: body.override,
    waivers: body.waivers,
    blockers: body.blockers,
    knownLimitations: body.knownLimitations,
    releases: body.releases?.name ?? null,
    isSigned: entry.signature !== null,
  }
}
