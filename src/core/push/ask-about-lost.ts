import type { Result } from '../../shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../shared/model/failure.ts'
import type { Attempt } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { LeadRecord, TenantConnection } from '../d365/d365-client.ts'
import { mapLead, type MappedLead } from '../leads/map-lead.ts'
import { scopeOf } from '../leads/lead-key.ts'
import { columnsOfTenant } from '../leads/mapping-profiles.ts'
import { isoNow } from '../ports/clock.ts'
import { stateOfLost, type Seen } from './attempt-book.ts'
import { MOST_PER_REQUEST } from './bulk-carrier.ts'
import { isAbsence } from './failure-text.ts'
import type { ReadById } from './lead-carrier.ts'
import { compareOrganization } from './know-organization.ts'
import type { PushDeps } from './push-deps.ts'
import { columnsOf, differencesFrom } from './push-scene.ts'

export interface AskedAbout {
  readonly settled: number
  /** Creates that are there: the next push of the lead takes the record over without sending anything. */
  readonly found: readonly Attempt[]
}

const NOBODY: AskedAbout = { settled: 0, found: [] }

/** What the lead would send now, as far as it is here. */
interface Lost {
  readonly attempt: Attempt
  readonly mapped: MappedLead | null
}

/**
 * Writes without an answer that nobody wants sent again (updates, test leads, what was cancelled): D365 is asked by id and the answer written
 * down, nothing more. Without an answer they stay open. Never asks another organisation than the one they were sent to.
 */
export async function askAboutLost(
  deps: PushDeps,
  tenant: Tenant,
  attempts: readonly Attempt[],
  signal?: AbortSignal,
): Promise<AskedAbout> {
  if (attempts.length === 0) return NOBODY
  const opened = await deps.connections.open(tenant)
  if (!opened.ok) return NOBODY
  const context = signal === undefined ? {} : { signal }
  const organization = await compareOrganization(deps, opened.value)
  if (!organization.ok) return NOBODY
  const lost = attempts.map((attempt) => ({ attempt, mapped: mappedOf(deps, tenant, attempt) }))
  let settled = 0
  const found: Attempt[] = []
  for (let at = 0; at < lost.length; at += MOST_PER_REQUEST) {
    const group = lost.slice(at, at + MOST_PER_REQUEST)
    const ids = group.map(({ attempt }) => attempt.d365LeadId)
    const answer = await opened.value.d365.readLeads(ids, columnsToAsk(group), context)
    if (!answer.ok) break
    for (const [place, asked] of group.entries()) {
      const told = recordOf(answer.value.answers[place])
      if (told === null) continue
      if (isWanted(deps, asked, told.record)) found.push(asked.attempt)
      else {
        settle(deps, opened.value, asked, { ...told, requestIds: answer.value.requestIds })
        settled += 1
      }
    }
  }
  return { settled, found }
}

function mappedOf({ ports }: PushDeps, tenant: Tenant, { domain }: Attempt): MappedLead | null {
  const lead = ports.data.leads.get(domain)
  return lead === null
    ? null
    : mapLead(lead, columnsOfTenant(tenant), ports.data.leads.syncState(scopeOf(tenant), domain))
}

const columnsToAsk = (group: readonly Lost[]): readonly string[] => [
  ...new Set(['subject', ...group.flatMap(({ mapped }) => Object.keys(mapped?.body ?? {}))]),
]

/** The record, null within = absent for certain; null = D365 did not say. */
function recordOf(answer: Result<LeadRecord, D365Failure> | undefined): { readonly record: LeadRecord | null } | null {
  if (answer === undefined) return null
  if (answer.ok) return { record: answer.value }
  return isAbsence(answer.failure) ? { record: null } : null
}

const isTestLead = ({ ports }: PushDeps, domain: string): boolean =>
  ports.data.leads.get(domain) === null || ports.data.leads.ownerOf(domain) !== null

const isWanted = (deps: PushDeps, { attempt }: Lost, record: LeadRecord | null): boolean =>
  attempt.operation === 'create' && record !== null && !isTestLead(deps, attempt.domain)

function settle(
  deps: PushDeps,
  connection: TenantConnection,
  { attempt, mapped }: Lost,
  { record, requestIds }: ReadById,
): void {
  const { data, clock } = deps.ports
  const differing =
    record === null || mapped === null ? [] : columnsOf(differencesFrom({ mapped, request: { connection } }, record))
  const seen: Seen = record === null ? 'nothing' : differing.length > 0 ? 'other-values' : 'what-was-sent'
  const state = stateOfLost(attempt.operation, seen)
  data.transaction(() => {
    data.attempts.save({ ...attempt, state, finishedAt: isoNow(clock) })
    if (!isTestLead(deps, attempt.domain))
      keepState(deps, connection.tenant, attempt, { error: sentence(attempt, seen, differing), requestIds })
  })
}

function sentence({ operation }: Attempt, seen: Seen, differing: readonly string[]): string | null {
  if (operation === 'create') return 'It was cancelled, and D365 says it did not arrive.'
  if (seen === 'nothing') return 'An update got no answer, and D365 has no lead under this id any more.'
  if (seen === 'what-was-sent') return null
  return `An update got no answer. D365 holds other values than the lead has here: ${differing.join(', ')}. Push the lead to bring them there.`
}

const IS_THERE = { name: 'd365_push_recovered', message: 'The answer was lost, the update is there.' } as const

/** The lead is told only where it still waits for this answer; a push since then knows better. */
function keepState(
  { ports, events, record }: PushDeps,
  tenant: Tenant,
  attempt: Attempt,
  { error, requestIds }: { readonly error: string | null; readonly requestIds: RequestIds | null },
): void {
  const { data, clock } = ports
  const { domain, d365LeadId, runId } = attempt
  const scope = scopeOf(data.tenants.get(tenant.id) ?? tenant)
  const sync = data.leads.syncState(scope, domain)
  if (sync.status !== 'unknown' && sync.status !== 'in_progress') return
  const status = error === null ? 'synced' : 'error'
  const lastAt = error === null ? isoNow(clock) : sync.lastAt
  data.leads.saveSyncState(scope, domain, { ...sync, status, lastAt, error })
  record({
    ...(error === null ? IS_THERE : { name: 'd365_push_failed', level: 'warning', message: error }),
    tenantId: tenant.id,
    runId,
    domain,
    leadId: data.leads.get(domain)?.hunterId ?? null,
    d365LeadId,
    requestIds,
  })
  events.emit({ type: 'lead-changed', tenantId: tenant.id, domain })
}
