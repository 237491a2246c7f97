import type { ConflictResult, RadarResult } from '../../shared/model/duplicates.ts'
import { formatTable, plain } from '../format-table.ts'
import type { Page } from './page.ts'

export function radarText({ tenant, looked, duplicates }: RadarResult, { width }: Page): string {
  const heading = `${looked} leads of ${plain(tenant)} looked at`
  if (duplicates.length === 0) return `${heading}: no domain has more than one.`
  const rows = duplicates.flatMap(({ domain, records }) =>
    records.map(({ createdOn, isOpen, companyName, link }) => [
      domain,
      createdOn ?? '–',
      isOpen ? 'open' : 'closed',
      plain(companyName ?? '–'),
      link,
    ]),
  )
  const table = formatTable(['domain', 'created', 'state', 'company', 'link'], rows, { width })
  return `${heading}: ${duplicates.length} domains have more than one.\n\n${table}`
}

export function conflictsText(
  { rule, isPreview, adopted, released, left, decisions }: ConflictResult,
  page: Page,
): string {
  const verb = isPreview ? 'would be ' : ''
  const counts = `Rule ${rule}: ${adopted} ${verb}adopted, ${released} ${verb}released, ${left} ${isPreview ? 'would stay' : 'left'} in conflict`
  if (decisions.length === 0) return counts
  const rows = decisions.map(({ domain, does, d365LeadId, companyName, why }) => [
    plain(domain),
    does,
    d365LeadId ?? '–',
    plain(companyName ?? '–'),
    plain(why ?? '–'),
  ])
  return `${counts}\n\n${formatTable(['domain', 'does', 'D365 lead id', 'company', 'why'], rows, { width: page.width })}`
}
