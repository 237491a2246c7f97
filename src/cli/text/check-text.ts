import type {
  CheckResult,
  CheckRow,
  ColumnsCreated,
  ColumnsPlanned,
  DriftResult,
  StaleReason,
} from '../../shared/model/check.ts'
import { describeFailure } from '../describe-failure.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

export function checkText({ tenant, rows, ok }: CheckResult, { paint, width }: Page): string {
  const table = formatTable(
    ['row', 'status', 'what', 'detail'],
    rows.map((row) => [row.id, paintStatus(paint, row.status), plain(row.title), plain(wordsOf(row))]),
    { width },
  )
  const verdict = ok ? paint('good', 'no row failed') : paint('bad', 'a row failed')
  return `${paint('strong', `Setup of ${plain(tenant)}`)}\n\n${table}\n\n${verdict}`
}

function wordsOf({ detail, remedy, attestation, commands = [] }: CheckRow): string {
  const by = attestation ? ` Confirmed by ${attestation.by} on ${attestation.at.slice(0, 10)}.` : ''
  const todo = remedy === null ? '' : ` To do: ${remedy}`
  const ready = remedy === null || commands.length === 0 ? '' : ` Commands: ${commands.join(' | ')}`
  return `${detail}${by}${todo}${ready}`
}

export function columnsText(plan: ColumnsPlanned, { paint, width }: Page): string {
  const { tenant, profile, solution, columns, notOurs } = plan
  if (columns.length + notOurs.length === 0) return `${plain(tenant)} has every column of profile ${profile}.`
  const into =
    solution === null
      ? paint('bad', 'No unmanaged solution has a publisher with their prefix: make one in Power Apps first.')
      : `Into the solution ${plain(solution.friendlyName)} (publisher ${plain(solution.publisher)}, prefix ${solution.prefix}).`
  const table = formatTable(
    ['column', 'label', 'type', 'limits'],
    columns.map((column) => [column.name, plain(column.label), column.type, limitsOf(column)]),
    { width },
  )
  const rest = notOurs.length === 0 ? [] : [`Not to be created by anyone but Microsoft: ${notOurs.join(', ')}.`]
  const head = paint('strong', `Columns that ${plain(tenant)} lacks for profile ${profile}`)
  return [head, '', table, '', into, ...rest, 'Nothing was created; --create does it.'].join('\n')
}

function limitsOf({ maxLength, range, choices }: ColumnsPlanned['columns'][number]): string {
  if (maxLength !== null) return `${String(maxLength)} characters`
  if (range !== null) return range.join('–')
  return (choices ?? []).map(({ value, label }) => `${String(value)} ${label}`).join(', ')
}

export function createdText({ created, failed, publishFailure, notSeenYet }: ColumnsCreated, { paint }: Page): string {
  return [
    created.length === 0 ? 'Nothing was created.' : `Created: ${created.join(', ')}.`,
    ...failed.map(({ name, failure }) => paint('bad', `${name}: ${plain(describeFailure(failure).message)}`)),
    ...(publishFailure === null
      ? []
      : [paint('bad', `Not published: ${plain(describeFailure(publishFailure).message)}`)]),
    ...(notSeenYet.length === 0
      ? []
      : [`Not shown by metadata yet: ${notSeenYet.join(', ')}. Check again in a minute.`]),
  ].join('\n')
}

export function driftText({ first, second, profile, differences }: DriftResult, { paint, width }: Page): string {
  const head = paint('strong', `${plain(first.tenant)} and ${plain(second.tenant)}, profile ${profile}`)
  const stale = [first, second].flatMap((side) =>
    side.stale === null
      ? []
      : [paint('warning', `The checks of ${plain(side.tenant)} are stale: ${STALE[side.stale]}.`)],
  )
  if (differences.length === 0) return [head, ...stale, 'Nothing differs that would break a push.'].join('\n')
  const table = formatTable(
    ['what', plain(first.tenant), plain(second.tenant)],
    differences.map((difference) => [
      difference.name,
      plain(difference.first ?? 'fine'),
      plain(difference.second ?? 'fine'),
    ]),
    { width },
  )
  return [head, ...stale, '', table].join('\n')
}

const STALE: Readonly<Record<StaleReason, string>> = {
  changed: 'profile or credential changed since',
  version: 'another version of the console made them',
  age: 'older than a week',
}
