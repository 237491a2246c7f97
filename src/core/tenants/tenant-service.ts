import { ok } from '../../shared/lib/result.ts'
import type { ActivityEvent } from '../../shared/model/activity-event.ts'
import type { Owner, Tenant, TenantChanges, TenantView } from '../../shared/model/tenant.ts'
import { isoNow } from '../ports/clock.ts'
import type { TenantService } from '../services.ts'
import { writeWholeFile } from '../write-whole-file.ts'
import { acceptOrganization } from './accept-organization.ts'
import { addTenant, connectTenant, duplicateTenant, importTenant } from './add-tenant.ts'
import { moveTenant, setProxyPassword, updateTenant } from './change-tenant.ts'
import { createConnectionDrafts } from './connection-drafts.ts'
import { writeEnvFile } from './env-file.ts'
import { proveConnection } from './prove-connection.ts'
import { refused } from './refused.ts'
import { deleteCredential, rotate, setSecret } from './tenant-credentials.ts'
import { changed, view, viewOf, withLiveTenant, withTenant, type Outcome, type TenantScene } from './tenant-scene.ts'
import { writeTenantFile } from './tenant-file.ts'
import { traceConnection } from './trace-connection.ts'

/** Profiles of tenants and what may be done with them. The sandbox's credential and existence are fixed; everything else of it is a tenant like any other. */
export function createTenantService(deps: Omit<TenantScene, 'drafts'>): TenantService {
  const scene: TenantScene = { ...deps, drafts: createConnectionDrafts(deps.ports) }
  const { data } = deps.ports
  return {
    ...createFurther(scene),
    list: async () => ok(await Promise.all(data.tenants.list().map((tenant) => viewOf(scene, tenant)))),
    find: (idOrName) => withTenant(scene, idOrName, (tenant) => view(scene, tenant)),
    readConnection: (text) => Promise.resolve(ok(scene.drafts.readText(text))),
    readConnectionFile: (bytes) => Promise.resolve(scene.drafts.readFile(bytes)),
    add: (tenant, given, options = {}) => {
      const credential = typeof given === 'string' ? { kind: 'secret' as const, value: given } : given
      return addTenant(scene, { ...options, tenant, credential, sessionOnly: options.sessionOnly === true })
    },
    connect: (input, signal) => connectTenant(scene, input, signal),
    update: (tenantId, changes) => {
      const find = isOfPushes(changes) ? withTenant : withLiveTenant
      return find(scene, tenantId, (tenant) => updateTenant(scene, tenant, changes))
    },
    duplicate: (tenantId, to) => withLiveTenant(scene, tenantId, (tenant) => duplicateTenant(scene, tenant, to)),
    move: (tenantId, beforeId) => withLiveTenant(scene, tenantId, (tenant) => moveTenant(scene, tenant, beforeId)),
    setSecret: (tenantId, secret, options) =>
      withLiveTenant(scene, tenantId, (tenant) => setSecret(scene, tenant, secret, options)),
    deleteSecret: (tenantId) => withLiveTenant(scene, tenantId, (tenant) => deleteCredential(scene, tenant)),
    rotate: (tenantId, rotation) => withLiveTenant(scene, tenantId, (tenant) => rotate(scene, tenant, rotation)),
    setProxyPassword: (tenantId, password) =>
      withLiveTenant(scene, tenantId, (tenant) => setProxyPassword(scene, tenant, password)),
    exportEnv: (tenantId, options) => withLiveTenant(scene, tenantId, (tenant) => exportEnv(scene, tenant, options)),
    setEnabled: (tenantId, isEnabled) => withTenant(scene, tenantId, (tenant) => setEnabled(scene, tenant, isEnabled)),
    select: (tenantId) =>
      withTenant(scene, tenantId, (tenant) => {
        data.tenants.setActive(tenant.id)
        return changed(scene, tenant)
      }),
    test: (tenantId, signal) => withTenant(scene, tenantId, (tenant) => test(scene, tenant, signal)),
    acceptOrganization: (tenantId, organizationId, options) =>
      withLiveTenant(scene, tenantId, (tenant) =>
        acceptOrganization(scene, tenant, { organizationId, typedName: options?.typedName ?? null }),
      ),
    remove: (tenantId) => withLiveTenant(scene, tenantId, (tenant) => remove(scene, tenant)),
    unlock: (tenantId, typedName) =>
      withTenant(scene, tenantId, (tenant) => {
        const unlocked = deps.prodLock.unlock(tenant, typedName)
        return unlocked.ok ? changed(scene, tenant) : Promise.resolve(unlocked)
      }),
    lockAll: () => {
      deps.prodLock.lockAll()
      deps.events.emit({ type: 'tenants-changed' })
    },
  }
}

type Further = 'setOwner' | 'findOwners' | 'trace' | 'unlocks' | 'exportProfile' | 'importProfile'

/** The sandbox's address and ids are its own; how pushes to it behave is the admin's to rehearse. */
const OF_PUSHES: ReadonlySet<string> = new Set(['existingLeadPolicy', 'maxRetries', 'matchKeys', 'linkForm'])
const isOfPushes = (changes: TenantChanges): boolean => Object.keys(changes).every((name) => OF_PUSHES.has(name))

/** What looks at a tenant, names the owner of its leads, or carries it elsewhere. */
const createFurther = (scene: TenantScene): Pick<TenantService, Further> => ({
  setOwner: (tenantId, owner) => withTenant(scene, tenantId, (tenant) => setOwner(scene, tenant, owner)),
  findOwners: (tenantId, text) => withTenant(scene, tenantId, (tenant) => findOwners(scene, tenant, text)),
  trace: (tenantId, signal) => withTenant(scene, tenantId, (tenant) => traceConnection(scene, tenant, signal)),
  unlocks: (tenantId) => withTenant(scene, tenantId, (tenant) => Promise.resolve(ok(unlocksOf(scene, tenant)))),
  exportProfile: (tenantId, file) => withLiveTenant(scene, tenantId, (tenant) => exportProfile(scene, tenant, file)),
  importProfile: (text, options) => importTenant(scene, text, options?.name),
})

async function findOwners({ connections }: TenantScene, tenant: Tenant, text: string): Outcome<readonly Owner[]> {
  const opened = await connections.open(tenant)
  if (!opened.ok) return opened
  const found = await opened.value.d365.metadata.findOwners(text)
  return found.ok ? ok(found.value.owners) : found
}

const unlocksOf = ({ ports }: TenantScene, { id }: Tenant): readonly ActivityEvent[] =>
  ports.data.activity.list({ tenantId: id, name: 'prod_unlocked', limit: 500 })

async function exportProfile(
  { ports }: TenantScene,
  tenant: Tenant,
  file: string,
): ReturnType<TenantService['exportProfile']> {
  const written = await writeWholeFile(ports.files, file, writeTenantFile(tenant))
  return written.ok ? ok({ file: written.value }) : written
}

async function exportEnv(
  { tenantSecrets }: TenantScene,
  tenant: Tenant,
  { withSecret = false } = {},
): ReturnType<TenantService['exportEnv']> {
  // The rule about PROD is asked before the keychain is.
  const allowed = writeEnvFile(tenant, withSecret ? 'x' : null)
  if (!allowed.ok || !withSecret || tenant.credential !== 'secret') return allowed
  const secret = await tenantSecrets.read(tenant)
  return secret.ok ? writeEnvFile(tenant, secret.value) : secret
}

function setEnabled(deps: TenantScene, tenant: Tenant, isEnabled: boolean): Outcome<TenantView> {
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

function setOwner(deps: TenantScene, tenant: Tenant, owner: Owner | null): Outcome<TenantView> {
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

async function test(deps: TenantScene, tenant: Tenant, signal?: AbortSignal): ReturnType<TenantService['test']> {
  const proven = await proveConnection(deps, tenant, signal)
  if (!proven.ok) return proven
  deps.events.emit({ type: 'tenants-changed' })
  return proven
}

async function remove(deps: TenantScene, tenant: Tenant): Outcome<TenantView> {
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
function cancelWaiting({ ports }: TenantScene, { id, name }: Tenant, finishedAt: string): void {
  const { attempts } = ports.data
  const failure = refused('tenant_archived', `The tenant ${name} was removed before the next try.`)
  for (const attempt of attempts.listOpen()) {
    if (attempt.tenantId !== id || attempt.state !== 'waiting') continue
    attempts.save({ ...attempt, state: 'failed', finishedAt, failure, delayMs: null })
  }
}
