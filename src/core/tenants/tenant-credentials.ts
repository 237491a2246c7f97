import { ok, type Result } from '../../shared/lib/result.ts'
import type { CredentialNote, GivenCredential } from '../../shared/model/credential.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ProvenTenant, Tenant, TenantView } from '../../shared/model/tenant.ts'
import type { AppCredential } from '../entra/request-token.ts'
import { readSecret } from './new-tenant.ts'
import { proveOnly, rememberProof } from './prove-connection.ts'
import { readCertificate } from './read-certificate.ts'
import type { SecretKind, TenantSecrets } from './tenant-secrets.ts'
import { changed, saveChanged, twinsOf, view, viewOf, type Outcome, type TenantScene } from './tenant-scene.ts'

/** What was given, judged: a secret by its form, a certificate by its key and its end. Nothing is stored. */
export async function readCredential(
  { drafts, ports }: TenantScene,
  given: GivenCredential,
): Promise<Result<AppCredential, Failure>> {
  const drafted = given.kind === 'draft' ? drafts.take(given.draftId) : ok(given)
  if (!drafted.ok) return drafted
  const { value } = drafted
  if (value.kind === 'secret') {
    const secret = readSecret(value.value)
    return secret.ok ? ok({ kind: 'secret', secret: secret.value }) : secret
  }
  const passphrase = given.kind === 'secret' ? null : given.passphrase
  const read = await readCertificate({ ...value, passphrase }, ports.clock.now())
  if (!read.ok) return read
  ports.knownSecrets.add(read.value.privateKeyPem)
  return ok({ kind: 'certificate', ...read.value })
}

/** Puts a credential into the keychain, or this session's memory. The tenant is not saved here. */
export const storeCredential = (
  { tenantSecrets }: TenantScene,
  tenantId: string,
  credential: AppCredential,
  sessionOnly: boolean,
): ReturnType<TenantSecrets['store']> =>
  tenantSecrets.store(tenantId, credential.kind === 'secret' ? credential.secret : credential.privateKeyPem, {
    sessionOnly,
    kind: kindOf(credential),
  })

const kindOf = ({ kind }: AppCredential): SecretKind => (kind === 'secret' ? 'client-secret' : 'certificate-key')

/** The columns of a tenant that go with a credential. A certificate knows its own end. */
export function profileOf(
  credential: AppCredential,
  note: CredentialNote,
): Pick<Tenant, 'credential' | 'certificate' | 'secretDescription' | 'secretExpiresAt'> {
  const certificate = credential.kind === 'certificate' ? credential.certificate : null
  return {
    credential: credential.kind,
    certificate,
    secretDescription: note.description === '' ? null : note.description,
    secretExpiresAt: certificate?.expiresAt ?? note.expiresAt,
  }
}

/** Stores a client secret unproven, in the place of what was there. */
export async function setSecret(
  scene: TenantScene,
  tenant: Tenant,
  given: string,
  { sessionOnly = false }: { readonly sessionOnly?: boolean } = {},
): Outcome<TenantView> {
  const secret = readSecret(given)
  if (!secret.ok) return secret
  const credential: AppCredential = { kind: 'secret', secret: secret.value }
  const stored = await storeCredential(scene, tenant.id, credential, sessionOnly)
  if (!stored.ok) return stored
  scene.connections.drop(tenant.id)
  scene.record({
    name: 'secret_stored',
    tenantId: tenant.id,
    message: `A client secret for ${tenant.name} was stored.`,
    detail: { where: stored.value },
  })
  // A secret for this session alone leaves what is stored, and so the evidence made with it, as it was.
  if (stored.value === 'session') return changed(scene, tenant)
  const note = { description: tenant.secretDescription, expiresAt: null }
  return changed(scene, saveChanged(scene, tenant, profileOf(credential, note)))
}

/** Takes the credential out of keychain, memory and token cache; the proxy's password stays. */
export async function deleteCredential(scene: TenantScene, tenant: Tenant): Outcome<TenantView> {
  const secret = await scene.tenantSecrets.delete(tenant.id, 'client-secret')
  if (!secret.ok) return secret
  const key = await scene.tenantSecrets.delete(tenant.id, 'certificate-key')
  if (!key.ok) return key
  scene.connections.drop(tenant.id)
  if (!secret.value && !key.value) return view(scene, tenant)
  scene.record({
    name: 'secret_deleted',
    tenantId: tenant.id,
    message: `The credential of ${tenant.name} was deleted.`,
  })
  const none = { credential: 'secret', certificate: null, secretDescription: null, secretExpiresAt: null } as const
  return changed(scene, saveChanged(scene, tenant, none))
}

export interface Rotation {
  readonly credential: GivenCredential
  readonly note: CredentialNote
  readonly sessionOnly: boolean
  readonly signal?: AbortSignal | undefined
}

/**
 * A new credential in the old one's place, but only once it has proven itself: a token and WhoAmI over a client of its own, without any token
 * cache (a cached token would vouch for a wrong secret). Until then, and whenever anything fails, the old one stays as it was.
 */
export async function rotate(scene: TenantScene, tenant: Tenant, rotation: Rotation): Outcome<ProvenTenant> {
  const { note, sessionOnly, signal } = rotation
  const credential = await readCredential(scene, rotation.credential)
  if (!credential.ok) return credential
  const candidate = { ...tenant, ...profileOf(credential.value, note) }
  const proven = await proveOnly(scene, candidate, { signal, credential: credential.value })
  if (!proven.ok) return proven
  const known = rememberProof(scene, proven.value)
  if (!known.ok) return known
  const stored = await storeCredential(scene, tenant.id, credential.value, sessionOnly)
  if (!stored.ok) return stored
  const next = saveChanged(scene, tenant, profileOf(credential.value, note))
  await forgetOtherKind(scene, tenant.id, credential.value)
  scene.connections.drop(tenant.id)
  if (rotation.credential.kind === 'draft') scene.drafts.forget(rotation.credential.draftId)
  scene.record({
    name: 'secret_stored',
    tenantId: tenant.id,
    message: `${tenant.name} signs in with a new ${credential.value.kind === 'secret' ? 'client secret' : 'certificate'}, proven before it replaced the old one.`,
    detail: { where: stored.value, expiresAt: next.secretExpiresAt },
  })
  scene.events.emit({ type: 'tenants-changed' })
  return ok({ tenant: await viewOf(scene, next), proof: proven.value.proof, twins: twinsOf(scene.ports, next) })
}

/** A certificate replaces a secret and the other way round; what no longer signs in is not left behind. */
async function forgetOtherKind(
  { tenantSecrets, ports }: TenantScene,
  tenantId: string,
  { kind }: AppCredential,
): Promise<void> {
  const gone = await tenantSecrets.delete(tenantId, kind === 'secret' ? 'certificate-key' : 'client-secret')
  if (!gone.ok)
    ports.log.write('warning', 'the old credential could not be deleted', { tenantId, failure: gone.failure })
}
