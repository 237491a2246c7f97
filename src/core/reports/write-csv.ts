import type { GateLine } from '../../shared/model/gate.ts'
import { neutraliseCell } from '../spreadsheet-cell.ts'
import { localTime, type OffsetAt } from './local-time.ts'
import type { Count, ReportModel } from './report-model.ts'
import { REPORT_WORDS_EN } from './words/report-words.en.ts'
import { cutText, onItsLines } from './visible-text.ts'

/** One row of anything a report tells; what a kind has no value for is empty. */
interface Row {
  readonly kind:
    | 'run'
    | 'count'
    | 'check'
    | 'scenario'
    | 'criterion'
    | 'expected'
    | 'lead'
    | 'gate'
    | 'blocker'
    | 'attestation'
    | 'decision'
  readonly id?: string
  readonly title?: string
  readonly status?: string
  readonly detail?: string
  readonly at?: string | null
  readonly durationMs?: number | null
  readonly evidence?: readonly string[]
}

const HEAD = ['kind', 'id', 'title', 'status', 'detail', 'at_utc', 'at_local', 'duration_ms', 'evidence'] as const

/** A spreadsheet's own limit for one cell. Source: Microsoft Support, "Excel specifications and limits". */
const LONGEST_CELL = 32_000

/**
 * The report for a spreadsheet: one row per fact, one table for all kinds. UTF-8 with a byte order mark, without which Excel takes Turkish
 * letters for another code page; CRLF and quotes as RFC 4180, section 2, has them; every cell neutralised.
 */
export function writeCsv(report: ReportModel, offsetAt: OffsetAt): string {
  const lines = rowsOf(report).map((row) => cellsOf(row, offsetAt).map(cell).join(','))
  return `\ufeff${[HEAD.map(cell).join(','), ...lines].join('\r\n')}\r\n`
}

const cell = (text: string): string =>
  `"${neutraliseCell(onItsLines(cutText(text, LONGEST_CELL))).replaceAll('"', '""')}"`

const cellsOf = (row: Row, offsetAt: OffsetAt): readonly string[] => [
  row.kind,
  row.id ?? '',
  row.title ?? '',
  row.status ?? '',
  row.detail ?? '',
  row.at ?? '',
  row.at ? localTime(row.at, offsetAt) : '',
  row.durationMs == null ? '' : String(Math.round(row.durationMs)),
  (row.evidence ?? []).join(' '),
]

function rowsOf(report: ReportModel): readonly Row[] {
  const { run, tenant, counts, checks, scenarios, push, gate, attestations, decision } = report
  return [
    {
      kind: 'run',
      id: run.id,
      title: `${tenant.name}, ${tenant.environment}, ${tenant.baseUrl}`,
      status: run.status,
      detail: run.kind,
      at: run.startedAt,
      durationMs: run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt),
    },
    ...(['scenarios', 'criteria', 'checks'] as const).flatMap((what) => countRows(what, counts[what])),
    ...checks.map(({ id, title, status, detail, remedy, evidence }): Row => ({
      kind: 'check',
      id,
      title,
      status,
      detail: [detail, remedy].filter(Boolean).join(' '),
      evidence,
    })),
    ...scenarios.flatMap(scenarioRows),
    ...(push?.leads ?? []).map(({ domain, outcome, status, reason, d365_lead_id }): Row => ({
      kind: 'lead',
      id: domain,
      title: d365_lead_id ?? '',
      status: outcome,
      detail: [status, reason].filter(Boolean).join(': '),
    })),
    ...(push !== null && push.unlisted > 0
      ? [{ kind: 'count', id: 'leads', title: 'not listed', status: String(push.unlisted) } as const]
      : []),
    { kind: 'gate', title: 'as of', at: gate.at },
    ...gate.lines.map(gateRow),
    ...gate.blockers.map((detail): Row => ({ kind: 'blocker', detail })),
    ...attestations.map(attestationRow),
    ...(decision === null ? [] : [decisionRow(decision)]),
  ]
}

const countRows = (what: string, count: Count): readonly Row[] =>
  Object.entries(count).map(([figure, value]) => ({ kind: 'count', id: what, title: figure, status: String(value) }))

const scenarioRows = ({
  id,
  status,
  notes,
  criteria,
  expected,
  durationMs,
  faultsAt,
}: ReportModel['scenarios'][number]): readonly Row[] => [
  {
    kind: 'scenario',
    id,
    title: faultsAt === null ? '' : REPORT_WORDS_EN.faultsAt[faultsAt],
    status,
    detail: notes.join(' '),
    durationMs,
  },
  ...criteria.map((one): Row => ({
    kind: 'criterion',
    id: one.id,
    title: one.text,
    status: one.passed ? 'passed' : 'failed',
    evidence: one.evidence === null ? [] : [one.evidence],
  })),
  ...expected.map((one): Row => ({ kind: 'expected', id, title: one.text, status: one.passed ? 'passed' : 'failed' })),
]

const gateRow = ({ id, text, status, evidence, at, holdsUntil, stale }: GateLine): Row => ({
  kind: 'gate',
  id,
  title: text,
  status,
  detail: stale ?? (holdsUntil === undefined ? '' : `holds until ${holdsUntil}`),
  at,
  evidence,
})

const attestationRow = ({ row, by, note, at }: ReportModel['attestations'][number]): Row => ({
  kind: 'attestation',
  id: row,
  title: by,
  status: 'attested',
  detail: note,
  at,
})

const decisionRow = (decision: NonNullable<ReportModel['decision']>): Row => ({
  kind: 'decision',
  id: decision.code,
  title: decision.approver,
  status: decision.decision,
  detail: decision.reason,
  at: decision.at,
})
