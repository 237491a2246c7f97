import { isGuid } from '../../shared/lib/guid.ts'
import { invalidInput } from '../../shared/lib/invalid-input.ts'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { SYSTEM_NETWORK } from '../../shared/model/network.ts'
import { DEFAULT_RETRIES, NewTenantSchema, type NewTenant, type Tenant } from '../../shared/model/tenant.ts'
import { judgeBaseUrl } from '../d365/base-url.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { invalidAt } from '../invalid-at.ts'
import { refused } from './refused.ts'

type Ports = Pick<CorePorts, 'clock' | 'random' | 'data'>

/** Longest value Entra ID has ever made is below 100 characters; this only keeps a pasted file out of the keychain. */
const MAX_SECRET_CHARS = 1_000

/** What an admin typed, judged as a whole before anything is stored: fields, name, base URL. A new tenant starts with the feature flag off. */
export function readNewTenant(ports: Ports, input: unknown): Result<Tenant, Failure> {
  const parsed = NewTenantSchema.safeParse(input)
  if (!parsed.success) return fail(invalidInput(parsed.error.issues))
  const judged = judgeBaseUrl(parsed.data.baseUrl, { kind: 'live' })
  if (!judged.ok) return judged
  const taken = nameTaken(ports, parsed.data.name)
  if (taken !== null) return fail(refused('tenant_exists', `There is already a tenant named "${taken}".`))
  return ok(toTenant(ports, parsed.data, judged.value))
}

/** Names that differ in case only would be told apart by nobody. */
export function nameTaken({ data }: Pick<Ports, 'data'>, name: string, except: string | null = null): string | null {
  const folded = name.toLocaleLowerCase('en')
  const taken = (tenant: Tenant): boolean => tenant.id !== except && tenant.name.toLocaleLowerCase('en') === folded
  return data.tenants.list().find(taken)?.name ?? null
}

function toTenant(
  { clock, random, data }: Ports,
  input: NewTenant,
  address: { readonly origin: string; readonly cloud: Tenant['cloud'] },
): Tenant {
  const at = isoNow(clock)
  return {
    ...input,
    id: random.uuid(),
    kind: 'live',
    cloud: address.cloud,
    baseUrl: address.origin,
    appId: null,
    credential: 'secret',
    d365Enabled: false,
    // Until the first connection shows which columns there are (first-profile.ts).
    mappingProfile: 'standard',
    ownMapping: null,
    existingLeadPolicy: 'skip',
    maxRetries: DEFAULT_RETRIES,
    matchKeys: ['subject', 'website'],
    linkForm: 'modern',
    owner: null,
    organizationId: null,
    detectedEnvironment: null,
    secretDescription: null,
    secretExpiresAt: null,
    certificate: null,
    network: SYSTEM_NETWORK,
    position: data.tenants.list().length,
    changedAt: at,
    createdAt: at,
    archivedAt: null,
  }
}

/** A secret as pasted: line ends around it are the clipboard's. Its value never appears in the answer. */
export function readSecret(given: string): Result<string, Failure> {
  const secret = given.trim()
  if (secret === '') return invalidAt('secret', 'The client secret is empty.', 'İstemci gizli anahtarı boş.')
  if (isGuid(secret)) {
    return invalidAt(
      'secret',
      'That is a GUID: the id of the secret. Paste its value, which the portal shows once, right after it is made.',
      'Bu bir GUID, yani gizli anahtarın kimliği. Portalın yalnızca oluşturulduğunda bir kez gösterdiği değeri yapıştırın.',
    )
  }
  if (secret.length > MAX_SECRET_CHARS || /[\p{Cc}]/u.test(secret)) {
    return invalidAt(
      'secret',
      'That is not a client secret: it is too long or holds line breaks.',
      'Bu bir istemci gizli anahtarı değil: çok uzun ya da satır sonu içeriyor.',
    )
  }
  return ok(secret)
}
