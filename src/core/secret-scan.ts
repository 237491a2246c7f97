import type { CorePorts } from './ports/core-ports.ts'
import type { TenantSecrets } from './tenants/tenant-secrets.ts'

/** What the scan needs to know every secret there is. */
export type ReadsSecrets = Pick<TenantSecrets, 'read' | 'readProxyPassword'>

/** A process that only writes has never used a credential; what it does not know it could not find. To be called before a scan. */
export async function learnSecrets({
  ports,
  tenantSecrets,
}: {
  readonly ports: Pick<CorePorts, 'data'>
  readonly tenantSecrets: ReadsSecrets
}): Promise<void> {
  const live = ports.data.tenants.list().filter(({ kind }) => kind !== 'sandbox')
  await Promise.all(live.flatMap((tenant) => [tenantSecrets.read(tenant), tenantSecrets.readProxyPassword(tenant.id)]))
}

/** Looks at each text before it is escaped for a format: a sign put before another would hide a secret from the search. */
export function holdsSecret(value: unknown, { knownSecrets }: Pick<CorePorts, 'knownSecrets'>): boolean {
  let isFound = false
  JSON.stringify(value, (_key, one: unknown) => {
    isFound ||= typeof one === 'string' && knownSecrets.isIn(one)
    return one
  })
  return isFound
}
