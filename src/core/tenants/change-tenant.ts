import { invalidInput } from '../../shared/lib/invalid-input.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, Refused } from '../../shared/model/failure.ts'
import type { TenantNetwork } from '../../shared/model/network.ts'
import { TenantChangesSchema, type Environment, type Tenant, type TenantView } from '../../shared/model/tenant.ts'
import { judgeBaseUrl } from '../d365/base-url.ts'
import { judgeNetwork } from './judge-network.ts'
import { nameTaken } from './new-tenant.ts'
import { refused } from './refused.ts'
import { leadsToSamePlace } from './remember-type.ts'
import { changed, saveChanged, viewOf, type Outcome, type TenantScene } from './tenant-scene.ts'

/** Changes that leave what was proven of the connection as it is. */
const EVIDENCE_STAYS: ReadonlySet<string> = new Set([
  'name',
  'linkForm',
  'appId',
  'secretDescription',
  'secretExpiresAt',
])

/**
 * Changes what is named and leaves the rest. A tenant that counts as PROD is not declared anything milder while it is locked: that would be
 * an unlock without the typed name.
 */
export function updateTenant(scene: TenantScene, tenant: Tenant, given: unknown): Outcome<TenantView> {
  const read = readChanges(scene, tenant, given)
  if (!read.ok) return Promise.resolve(read)
  const changes = read.value
  const names = Object.keys(changes)
  if (names.length === 0) return changed(scene, tenant)
  const next = names.every((name) => EVIDENCE_STAYS.has(name))
    ? save(scene, { ...tenant, ...changes })
    : saveChanged(scene, tenant, { ...changes, ...forgetPlace(scene, tenant, changes) })
  scene.record({
    name: 'tenant_changed',
    tenantId: tenant.id,
    message: `${next.name} was changed: ${names.join(', ')}.`,
    detail: { changed: names },
  })
  return changed(scene, next)
}

/** What was learnt of an organisation, an unlock among it, says nothing of another address or another application. */
function forgetPlace({ prodLock }: TenantScene, tenant: Tenant, changes: Partial<Tenant>): Partial<Tenant> {
  if (leadsToSamePlace(tenant, { ...tenant, ...changes })) return {}
  prodLock.lock(tenant.id)
  return { organizationId: null, detectedEnvironment: null }
}

/** What is asked for and differs from what is, once every rule has passed. */
function readChanges(scene: TenantScene, tenant: Tenant, given: unknown): Result<Partial<Tenant>, Failure> {
  const parsed = TenantChangesSchema.safeParse(given)
  if (!parsed.success) return fail(invalidInput(parsed.error.issues))
  const asked = parsed.data
  const refusal = refuseName(scene, tenant, asked.name) ?? refuseSofter(scene, tenant, asked.environment)
  if (refusal !== null) return fail(refusal)
  const network = asked.network === undefined ? ok({}) : readNetwork(asked.network)
  if (!network.ok) return network
  const address = asked.baseUrl === undefined ? ok({}) : readAddress(asked.baseUrl)
  if (!address.ok) return address
  const changes = { ...asked, ...network.value, ...address.value }
  const isNew = ([name, value]: [string, unknown]): boolean =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(tenant[name as keyof Tenant])
  return ok(Object.fromEntries(Object.entries(changes).filter(isNew)))
}

function refuseName(scene: TenantScene, tenant: Tenant, name: string | undefined): Refused | null {
  const taken = name === undefined ? null : nameTaken(scene.ports, name, tenant.id)
  return taken === null ? null : refused('tenant_exists', `There is already a tenant named "${taken}".`)
}

function refuseSofter({ prodLock }: TenantScene, tenant: Tenant, asked: Environment | undefined): Refused | null {
  if (asked === undefined || asked === 'PROD' || tenant.environment !== 'PROD') return null
  if (prodLock.unlockedUntil(tenant) !== null) return null
  return refused('prod_locked', `${tenant.name} is a locked PROD tenant; unlock it before it is declared ${asked}.`)
}

function readNetwork(asked: TenantNetwork): Result<Partial<Tenant>, Failure> {
  const judged = judgeNetwork(asked)
  return judged.ok ? ok({ network: judged.value }) : judged
}

function readAddress(asked: string): Result<Partial<Tenant>, Failure> {
  const judged = judgeBaseUrl(asked, { kind: 'live' })
  return judged.ok ? ok({ baseUrl: judged.value.origin, cloud: judged.value.cloud }) : judged
}

function save({ ports }: TenantScene, tenant: Tenant): Tenant {
  ports.data.tenants.save(tenant)
  return tenant
}

/** Puts a tenant before another one, or last; the sandbox stands before all. */
export async function moveTenant(
  scene: TenantScene,
  tenant: Tenant,
  beforeId: string | null,
): Outcome<readonly TenantView[]> {
  const { data } = scene.ports
  const others = data.tenants.list().filter(({ id, kind }) => kind !== 'sandbox' && id !== tenant.id)
  const found = others.findIndex(({ id }) => id === beforeId)
  const place = found === -1 ? others.length : found
  const ordered = [...others.slice(0, place), tenant, ...others.slice(place)]
  data.transaction(() => ordered.forEach((one, position) => data.tenants.save({ ...one, position })))
  scene.events.emit({ type: 'tenants-changed' })
  return ok(await Promise.all(data.tenants.list().map((one) => viewOf(scene, one))))
}

/** The password for the tenant's manual proxy; null forgets it. */
export async function setProxyPassword(
  scene: TenantScene,
  tenant: Tenant,
  password: string | null,
): Outcome<TenantView> {
  const kind = 'proxy-password' as const
  const done =
    password === null
      ? await scene.tenantSecrets.delete(tenant.id, kind)
      : await scene.tenantSecrets.store(tenant.id, password, { kind })
  if (!done.ok) return done
  scene.connections.drop(tenant.id)
  return changed(scene, tenant)
}
