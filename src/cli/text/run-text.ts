import type { Evidence, Run } from '../../shared/model/run.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import { localTime } from './gate-text.ts'
import type { Page } from './page.ts'

export function runListText(runs: readonly Run[], { paint, width }: Page): string {
  if (runs.length === 0) return 'Nothing has been run.'
  return formatTable(
    ['run', 'kind', 'status', 'started', 'part of'],
    runs.map(({ id, kind, status, startedAt, parentId }) => [
      id,
      kind,
      paintStatus(paint, status),
      localTime(startedAt),
      parentId ?? '',
    ]),
    { width },
  )
}

/** `wanted` may be one evidence's id: then that evidence is printed whole, else the list. */
export function runText(
  { run, evidence }: { readonly run: Run; readonly evidence: readonly Evidence[] },
  wanted: string,
  { paint, width }: Page,
): string {
  const heading = `${paint('strong', `${run.kind} ${run.id}`)}  ${paintStatus(paint, run.status)}  ${localTime(run.startedAt)}`
  const one = evidence.find(({ id }) => id === wanted)
  if (one !== undefined) {
    return `${heading}\n\n${one.step}: ${plain(one.title)} (${one.kind})\n${JSON.stringify(one.body, null, 2)}`
  }
  if (evidence.length === 0) return `${heading}\n\nNo evidence is kept for this run.`
  const table = formatTable(
    ['evidence', 'step', 'kind', 'title'],
    evidence.map(({ id, step, kind, title }) => [id, step, kind, plain(title)]),
    { width },
  )
  return `${heading}\n\n${table}`
}
