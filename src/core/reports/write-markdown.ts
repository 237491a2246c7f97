import type { GateLine } from '../../shared/model/gate.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { ScenarioId } from '../../shared/model/scenario.ts'
import { certificateLines } from './certificate-markdown.ts'
import { eventsInShort } from './events-in-short.ts'
import { exchangesOf, pathOf } from './exchanges-of.ts'
import { markdownTable, yesNo } from './markdown-table.ts'
import { pictureOf, whyNoPicture } from '../../shared/view/evidence-picture.ts'
import { codeSpan, escapeMarkdown } from './escape-markdown.ts'
import { localDate, localTime, type OffsetAt } from './local-time.ts'
import { REPORT_WORDS_EN } from './words/report-words.en.ts'
import type { Count, LineStatus, ReportModel, ReportScenario } from './report-model.ts'

/** The runbook's template, word for word: headings and field names are never translated. */
const HEADINGS: readonly { readonly id: ScenarioId; readonly heading: string }[] = [
  { id: 'C1', heading: 'Senaryo 1: Happy Path' },
  { id: 'C2', heading: 'Senaryo 2: Idempotency' },
  { id: 'C3', heading: 'Senaryo 3: Edge Case' },
]
const ERROR_TESTS: readonly { readonly id: ScenarioId; readonly field: string }[] = [
  { id: 'D1', field: 'Authentication Error' },
  { id: 'D2', field: 'Rate Limit' },
  { id: 'D3', field: 'API Error' },
]

const STATUS_WORD: Readonly<Record<LineStatus, string>> = {
  passed: '✅ PASSED',
  failed: '❌ FAILED',
  'not run': 'not run',
}
const STATUS_SIGN: Readonly<Record<LineStatus, string>> = { passed: '✅', failed: '❌', 'not run': 'not run' }

/** The runbook's *Test Results Template*, filled in, with the evidence as appendix. Same model, same text. */
export function writeMarkdown(report: ReportModel, offsetAt: OffsetAt): string {
  const sections = [
    [`## Test Results - ${localDate(report.run.startedAt, offsetAt)}`],
    ...HEADINGS.map(({ id, heading }) => scenarioSection(heading, scenarioOf(report, id))),
    errorSection(report),
    decisionSection(report),
    ['---'],
    ...appendix(report, offsetAt),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const scenarioOf = (report: ReportModel, id: ScenarioId): ReportScenario | null =>
  report.scenarios.find((scenario) => scenario.id === id) ?? null

function scenarioSection(heading: string, scenario: ReportScenario | null): readonly string[] {
  const notes = scenario?.notes.map(escapeMarkdown) ?? []
  return [
    `### ${heading}`,
    `- Status: ${STATUS_WORD[scenario?.status ?? 'not run']}`,
    `- Notes: ${notes.length === 0 ? 'none' : notes.join(' ')}`,
  ]
}

const errorSection = (report: ReportModel): readonly string[] => [
  '### Error Handling Tests',
  ...ERROR_TESTS.map(({ id, field }) => `- ${field}: ${STATUS_SIGN[scenarioOf(report, id)?.status ?? 'not run']}`),
]

function decisionSection({ decision, gate }: ReportModel): readonly string[] {
  const blockers = decision === null ? gate.blockers : decision.blockers
  return [
    '### Go/No-Go Decision',
    `- Decision: ${decision?.decision ?? 'not run'}`,
    `- Blockers: ${blockers.length === 0 ? 'none' : blockers.map(escapeMarkdown).join('; ')}`,
  ]
}

function appendix(report: ReportModel, offsetAt: OffsetAt): readonly (readonly string[])[] {
  return [
    ['## Evidence'],
    runSection(report, offsetAt),
    ...(report.checks.length === 0 ? [] : [checkSection(report)]),
    ...report.scenarios.filter(({ criteria }) => criteria.length > 0).map(criteriaSection),
    ...report.scenarios.flatMap(({ certificate }) => (certificate === null ? [] : [certificateLines(certificate)])),
    ...(report.cleanUp === null ? [] : [cleanUpSection(report.cleanUp)]),
    ...(report.push === null ? [] : [pushSection(report.push)]),
    gateSection(report, offsetAt),
    ...(report.attestations.length === 0 ? [] : [attestationSection(report, offsetAt)]),
    ...(report.decision === null ? [] : [entrySection(report.decision, offsetAt)]),
    evidenceSection(report, offsetAt),
  ]
}

function runSection({ run, tenant, counts, log }: ReportModel, offsetAt: OffsetAt): readonly string[] {
  return [
    '### Run',
    `- Run: ${run.id} (${run.kind}, ${run.status})`,
    `- Tenant: ${escapeMarkdown(tenant.name)}, ${tenant.environment}, ${codeSpan(tenant.baseUrl)}`,
    `- Organisation: ${escapeMarkdown(tenant.organizationId ?? 'not known yet')}`,
    `- Started: ${localTime(run.startedAt, offsetAt)}`,
    `- Finished: ${run.finishedAt === null ? 'not yet' : localTime(run.finishedAt, offsetAt)}`,
    `- Console: ${escapeMarkdown(run.appVersion)}`,
    `- Scenarios: ${inFigures(counts.scenarios)}`,
    `- Criteria: ${inFigures(counts.criteria)}`,
    `- Checks: ${inFigures(counts.checks)}`,
    `- Decision log: ${log.code === null ? 'empty' : `${String(log.entries)} entries, ${log.verdict}, checkpoint ${log.code}`}`,
  ]
}

const inFigures = ({ expected, executed, skipped, passed, failed, warnings }: Count): string =>
  `expected ${String(expected)}, executed ${String(executed)}, skipped ${String(skipped)}; passed ${String(passed)}, failed ${String(failed)}, warnings ${String(warnings)}`

const checkSection = ({ checks }: ReportModel): readonly string[] => [
  '### Checks',
  ...markdownTable(
    ['Row', 'Title', 'Status', 'Detail'],
    checks.map(({ id, title, status, detail, remedy }) => [
      id,
      title,
      status,
      [detail, remedy].filter(Boolean).join(' '),
    ]),
  ),
]

const criteriaSection = ({
  id,
  criteria,
  expected,
  durationMs,
  events,
  faultsAt,
}: ReportScenario): readonly string[] => [
  `### Criteria of ${id}`,
  ...markdownTable(
    ['Criterion', 'Text', 'Passed', 'Evidence'],
    criteria.map(({ id: criterion, text, passed, evidence }) => [criterion, text, yesNo(passed), evidence ?? 'none']),
  ),
  '',
  ...expected.map(({ text, passed }) => `- Expected: ${escapeMarkdown(text)}: ${yesNo(passed)}`),
  `- Events: ${events.length === 0 ? 'none' : eventsInShort(events).map(escapeMarkdown).join(', ')}`,
  `- Duration: ${String(durationMs ?? 0)} ms`,
  ...(faultsAt === null ? [] : [`- Faults on purpose: ${REPORT_WORDS_EN.faultsAt[faultsAt]}`]),
]

const cleanUpSection = ({ created, deleted, leftBehind }: NonNullable<ReportModel['cleanUp']>): readonly string[] => [
  '### Test leads',
  `- Created ${String(created)}, deleted ${String(deleted)}, left behind ${String(leftBehind.length)}.`,
  ...leftBehind.map(
    ({ d365LeadId, domain, link, reason }) =>
      `- ${escapeMarkdown(d365LeadId || domain)}: ${codeSpan(link)} ${escapeMarkdown(reason)}`,
  ),
]

const pushSection = (push: NonNullable<ReportModel['push']>): readonly string[] => [
  '### Push',
  `- Leads: ${String(push.total)}; ${Object.entries(push.outcomes)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${outcome} ${String(count)}`)
    .join(', ')}`,
  ...(push.unlisted === 0 ? [] : [`- Not listed: ${String(push.unlisted)}`]),
  ...markdownTable(
    ['Domain', 'Outcome', 'Status', 'Reason', 'd365_lead_id'],
    push.leads.map((lead) => [
      lead.domain,
      lead.outcome,
      lead.status ?? '',
      lead.reason ?? '',
      lead.d365_lead_id ?? '',
    ]),
  ),
]

const gateSection = ({ gate }: ReportModel, offsetAt: OffsetAt): readonly string[] => [
  '### Gate',
  `As of ${localTime(gate.at, offsetAt)}.`,
  ...markdownTable(
    ['Line', 'Text', 'Status', 'As of', 'Holds until'],
    gate.lines.map((line) => [line.id, line.text, gateStatus(line), ...gateTimes(line, offsetAt)]),
  ),
]

function gateStatus({ status, stale }: GateLine): string {
  if (status === 'not_run') return 'not run'
  return stale === undefined ? status : `${status} (${REPORT_WORDS_EN.gateStale[stale]})`
}

const gateTimes = ({ at, holdsUntil }: GateLine, offsetAt: OffsetAt): readonly string[] =>
  [at, holdsUntil].map((moment) => (moment ? localTime(moment, offsetAt) : ''))

const attestationSection = ({ attestations }: ReportModel, offsetAt: OffsetAt): readonly string[] => [
  '### Attestations',
  'Names are typed, not proven.',
  ...markdownTable(
    ['Line', 'Attested by', 'At', 'Note'],
    attestations.map(({ row, by, at, note }) => [row, by, localTime(at, offsetAt), note]),
  ),
]

function entrySection(decision: NonNullable<ReportModel['decision']>, offsetAt: OffsetAt): readonly string[] {
  const fields: readonly (readonly [string, string | null])[] = [
    ['Date', localTime(decision.at, offsetAt)],
    ['Decision', decision.decision],
    ['Reason', decision.reason],
    ['Approved by', decision.approver === '' ? null : `${decision.approver} (typed, not proven)`],
    ['Recorded by', decision.recordedBy],
    ['Releases', decision.releases],
    ['Override', decision.override],
    [
      'Waived',
      Object.entries(decision.waivers)
        .map(([id, reason]) => `${id}: ${reason}`)
        .join('; ') || null,
    ],
    ['Known limitations', decision.knownLimitations || null],
    ['Log entry', `${decision.code}, ${decision.isSigned ? 'signed' : 'unsigned'}`],
  ]
  return [
    '### Decision',
    ...fields.flatMap(([name, value]) => (value === null ? [] : [`- ${name}: ${escapeMarkdown(value)}`])),
  ]
}

const evidenceSection = ({ evidence }: ReportModel, offsetAt: OffsetAt): readonly string[] => [
  '### Evidence list',
  ...(evidence.length === 0 ? ['none'] : evidence.flatMap((one) => evidenceLines(one, offsetAt))),
]

function evidenceLines(evidence: Evidence, offsetAt: OffsetAt): readonly string[] {
  const { id, at, step, title } = evidence
  return [
    `- ${id} (${escapeMarkdown(step)}, ${localTime(at, offsetAt)}): ${escapeMarkdown(title)}${aboutPicture(evidence)}`,
    ...exchangesOf(evidence).map(
      (call) =>
        `  - ${codeSpan(`${call.method} ${pathOf(call.url)}`)}: ${call.status === null ? 'no answer' : String(call.status)}, ` +
        `${String(Math.round(call.durationMs))} ms, request ${escapeMarkdown(call.clientRequestId)}, ` +
        `service ${call.serviceRequestIds.map(escapeMarkdown).join(' ') || 'none'}${call.isInjected ? ', injected' : ''}`,
    ),
  ]
}

/** A picture cannot be part of a text; where it is, or why there is none, can. */
function aboutPicture(evidence: Evidence): string {
  if (pictureOf(evidence) !== null) return '; the picture is in the HTML and JSON reports'
  const why = whyNoPicture(evidence)
  return why === null ? '' : `; ${REPORT_WORDS_EN.badgePicture[why]}`
}
