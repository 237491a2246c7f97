import type { TenantConnection } from '../d365/d365-client.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { isNew, keepFirstProfile, withFirstProfile } from '../tenants/first-profile.ts'
import { readInTime } from './tenant-columns.ts'

/**
 * The connection of a push or a dry run. Where it is what meets a new tenant first, the tenant comes under the mapping profile that its columns
 * allow, as after a test; columns that cannot be read leave it as it is. A dry run keeps nothing.
 */
export async function meetTenant(
  deps: RunDeps,
  connection: TenantConnection,
  { isDryRun, signal }: { readonly isDryRun: boolean; readonly signal?: AbortSignal | undefined },
): Promise<TenantConnection> {
  const { tenant, d365 } = connection
  if (!isNew(tenant)) return connection
  const context = signal === undefined ? {} : { signal }
  const read = await readInTime({ ports: deps.ports, d365: () => d365, context })
  if (!read.ok) return connection
  const { columns } = read.value
  return {
    ...connection,
    tenant: isDryRun ? withFirstProfile(tenant, columns) : keepFirstProfile(deps, tenant, columns),
  }
}
