import { ok } from '../../shared/lib/result.ts'
import type { CredentialNote, GivenCredential } from '../../shared/model/credential.ts'
import { SYSTEM_NETWORK } from '../../shared/model/network.ts'
import type { Environment, NewConnection, ProvenTenant, Tenant, TenantView } from '../../shared/model/tenant.ts'
import type { Happening } from '../activity/record-activity.ts'
import type { AppCredential } from '../entra/request-token.ts'
import { isoNow } from '../ports/clock.ts'
import { judgeNetwork } from './judge-network.ts'
import { readNewTenant } from './new-tenant.ts'
import { proveOnly, rememberProof } from './prove-connection.ts'
import { profileOf, readCredential, storeCredential } from './tenant-credentials.ts'
import { readTenantFile } from './tenant-file.ts'
import { changed, twinsOf, viewOf, type Outcome, type TenantScene } from './tenant-scene.ts'

interface Prepared {
  readonly tenant: Tenant
  readonly credential: AppCredential | null
  readonly proxyPassword: string | undefined
}

/** What was given for a new tenant, `tenant` not parsed yet. */
export type GivenConnection = Omit<NewConnection, 'tenant'> & { readonly tenant: unknown }

/** Adds a tenant unproven: profile and credential are kept both or neither. */
export async function addTenant(scene: TenantScene, given: GivenConnection): Outcome<TenantView> {
  const prepared = await prepare(scene, given)
  if (!prepared.ok) return prepared
  const kept = await keep(scene, prepared.value, given.sessionOnly)
  if (!kept.ok) return kept
  forgetDraft(scene, given.credential)
  return changed(scene, kept.value)
}

/** Adds a tenant that has proven itself first: token, WhoAmI, organisation. After a failure nothing is kept. */
export async function connectTenant(
  scene: TenantScene,
  given: GivenConnection,
  signal?: AbortSignal,
): Outcome<ProvenTenant> {
  const prepared = await prepare(scene, given)
  if (!prepared.ok) return prepared
  const { tenant, credential, proxyPassword } = prepared.value
  const held: Happening[] = []
  const hold = (happening: Happening): unknown => held.push({ ...happening, at: isoNow(scene.ports.clock) })
  const proven = await proveOnly({ ...scene, record: hold }, tenant, {
    signal,
    proxyPassword,
    ...(credential === null ? {} : { credential }),
  })
  if (!proven.ok) {
    // There never was a tenant of this id: what happened is told without one.
    for (const happening of held) scene.record({ ...happening, tenantId: null })
    return proven
  }
  const kept = await keep(scene, prepared.value, given.sessionOnly)
  if (!kept.ok) return kept
  for (const happening of held) scene.record(happening)
  const remembered = rememberProof(scene, { ...proven.value, tenant: kept.value })
  if (!remembered.ok) return remembered
  forgetDraft(scene, given.credential)
  scene.events.emit({ type: 'tenants-changed' })
  const stored = scene.ports.data.tenants.get(tenant.id) ?? kept.value
  return ok({ tenant: await viewOf(scene, stored), proof: proven.value.proof, twins: twinsOf(scene.ports, stored) })
}

/** Everything of a tenant but name, environment, address, credential and what was learnt of its organisation. */
export function duplicateTenant(
  scene: TenantScene,
  from: Tenant,
  to: { readonly name: string; readonly environment: Environment; readonly baseUrl: string },
): Outcome<TenantView> {
  const { entraTenantId, clientId, apiVersion } = from
  const read = readNewTenant(scene.ports, { ...to, entraTenantId, clientId, apiVersion })
  if (!read.ok) return Promise.resolve(read)
  const { mappingProfile, ownMapping, existingLeadPolicy, maxRetries, matchKeys, linkForm, network } = from
  const copy = {
    ...read.value,
    mappingProfile,
    ownMapping,
    existingLeadPolicy,
    maxRetries,
    matchKeys,
    linkForm,
    network,
  }
  save(scene, copy, null)
  return changed(scene, copy)
}

/** Adds a tenant from a file that another console wrote; every rule for a new tenant holds, and its network is judged like any other. */
export function importTenant(scene: TenantScene, text: string, name: string | undefined): Outcome<TenantView> {
  const file = readTenantFile(text)
  if (!file.ok) return Promise.resolve(file)
  const { environment, entraTenantId, clientId, baseUrl, apiVersion, network, ...rest } = file.value
  const read = readNewTenant(scene.ports, {
    ...{ environment, entraTenantId, clientId, baseUrl, apiVersion },
    name: name ?? rest.name,
  })
  if (!read.ok) return Promise.resolve(read)
  const judged = judgeNetwork(network)
  if (!judged.ok) return Promise.resolve(judged)
  const tenant = { ...read.value, ...rest, name: read.value.name, network: judged.value }
  save(scene, tenant, null)
  return changed(scene, tenant)
}

async function prepare(scene: TenantScene, given: GivenConnection): Outcome<Prepared> {
  const read = readNewTenant(scene.ports, given.tenant)
  if (!read.ok) return read
  const network = judgeNetwork(given.network ?? SYSTEM_NETWORK)
  if (!network.ok) return network
  const tenant = { ...read.value, network: network.value }
  const { proxyPassword } = given
  if (proxyPassword !== undefined) scene.ports.knownSecrets.add(proxyPassword)
  if (given.credential === null) return ok({ tenant, credential: null, proxyPassword })
  const credential = await readCredential(scene, given.credential)
  if (!credential.ok) return credential
  const profile = profileOf(credential.value, given.note ?? NOTHING_NOTED)
  return ok({ tenant: { ...tenant, ...profile }, credential: credential.value, proxyPassword })
}

const NOTHING_NOTED: CredentialNote = { description: null, expiresAt: null }

/** Secrets first: they are the half that fails where there is no keychain, and nothing is stored yet. */
async function keep(scene: TenantScene, prepared: Prepared, sessionOnly: boolean): Outcome<Tenant> {
  const { tenant, credential } = prepared
  const stored = await storeSecrets(scene, prepared, sessionOnly)
  if (!stored.ok) return stored
  try {
    save(scene, tenant, credential)
  } catch (error) {
    await scene.tenantSecrets.delete(tenant.id)
    throw error
  }
  return ok(tenant)
}

/** All of them or none. */
async function storeSecrets(
  scene: TenantScene,
  { tenant, credential, proxyPassword }: Prepared,
  sessionOnly: boolean,
): Outcome<null> {
  const { tenantSecrets } = scene
  if (credential !== null) {
    const stored = await storeCredential(scene, tenant.id, credential, sessionOnly)
    if (!stored.ok) return stored
  }
  if (proxyPassword === undefined) return ok(null)
  const stored = await tenantSecrets.store(tenant.id, proxyPassword, { sessionOnly, kind: 'proxy-password' })
  if (stored.ok) return ok(null)
  if (credential !== null) await tenantSecrets.delete(tenant.id)
  return stored
}

function save({ ports, record }: TenantScene, tenant: Tenant, credential: AppCredential | null): void {
  ports.data.tenants.save(tenant)
  record({
    name: 'tenant_added',
    tenantId: tenant.id,
    message: `${tenant.name} was added.`,
    detail: { environment: tenant.environment, baseUrl: tenant.baseUrl, credential: credential?.kind ?? 'none' },
  })
}

function forgetDraft({ drafts }: TenantScene, given: GivenCredential | null): void {
  if (given?.kind === 'draft') drafts.forget(given.draftId)
}
