import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { effectiveEnvironment, type Owner, type Tenant, type TenantView } from '../../shared/model/tenant.ts'
import type { RecordActivity } from '../activity/record-activity.ts'
import type { CoreEventHub } from '../core-events.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { TenantService } from '../services.ts'
import { readNewTenant, readSecret } from './new-tenant.ts'
import type { ProdLock } from './prod-lock.ts'
import { proveConnection } from './prove-connection.ts'
import { refused } from './refused.ts'
import type { TenantSecrets } from './tenant-secrets.ts'

interface Deps {
  readonly ports: CorePorts
  readonly events: CoreEventHub
  readonly record: RecordActivity
  readonly tenantSecrets: TenantSecrets
  readonly prodLock: ProdLock
  readonly connections: TenantConnections
}

/** Profiles of tenants and what may be done with them. The sandbox's credential and existence are fixed; everything else of it is a tenant like any other. */
export function createTenantService(deps: Deps): TenantService {
  return {
    list: async () => ok(await Promise.all(deps.ports.data.tenants.list().map((tenant) => viewOf(deps, tenant)))),
    find: (idOrName) => withTenant(deps, idOrName, (tenant) => view(deps, tenant)),
    add: (input, secret, options) => add(deps, input, secret, options),
    setSecret: (tenantId, secret, options) =>
      withTenant(deps, tenantId, (tenant) => setSecret(deps, tenant, secret, options)),
    deleteSecret: (tenantId) => withTenant(deps, tenantId, (tenant) => deleteSecret(deps, tenant)),
    setEnabled: (tenantId, isEnabled) => withTenant(deps, tenantId, (tenant) => setEnabled(deps, tenant, isEnabled)),
    setOwner: (tenantId, owner) => withTenant(deps, tenantId, (tenant) => setOwner(deps, tenant, owner)),
    select: (tenantId) =>
      withTenant(deps, tenantId, (tenant) => {
        deps.ports.data.tenants.setActive(tenant.id)
        return changed(deps, tenant)
      }),
    test: (tenantId, signal) => withTenant(deps, tenantId, (tenant) => test(deps, tenant, signal)),
    remove: (tenantId) => withTenant(deps, tenantId, (tenant) => remove(deps, tenant)),
    unlock: (tenantId, typedName) =>
      withTenant(deps, tenantId, (tenant) => {
        const unlocked = deps.prodLock.unlock(tenant, typedName)
        return unlocked.ok ? changed(deps, tenant) : Promise.resolve(unlocked)
      }),
    lockAll: () => {
      deps.prodLock.lockAll()
      deps.events.emit({ type: 'tenants-changed' })
    },
  }
}

type Outcome<T> = Promise<Result<T, Failure>>

/** By id, else by exact name; an archived tenant is not found by name, and refused by id. */
async function withTenant<T>(deps: Deps, idOrName: string, work: (tenant: Tenant) => Outcome<T>): Outcome<T> {
  const { tenants } = deps.ports.data
  const tenant = tenants.get(idOrName) ?? tenants.findByName(idOrName)
  if (tenant === null) {
    return fail({ kind: 'NotFound', what: 'tenant', message: `There is no tenant "${idOrName.slice(0, 80)}".` })
  }
  if (tenant.archivedAt !== null) return fail(refused('tenant_archived', `The tenant ${tenant.name} was removed.`))
  return work(tenant)
}

async function viewOf({ ports, prodLock, tenantSecrets }: Deps, tenant: Tenant): Promise<TenantView> {
  const environment = effectiveEnvironment(tenant)
  return {
    ...tenant,
    effectiveEnvironment: environment,
    secretState: await tenantSecrets.state(tenant),
    isActive: ports.data.tenants.activeId() === tenant.id,
    unlockedUntil: environment === 'PROD' ? prodLock.unlockedUntil(tenant) : null,
  }
}

const view = async (deps: Deps, tenant: Tenant): Outcome<TenantView> => ok(await viewOf(deps, tenant))

function changed(deps: Deps, tenant: Tenant): Outcome<TenantView> {
  deps.events.emit({ type: 'tenants-changed' })
  return view(deps, tenant)
}

async function add(
  deps: Deps,
  input: unknown,
  givenSecret: string | null,
  options?: { readonly sessionOnly?: boolean },
): Outcome<TenantView> {
  const { ports, record, tenantSecrets } = deps
  const read = readNewTenant(ports, input)
  if (!read.ok) return read
  const tenant = read.value
  const secret = givenSecret === null ? null : readSecret(givenSecret)
  if (secret !== null && !secret.ok) return secret

  // Secret first: it is the half that fails where there is no keychain, and nothing is stored yet.
  if (secret !== null) {
    const stored = await tenantSecrets.store(tenant.id, secret.value, options)
    if (!stored.ok) return stored
  }
  try {
    ports.data.tenants.save(tenant)
  } catch (error) {
    if (secret !== null) await tenantSecrets.delete(tenant.id)
    throw error
  }
  record({
    name: 'tenant_added',
    tenantId: tenant.id,
    message: `${tenant.name} was added.`,
    detail: { environment: tenant.environment, baseUrl: tenant.baseUrl, hasSecret: secret !== null },
  })
  return changed(deps, tenant)
}

async function setSecret(
  deps: Deps,
  tenant: Tenant,
  given: string,
  options: { readonly sessionOnly?: boolean } = {},
): Outcome<TenantView> {
  if (tenant.kind === 'sandbox') return fail(sandboxIsFixed())
  const secret = readSecret(given)
  if (!secret.ok) return secret
  const stored = await deps.tenantSecrets.store(tenant.id, secret.value, options)
  if (!stored.ok) return stored
  deps.connections.drop(tenant.id)
  deps.record({
    name: 'secret_stored',
    tenantId: tenant.id,
    message: `A client secret for ${tenant.name} was stored.`,
    detail: { where: stored.value },
  })
  // A secret for this session alone leaves what is stored, and so the evidence made with it, as it was.
  return changed(deps, stored.value === 'session' ? tenant : saveChanged(deps, tenant))
}

async function deleteSecret(deps: Deps, tenant: Tenant): Outcome<TenantView> {
  if (tenant.kind === 'sandbox') return fail(sandboxIsFixed())
  const removed = await deps.tenantSecrets.delete(tenant.id)
  if (!removed.ok) return removed
  deps.connections.drop(tenant.id)
  if (!removed.value) return view(deps, tenant)
  deps.record({
    name: 'secret_deleted',
    tenantId: tenant.id,
    message: `The client secret of ${tenant.name} was deleted.`,
  })
  return changed(deps, saveChanged(deps, tenant))
}

function setEnabled(deps: Deps, tenant: Tenant, isEnabled: boolean): Outcome<TenantView> {
  if (tenant.d365Enabled === isEnabled) return view(deps, tenant)
  // Evidence says how a connection behaves, not whether pushing is allowed: `changedAt` stays.
  const next = { ...tenant, d365Enabled: isEnabled }
  deps.ports.data.tenants.save(next)
  deps.record({
    name: 'tenant_changed',
    tenantId: tenant.id,
    message: `The feature flag of ${tenant.name} was turned ${isEnabled ? 'on' : 'off'}.`,
    detail: { d365Enabled: isEnabled },
  })
  return changed(deps, next)
}

function setOwner(deps: Deps, tenant: Tenant, owner: Owner | null): Outcome<TenantView> {
  if (JSON.stringify(tenant.owner) === JSON.stringify(owner)) return view(deps, tenant)
  // What pushes send differs from now on, so the evidence made before says nothing of it.
  const next = { ...tenant, owner, changedAt: isoNow(deps.ports.clock) }
  deps.ports.data.tenants.save(next)
  deps.record({
    name: 'tenant_changed',
    tenantId: tenant.id,
    message: `New leads of ${tenant.name} are owned by ${owner === null ? 'the application user' : `the ${owner.kind} ${owner.name}`}.`,
    detail: { owner: owner?.id ?? null, ownerKind: owner?.kind ?? null },
  })
  return changed(deps, next)
}

async function test(deps: Deps, tenant: Tenant, signal?: AbortSignal): ReturnType<TenantService['test']> {
  const proven = await proveConnection(deps, tenant, signal)
  if (!proven.ok) return proven
  deps.events.emit({ type: 'tenants-changed' })
  return proven
}

async function remove(deps: Deps, tenant: Tenant): Outcome<TenantView> {
  if (tenant.kind === 'sandbox') return fail(sandboxIsFixed())
  const { data, clock } = deps.ports
  // The credential goes first: a tenant that looks removed must not leave one behind.
  const gone = await deps.tenantSecrets.delete(tenant.id)
  if (!gone.ok) return gone
  deps.connections.drop(tenant.id)
  deps.prodLock.lock(tenant.id)
  const archivedAt = isoNow(clock)
  const archived: Tenant = { ...(data.tenants.get(tenant.id) ?? tenant), archivedAt, d365Enabled: false }
  data.transaction(() => {
    data.tenants.save(archived)
    cancelWaiting(deps, archived, archivedAt)
    const sandbox = data.tenants.list().find(({ kind }) => kind === 'sandbox')
    if (data.tenants.activeId() === tenant.id && sandbox !== undefined) data.tenants.setActive(sandbox.id)
  })
  deps.record({
    name: 'tenant_removed',
    tenantId: tenant.id,
    message: `${tenant.name} was removed; its history stays.`,
  })
  return changed(deps, archived)
}

/** Pushes that wait for their next try end here. One whose answer was lost stays what it is: nobody can ask any more. */
function cancelWaiting({ ports }: Deps, { id, name }: Tenant, finishedAt: string): void {
  const { attempts } = ports.data
  const failure = refused('tenant_archived', `The tenant ${name} was removed before the next try.`)
  for (const attempt of attempts.listOpen()) {
    if (attempt.tenantId !== id || attempt.state !== 'waiting') continue
    attempts.save({ ...attempt, state: 'failed', finishedAt, failure, delayMs: null })
  }
}

/** Moves `changedAt`: what was proven with the old profile or credential is stale from here on. Read anew: the keychain took its time. */
function saveChanged({ ports }: Deps, tenant: Tenant): Tenant {
  const current = ports.data.tenants.get(tenant.id) ?? tenant
  const next = { ...current, changedAt: isoNow(ports.clock) }
  ports.data.tenants.save(next)
  return next
}

const sandboxIsFixed = (): Failure =>
  refused('sandbox_is_fixed', 'The sandbox is built in: its credential comes from itself and it cannot be removed.')
