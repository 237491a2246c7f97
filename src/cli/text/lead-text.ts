import type { ImportResult, LeadPage } from '../../shared/model/lead.ts'
import { formatTable, plain } from '../format-table.ts'
import { paintStatus } from '../paint.ts'
import type { Page } from './page.ts'

const MOST_REJECTED = 50

export function importText(result: ImportResult, isDryRun: boolean, { paint, width }: Page): string {
  const { file, rows, imported, updated, rejected } = result
  const verb = isDryRun ? 'would be imported' : 'imported'
  const counts = `${plain(file)}: ${rows} rows, ${imported} ${verb}, ${updated} updated, ${rejected.length} rejected`
  if (rejected.length === 0) return counts
  const table = formatTable(
    ['line', 'reason'],
    rejected.slice(0, MOST_REJECTED).map(({ line, reason }) => [String(line), plain(reason)]),
    { width },
  )
  const more =
    rejected.length > MOST_REJECTED ? `\n… and ${rejected.length - MOST_REJECTED} more (--json lists all)` : ''
  return `${counts}\n\n${paint('strong', 'Rejected')}\n\n${table}${more}`
}

export function leadListText({ items, total, countsByBadge }: LeadPage, { paint, width }: Page): string {
  if (total === 0) return 'No lead fits.'
  const table = formatTable(
    ['domain', 'status', 'score', 'priority', 'D365 lead id', 'company'],
    items.map(({ domain, badge, readinessScore, priorityScore, d365LeadId, companyName }) => [
      plain(domain),
      paintStatus(paint, badge),
      String(readinessScore ?? '–'),
      String(priorityScore ?? '–'),
      d365LeadId ?? '–',
      plain(companyName ?? '–'),
    ]),
    { width },
  )
  const counts = Object.entries(countsByBadge)
    .filter(([, count]) => count > 0)
    .map(([badge, count]) => `${count} ${badge.replaceAll('_', ' ')}`)
    .join(', ')
  return `${table}\n\n${items.length} of ${total} shown; all leads: ${counts}`
}
