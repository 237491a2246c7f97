import { leadBadgeView } from '../../shared/view/lead-badge-view.ts'
import { say } from '../../shared/words/step-words.ts'
import { recordLink } from '../d365/record-link.ts'
import { pictureBadge } from './picture-badge.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import type { TestLeadForm } from './test-lead.ts'

/** Makes the very view the window renders, follows its link to an id and reads the record under that id. Notes it under `name`. */
export async function lookAtWindow(bench: ScenarioBench, form: TestLeadForm, name: string): Promise<StepOutcome> {
  const domain = bench.custody.domain(bench.scenarioId, form)
  const { tenant, d365 } = bench.connection
  const sync = bench.ports.data.leads.syncState(bench.scope, domain)
  const view = leadBadgeView(sync)
  const link = sync.d365LeadId === null ? null : recordLink(tenant, sync.d365LeadId)
  const linkedLeadId = link === null ? null : idOfLink(link, tenant.baseUrl)
  const read = linkedLeadId === null ? null : await d365.readLead(linkedLeadId, ['leadid'], { signal: bench.signal })
  const isLinkedRecordFound = read?.ok === true
  const evidence = keepEvidence(bench, {
    kind: 'view-model',
    title: `The badge and the link of ${domain}`,
    body: { domain, view, link, linkedLeadId, isLinkedRecordFound, ...(await pictureBadge(bench, { domain, view })) },
  })
  bench.seen.note('badge', name, { evidence, view, link, linkedLeadId, isLinkedRecordFound })
  return isLinkedRecordFound && view.badge === 'synced'
    ? { status: 'passed', detail: link }
    : { status: 'failed', ...say('noLink', { badge: view.badge }) }
}

/**
 * The lead a link opens: null unless it points at the lead table of this tenant's own organisation, since `etc=1`, as the runbook writes it,
 * is the account table.
 */
export function idOfLink(link: string, baseUrl: string): string | null {
  const url = new URL(link)
  if (url.origin !== new URL(baseUrl).origin.replace('.api.crm', '.crm')) return null
  const isLeadTable = url.searchParams.get('etn') === 'lead' || url.searchParams.get('etc') === '4'
  const id = url.searchParams.get('id')
  return isLeadTable && id !== null ? id.replace(/[{}]/g, '').toLowerCase() : null
}
