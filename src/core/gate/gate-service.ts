import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { DecisionReceipt, DecisionRequest, GateLine, GateStatus, Production } from '../../shared/model/gate.ts'
import { effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'
import type { Freshness } from '../runs/stale-reason.ts'
import type { GateService } from '../services.ts'
import { digestEvidence, readShortCode } from './canonical-entry.ts'
import { createDecisionLog, type DecisionLog, type NewEntry } from './decision-log.ts'
import { deriveGate } from './derive-gate.ts'
import { deriveProduction, openingOf } from './derive-production.ts'
import { exportLog } from './export-log.ts'
import { gatherSources, standingWaivers, type GateSources } from './gate-sources.ts'
import { blockersOf, isOverridden, judgeGo } from './judge-go.ts'
import { tenantArchived } from '../tenants/refused.ts'
import { keepNote, openForNote, verifyAgainstNotes, type GateDeps } from './keep-note.ts'

interface Derived {
  readonly lines: readonly GateLine[]
  readonly production: Production | null
  readonly waivers: Readonly<Record<string, string>>
  readonly evidenceDigest: string
}

/** The gate of a tenant, and decisions about it on the record. */
export function createGateService(deps: GateDeps): GateService {
  const { ports } = deps
  const log = createDecisionLog(ports)
  const inTurn = oneAtATime()

  const derive = createDeriver(ports, log)

  return {
    status: async (tenantId) => {
      const tenant = ports.data.tenants.get(tenantId)
      if (!tenant) return fail(noTenant(tenantId))
      const { lines, production } = await derive(tenant)
      const because = [...blockersOf(lines)]
      const status: GateStatus = {
        tenant: tenant.name,
        lines: [...lines],
        go: { allowed: because.length === 0, because },
        production,
      }
      return ok(status)
    },
    decide: (request) => inTurn(() => decide(deps, { log, derive }, request)),
    log: () => Promise.resolve(ok(log.list())),
    verify: async (text = null) => {
      const code = text === null ? null : readShortCode(text)
      if (text === null || code !== null) return ok(await log.verify(code))
      const message = `A short code looks like 3-1a2b-3c4d-5e6f, as a report prints it; "${text}" is none.`
      return fail({ kind: 'InvalidInput', message, fields: [{ field: 'code', message }] })
    },
    verifyAgainstD365: (tenantId) => {
      const tenant = ports.data.tenants.get(tenantId)
      if (!tenant) return Promise.resolve(fail(noTenant(tenantId)))
      const chainId = log.list()[0]?.body.chainId ?? ports.data.decisions.chainId()
      return verifyAgainstNotes(deps, { tenant, log, chainId })
    },
    exportTo: (directory) => exportLog(ports, directory),
    reconcileAfterRestore: () => inTurn(async () => ok(await log.mend('restore'))),
    anchor: () => inTurn(async () => ok(await log.mend('anchor'))),
  }
}

type Derive = (tenant: Tenant, waivers?: Derived['waivers']) => Promise<Derived>

const createDeriver =
  (ports: GateDeps['ports'], log: DecisionLog): Derive =>
  async (tenant, given = {}) => {
    const freshness: Freshness = { nowMs: ports.clock.now(), tenant, appVersion: ports.appVersion }
    const waivers = { ...standingWaivers(log.list(), tenant.id, freshness), ...given }
    const sources = gatherSources(ports.data, tenant.id)
    const isProd = effectiveEnvironment(tenant) === 'PROD'
    const openedBy = isProd ? openingOf(log.list(), tenant.id, await log.voucher()) : null
    return {
      lines: deriveGate(sources, freshness, waivers),
      production: isProd ? deriveProduction(sources, freshness, openedBy) : null,
      waivers,
      evidenceDigest: digestSources(sources),
    }
  }

interface Deciding {
  readonly log: DecisionLog
  readonly derive: Derive
}

interface Named {
  readonly tenant: Tenant
  readonly releases: Tenant | null
}

async function decide(
  deps: GateDeps,
  deciding: Deciding,
  request: DecisionRequest,
): Promise<Result<DecisionReceipt, Failure>> {
  if (request.decision === 'NO-GO' && isOverridden(request)) return fail(OVERRIDES_NOTHING)
  const named = findNamed(deps, request)
  if (!named.ok) return named
  const { tenant, releases } = named.value
  const d365 = request.noteInD365 ? await openForNote(deps, tenant) : null
  if (d365?.ok === false) return d365
  const judged = await judge(deciding, request, named.value)
  if (!judged.ok) return judged
  const derived = judged.value

  const entry = await deciding.log.append(entryOf(request, { tenant, releases, derived }))
  const { sequence } = entry.body
  deps.record({
    name: 'decision_recorded',
    tenantId: tenant.id,
    message: `${request.decision} was recorded as entry ${String(sequence)} of the decision log.`,
    detail: { sequence, decision: request.decision, isOverridden: isOverridden(request) },
  })
  const receipt: DecisionReceipt = { sequence, hash: entry.hash, decision: request.decision }
  return ok(d365 === null ? receipt : { ...receipt, note: await keepNote(deps, { d365: d365.value, tenant, entry }) })
}

function findNamed({ ports }: GateDeps, { tenantId, releasesTenantId }: DecisionRequest): Result<Named, Failure> {
  const tenant = ports.data.tenants.get(tenantId)
  if (!tenant) return fail(noTenant(tenantId))
  const releases = releasesTenantId === null ? null : ports.data.tenants.get(releasesTenantId)
  if (releases === null && releasesTenantId !== null) return fail(noTenant(releasesTenantId))
  if (releases?.id === tenant.id) return fail(releasesItself(tenant))
  const archived = [tenant, releases].find((named) => named !== null && named.archivedAt !== null)
  return archived ? fail(tenantArchived(archived)) : ok({ tenant, releases })
}

/** Judged before anything is touched: a decision that is refused leaves the log as it was. What a crash cut off is put back, and judged with. */
async function judge(
  { log, derive }: Deciding,
  request: DecisionRequest,
  { tenant, releases }: Named,
): Promise<Result<Derived, Failure>> {
  const { verdict } = await log.verify()
  const derived = await derive(tenant, request.waivers)
  const refusal = judgeGo({ ...request, waivers: derived.waivers, releases }, derived.lines, verdict)
  if (refusal) return fail(refusal)
  if (verdict !== 'truncated') return ok(derived)
  const mended = await log.mend('crash')
  return mended.verdict === 'truncated' ? ok(derived) : judge({ log, derive }, request, { tenant, releases })
}

const entryOf = (
  request: DecisionRequest,
  {
    tenant,
    releases,
    derived,
  }: { readonly tenant: Tenant; readonly releases: Tenant | null; readonly derived: Derived },
): NewEntry => ({
  type: 'decision',
  tenant: {
    id: tenant.id,
    name: tenant.name,
    environment: tenant.environment,
    organizationId: tenant.organizationId,
  },
  releases: releases === null ? null : { id: releases.id, name: releases.name },
  decision: request.decision,
  reason: request.reason.trim(),
  blockers: [...blockersOf(derived.lines)],
  knownLimitations: request.knownLimitations.trim(),
  waivers: { ...derived.waivers },
  override: isOverridden(request) ? request.override : null,
  approver: request.approver.trim(),
  gate: [...derived.lines],
  evidenceDigest: derived.evidenceDigest,
})

const releasesItself = ({ name }: Tenant): Failure => ({
  kind: 'Refused',
  reason: 'go_not_allowed',
  message: `${name} cannot release itself: the GO comes from the tenant that gave the evidence.`,
})

const OVERRIDE_MESSAGE = 'A NO-GO needs no override: it is always allowed. Say why in the reason.'
const OVERRIDES_NOTHING: Failure = {
  kind: 'InvalidInput',
  message: OVERRIDE_MESSAGE,
  fields: [{ field: 'override', message: OVERRIDE_MESSAGE }],
}

const noTenant = (tenantId: string): Failure => ({
  kind: 'NotFound',
  what: 'tenant',
  message: `There is no tenant with the id ${tenantId}.`,
})

/** Over the runs and the evidence themselves: whoever changes one afterwards no longer matches the entry. */
function digestSources({ scenarios, checks, attestations }: GateSources): string {
  const runs = [...Object.values(scenarios), ...Object.values(checks).filter((check) => check !== undefined)]
  return digestEvidence({
    runs: runs.map(({ run, evidence }) => ({ run, evidence })),
    attestations,
  })
}

/** Two decisions at once would name the same predecessor. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }
}
