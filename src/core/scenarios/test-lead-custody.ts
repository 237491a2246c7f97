import type { Lead } from '../../shared/model/lead.ts'
import type { ScenarioId } from '../../shared/model/scenario.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { CleanUp } from './clean-up.ts'
import type { LocalData } from '../ports/stores.ts'
import { deleteTestLeads } from './delete-test-leads.ts'
import { testDomain, type TestLeadForm } from './test-lead.ts'

interface Owner {
  readonly runId: string
  readonly tenantId: string
  readonly organizationId: string
  /** A lead of the admin's own that takes the place of the first test lead, and stays; null = none. */
  readonly pickedDomain: string | null
}

/** Which test leads a run owns, here and in D365. An id is written down before anything that may create a row under it is sent. */
export interface TestLeadCustody {
  readonly domain: (scenarioId: ScenarioId, form: TestLeadForm) => string
  /** False for the lead the admin picked: it is neither made nor changed nor deleted here. */
  readonly owns: (domain: string) => boolean
  /** Adds or replaces the local test lead. */
  readonly plant: (lead: Lead) => void
  /** Before the send: from now on this id is the run's to delete, whatever happens to the process. */
  readonly expect: (d365LeadId: string, domain: string) => void
  /** D365 said that the lead was created. */
  readonly confirm: (d365LeadId: string) => void
  /** The scenario itself deleted it and saw that it is gone. */
  readonly gone: (d365LeadId: string) => void
  /** The last word on this id may still be under way: its absence now proves nothing. */
  readonly doubt: (d365LeadId: string) => void
  /** Deletes what was made in D365 since the last clean-up, by recorded id and nothing else, and proves it. */
  readonly cleanUp: (connection: TenantConnection, signal?: AbortSignal) => Promise<CleanUp>
  /** Removes the local test leads. */
  readonly forget: () => void
}

export function createTestLeadCustody(
  { clock, data }: Pick<CorePorts, 'clock' | 'data'>,
  { runId, tenantId, organizationId, pickedDomain }: Owner,
): TestLeadCustody {
  const confirmed = new Set<string>()
  const doubtful = new Set<string>()
  let goneEarlier = 0
  const domains = new Set<string>()

  const owns = (domain: string): boolean => domain !== pickedDomain

  const expect = (d365LeadId: string, domain: string): void => {
    if (!owns(domain)) return
    if (data.runs.testRecords({ runId }).some((record) => record.d365LeadId === d365LeadId)) return
    const createdAt = isoNow(clock)
    data.runs.saveTestRecord({ runId, tenantId, organizationId, d365LeadId, domain, createdAt, deletedAt: null })
  }

  return {
    domain: (scenarioId, form) =>
      form === 'main' && pickedDomain !== null ? pickedDomain : testDomain(scenarioId, runId, form),
    owns,
    plant: (lead) => {
      domains.add(lead.domain)
      data.leads.saveTestLead(lead, runId)
    },
    expect,
    confirm: (d365LeadId) => void confirmed.add(d365LeadId),
    gone: (d365LeadId) => {
      data.runs.markTestRecordDeleted(d365LeadId, isoNow(clock))
      goneEarlier += 1
    },
    doubt: (d365LeadId) => void doubtful.add(d365LeadId),
    cleanUp: async (connection, signal) => {
      for (const domain of domains) for (const id of idsTried(data, { runId, tenantId, domain })) expect(id, domain)
      // What an earlier scenario of the run left behind is on its own list, and tried again at the next start.
      const records = data.runs.testRecords({ runId, open: true }).filter(({ domain }) => domains.has(domain))
      // A lead that nothing tried to create cannot have left a stranger behind.
      const tried = new Set(data.runs.testRecords({ runId }).map(({ domain }) => domain))
      const searched = new Set([...domains].filter((domain) => tried.has(domain)))
      const found = await deleteTestLeads({ clock, data }, { connection, records, doubtful, domains: searched, signal })
      const deleted = found.deleted + goneEarlier
      const created = Math.max(confirmed.size, deleted)
      confirmed.clear()
      domains.clear()
      goneEarlier = 0
      return { created, deleted, leftBehind: [...found.leftBehind] }
    },
    forget: () => data.leads.removeTestLeads(runId),
  }
}

/** Every id under which a push of the run tried to create the lead; written down by the engine before its first byte left. */
export function idsTried(
  { attempts }: Pick<LocalData, 'attempts'>,
  of: { readonly runId: string; readonly tenantId: string; readonly domain: string },
): readonly string[] {
  return attempts
    .listFor(of.tenantId, of.domain)
    .filter(({ runId, operation }) => runId === of.runId && operation === 'create')
    .map(({ d365LeadId }) => d365LeadId)
}
