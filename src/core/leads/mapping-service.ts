import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { MappingChoice, MappingVerdict, OwnMapping, TargetColumn } from '../../shared/model/mapping.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import { isoNow } from '../ports/clock.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { MappingService } from '../services.ts'
import { completeOwnMapping, neededByOwn } from './complete-own-mapping.ts'
import { judgeMapping, neededByProfile, type NeededColumn } from './judge-mapping.ts'
import { createLeadFit } from './lead-fit.ts'
import { noTenant, scopeOf } from './lead-key.ts'
import { builtInProfiles, MAPPING_PROFILES } from './mapping-profiles.ts'
import { targetColumns } from './target-columns.ts'

type Deps = RunDeps & { readonly connections: TenantConnections }

const LEADS_AT_ONCE = 1_000

/** Which D365 columns a tenant's pushes fill: what there is to choose from, whether a choice would work, and the choice itself. */
export function createMappingService(deps: Deps): MappingService {
  const { tenants } = deps.ports.data
  const find = (tenantId: string): Result<Tenant, Failure> => {
    const tenant = tenants.get(tenantId)
    return tenant === null ? fail(noTenant(tenantId)) : ok(tenant)
  }

  return {
    builtIn: builtInProfiles,
    columns: async (tenantId, signal) => {
      const tenant = find(tenantId)
      return tenant.ok ? readTargets(deps, tenant.value, signal) : tenant
    },
    check: async (tenantId, choice, signal) => {
      const tenant = find(tenantId)
      if (!tenant.ok) return tenant
      const targets = await readTargets(deps, tenant.value, signal)
      if (!targets.ok) return targets
      const needed = neededBy(tenant.value, choice, targets.value)
      return needed.ok ? ok(await judge(deps, tenant.value, needed.value, targets.value)) : needed
    },
    choose: async (tenantId, choice, signal) => {
      const tenant = find(tenantId)
      if (!tenant.ok) return tenant
      const own = await ownMappingOf(deps, tenant.value, choice, signal)
      if (!own.ok) return own
      save(deps, tenant.value, choice, own.value)
      return ok({ mappingProfile: choice.profile, ownMapping: own.value })
    },
  }
}

async function readTargets(
  { connections }: Deps,
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<Result<readonly TargetColumn[], Failure>> {
  const connection = await connections.open(tenant)
  if (!connection.ok) return connection
  const read = await connection.value.d365.metadata.readLeadColumns(signal === undefined ? {} : { signal })
  return read.ok ? ok(targetColumns(read.value.columns)) : read
}

function neededBy(
  tenant: Tenant,
  { profile, own }: MappingChoice,
  targets: readonly TargetColumn[],
): Result<readonly NeededColumn[], Failure> {
  const standard = neededByProfile(MAPPING_PROFILES.standard)
  if (profile !== 'own') return ok(neededByProfile(MAPPING_PROFILES[profile]))
  if (own === null && tenant.ownMapping === null) return fail(NOTHING_CHOSEN)
  const mapping = own === null ? ok(tenant.ownMapping ?? { columns: [] }) : completeOwnMapping(own, targets)
  return mapping.ok ? ok([...standard, ...neededByOwn(mapping.value)]) : mapping
}

/** The profile against metadata, then every stored lead against the columns' limits. */
async function judge(
  { ports }: Deps,
  tenant: Tenant,
  needed: readonly NeededColumn[],
  targets: readonly TargetColumn[],
): Promise<MappingVerdict> {
  const blocking = judgeMapping(needed, targets)
  const broken = new Set(blocking.map(({ column }) => column))
  const fit = createLeadFit(
    needed.filter(({ mapped }) => !broken.has(mapped.column)),
    targets,
  )
  for (let after: string | null = null; ;) {
    const slice = ports.data.leads.slice(scopeOf(tenant), { after, limit: LEADS_AT_ONCE })
    for (const { lead } of slice) fit.add(lead)
    after = slice.at(-1)?.lead.domain ?? null
    if (slice.length < LEADS_AT_ONCE) break
    // Not time, only a turn of the event loop: a window stays alive while many leads are looked at.
    await turnOfTheLoop()
  }
  return { findings: [...blocking, ...fit.findings()], ok: blocking.length === 0 }
}

/** What is stored of the admin's own profile after this choice; choosing a built-in one forgets nothing. */
async function ownMappingOf(
  deps: Deps,
  tenant: Tenant,
  { profile, own }: MappingChoice,
  signal?: AbortSignal,
): Promise<Result<OwnMapping | null, Failure>> {
  if (own !== null) {
    const targets = await readTargets(deps, tenant, signal)
    return targets.ok ? completeOwnMapping(own, targets.value) : targets
  }
  return profile === 'own' && tenant.ownMapping === null ? fail(NOTHING_CHOSEN) : ok(tenant.ownMapping)
}

/** Moves `changedAt`: what was proven under another profile is stale from here on. */
function save(
  { ports, record, events }: Deps,
  tenant: Tenant,
  { profile }: MappingChoice,
  own: OwnMapping | null,
): void {
  const current = ports.data.tenants.get(tenant.id) ?? tenant
  const changedAt = isoNow(ports.clock)
  ports.data.tenants.save({ ...current, mappingProfile: profile, ownMapping: own, changedAt })
  record({
    name: 'tenant_changed',
    tenantId: tenant.id,
    message: `${tenant.name} now uses the mapping profile ${profile}.`,
    detail: { mappingProfile: profile, columns: own?.columns.map(({ column }) => column) ?? [] },
  })
  events.emit({ type: 'tenants-changed' })
}

const NOTHING_CHOSEN: Failure = {
  kind: 'InvalidInput',
  message: 'The tenant has no profile of its own yet: choose at least one column first.',
  fields: [{ field: 'own', message: 'Choose at least one column.' }],
}
