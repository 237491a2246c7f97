import { ok, type Result } from '../../shared/lib/result.ts'
import type { ConflictDecision, ConflictResult, ConflictRule } from '../../shared/model/duplicates.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Candidate, Lead } from '../../shared/model/lead.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import type { LeadWithState } from '../ports/stores.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { PushService } from '../services.ts'
import { eachSlice } from './export/lead-chunks.ts'
import { scopeOf } from './lead-key.ts'

type Deps = RunDeps & { readonly connections: TenantConnections; readonly push: Pick<PushService, 'adopt'> }

/** Listed in the answer; all are counted. */
const MOST_DECISIONS = 200

/**
 * Settles every conflict of a tenant by one rule, or says what it would do. An adoption is the same as the admin's own, lead by lead: the record
 * is read first and an event is written. What the rule does not decide stays in conflict.
 */
export async function resolveConflicts(
  deps: Deps,
  tenant: Tenant,
  rule: ConflictRule,
  { isPreview, signal }: { readonly isPreview: boolean; readonly signal?: AbortSignal },
): Promise<Result<ConflictResult, Failure>> {
  const created = rule === 'newest' ? await createdTimes(deps, tenant, signal) : ok(new Map<string, string>())
  if (!created.ok) return created
  const result = { rule, isPreview, adopted: 0, released: 0, left: 0, decisions: [] as ConflictDecision[] }
  for await (const slice of inConflict(deps, tenant)) {
    for (const row of slice) {
      if (signal?.aborted === true) return ok(result)
      const wanted = decide(rule, row, created.value)
      const decision = isPreview ? wanted : await carryOut(deps, tenant, row, wanted)
      result[COUNTS[decision.does]] += 1
      if (result.decisions.length < MOST_DECISIONS) result.decisions.push(decision)
    }
  }
  if (!isPreview) {
    const { adopted, released, left } = result
    const message = `Conflicts were settled by the rule ${rule}: ${adopted} adopted, ${released} released, ${left} left.`
    deps.record({ name: 'conflicts_settled', tenantId: tenant.id, message, detail: { rule, adopted, released, left } })
    deps.events.emit({ type: 'leads-changed' })
  }
  return ok(result)
}

const COUNTS = { adopt: 'adopted', release: 'released', leave: 'left' } as const

const inConflict = ({ ports }: Deps, tenant: Tenant) =>
  eachSlice(ports.data.leads, scopeOf(tenant), ({ sync }) => sync.status === 'conflict')

/** Pure: the rule's choice for one lead. `created`: when each candidate was made, as D365 says. */
export function decide(
  rule: ConflictRule,
  { lead, sync }: LeadWithState,
  created: ReadonlyMap<string, string>,
): ConflictDecision {
  const base = { domain: lead.domain, d365LeadId: null, companyName: null, why: null }
  if (rule === 'release') return { ...base, does: 'release' }
  const chosen = rule === 'subject' ? bySubject(sync.candidates) : newest(sync.candidates, created)
  if (typeof chosen === 'string') return { ...base, does: 'leave', why: chosen }
  return { ...base, does: 'adopt', d365LeadId: chosen.d365LeadId, companyName: chosen.companyName }
}

/** The record, or why none is chosen. */
function bySubject(candidates: readonly Candidate[]): Candidate | string {
  const [only, ...others] = candidates.filter(({ matchedBy, isOpen }) => matchedBy === 'subject' && isOpen)
  if (only === undefined) return 'None of the records found is open and has Hunter’s subject.'
  return others.length > 0 ? `${others.length + 1} of the records found are open and have Hunter’s subject.` : only
}

/** The same; two made in the same moment leave the choice to the admin. */
function newest(candidates: readonly Candidate[], created: ReadonlyMap<string, string>): Candidate | string {
  const dated = candidates.flatMap((candidate) => {
    const at = created.get(candidate.d365LeadId.toLowerCase())
    return at === undefined ? [] : [{ candidate, at }]
  })
  const [first, second] = dated.toSorted((one, other) => other.at.localeCompare(one.at))
  if (first === undefined) return 'D365 shows none of the records found any more.'
  return first.at === second?.at ? 'The last records were made in the same moment.' : first.candidate
}

async function createdTimes(
  deps: Deps,
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<Result<ReadonlyMap<string, string>, Failure>> {
  const times = new Map<string, string>()
  const connection = await deps.connections.open(tenant)
  if (!connection.ok) return connection
  for await (const slice of inConflict(deps, tenant)) {
    const ids = slice.flatMap(({ sync }) => sync.candidates.map(({ d365LeadId }) => d365LeadId))
    for (let from = 0; from < ids.length; from += 100) {
      const some = ids.slice(from, from + 100)
      const read = await connection.value.d365.readLeads(some, ['createdon'], signal === undefined ? {} : { signal })
      if (!read.ok) return read
      for (const answer of read.value.answers) {
        const at = answer.ok ? answer.value.columns['createdon'] : null
        if (answer.ok && typeof at === 'string') times.set(answer.value.leadId.toLowerCase(), at)
      }
    }
  }
  return ok(times)
}

async function carryOut(
  deps: Deps,
  tenant: Tenant,
  { lead }: LeadWithState,
  wanted: ConflictDecision,
): Promise<ConflictDecision> {
  if (wanted.does === 'adopt' && wanted.d365LeadId !== null) {
    const adopted = await deps.push.adopt(tenant.id, lead.domain, wanted.d365LeadId)
    return adopted.ok ? wanted : { ...wanted, does: 'leave', d365LeadId: null, why: adopted.failure.message }
  }
  if (wanted.does !== 'release' || release(deps, tenant, lead)) return wanted
  return { ...wanted, does: 'leave', why: 'A push has taken the lead up meanwhile.' }
}

/** False where a push has taken the lead up meanwhile. */
function release({ ports, record }: Deps, tenant: Tenant, { domain, hunterId }: Lead): boolean {
  const { leads, transaction } = ports.data
  const scope = scopeOf(tenant)
  return transaction(() => {
    const sync = leads.syncState(scope, domain)
    if (sync.status !== 'conflict') return false
    leads.saveSyncState(scope, domain, { ...sync, status: null, error: null, candidates: [] })
    record({
      name: 'd365_conflict_released',
      tenantId: tenant.id,
      domain,
      leadId: hunterId,
      message: 'The lead was taken out of conflict by a rule; none of the records found was adopted.',
      detail: { released: sync.candidates.map(({ d365LeadId }) => d365LeadId) },
    })
    return true
  })
}
