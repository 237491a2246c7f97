import type {
  DecisionEntry,
  DecisionReceipt,
  GateLine,
  GateStatus,
  GateVerification,
  Production,
} from '../../shared/model/gate.ts'
import { describeFailure } from '../describe-failure.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

export function gateText({ tenant, lines, go, production }: GateStatus, page: Page): string {
  const { paint } = page
  const verdict = go.allowed
    ? paint('good', 'GO is possible')
    : [paint('warning', 'GO is not possible:'), ...go.because.map((reason) => `  - ${plain(reason)}`)].join('\n')
  const parts = [paint('strong', `Gate of ${plain(tenant)}`), lineTable(lines, page), verdict]
  return [...parts, ...(production === null ? [] : productionText(production, page))].join('\n\n')
}

function lineTable(lines: readonly GateLine[], { paint, width }: Page): string {
  return formatTable(
    ['line', 'status', 'evidence of', 'holds until', 'text'],
    lines.map(({ id, status, at, holdsUntil, text }) => [
      id,
      paintStatus(paint, status),
      localTime(status === 'not_run' ? null : at),
      localTime(status === 'passed' || status === 'attested' ? (holdsUntil ?? null) : null),
      plain(text),
    ]),
    { width },
  )
}

function productionText({ openedBy, lines }: Production, page: Page): readonly string[] {
  const state =
    openedBy === null
      ? page.paint('warning', 'Production (E2) is closed: no GO in force names this tenant.')
      : page.paint(
          'good',
          `Production (E2) was opened by entry ${openedBy.sequence}, a GO for ${plain(openedBy.tenant)}.`,
        )
  return [state, lineTable(lines, page)]
}

export function decisionLogText(entries: readonly DecisionEntry[], { paint, width }: Page): string {
  if (entries.length === 0) return 'No decision has been recorded.'
  return formatTable(
    ['nr', 'time', 'tenant', 'decision', 'approver', 'signed', 'reason'],
    entries.map(({ body, signature }) => [
      String(body.sequence),
      localTime(body.at),
      plain(body.tenant?.name ?? '–'),
      paintStatus(paint, body.decision ?? body.type),
      plain(body.approver),
      signature === null ? 'unsigned' : 'yes',
      plain(body.override === null ? body.reason : `${body.reason} (override: ${body.override})`),
    ]),
    { width },
  )
}

export function receiptText({ sequence, decision, hash, note }: DecisionReceipt, tenant: string): string {
  const recorded = `Decision ${sequence}: ${decision} for ${plain(tenant)}\n${hash}`
  if (note === undefined) return recorded
  if (note.failure === null) return `${recorded}\nNote in D365: ${note.id}`
  const { message, remedy } = describeFailure(note.failure)
  return `${recorded}\nThe decision stands, but D365 confirmed no note: ${plain(`${message} ${remedy}`)}`
}

export function verificationText({ entries, head, verdict, brokenAt }: GateVerification, { paint }: Page): string {
  const where = brokenAt === null ? '' : ` at entry ${brokenAt}`
  const word = paintStatus(paint, verdict === 'ok' ? 'ok' : 'failed')
  const sentence = verdict === 'ok' ? word : `${word}: ${verdict.replaceAll('_', ' ')}${where}`
  return `Decision log: ${sentence}\n${entries} entries, head ${head ?? '–'}`
}

/** Stored in UTC, shown in the reader's time with its offset. */
export function localTime(at: string | null): string {
  if (at === null) return '–'
  const date = new Date(at)
  const minutes = -date.getTimezoneOffset()
  const sign = minutes < 0 ? '-' : '+'
  const two = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
  return `${local} ${sign}${two(minutes / 60)}:${two(minutes % 60)}`
}
