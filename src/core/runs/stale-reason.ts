import type { StaleReason } from '../../shared/model/check.ts'
import type { Tenant } from '../../shared/model/tenant.ts'

/** Evidence older than this says nothing about today (spec: gate). */
const STALE_AFTER_MS = 7 * 86_400_000

/** What makes evidence stale: its age, and any change of profile, credential or console since. */
export interface Freshness {
  readonly nowMs: number
  readonly tenant: Pick<Tenant, 'changedAt'>
  readonly appVersion: string
}

/** Something that was seen, confirmed or decided at a moment. */
interface Seen {
  readonly at: string
  /** The tenant's `changedAt` when it was seen; null = known by the moment alone. */
  readonly tenantChangedAt: string | null
  /** Null where nobody wrote it down. */
  readonly appVersion: string | null
}

/** Why it says nothing certain about today, or null. What changed comes before what merely grew old. */
export function staleReason(seen: Seen, { nowMs, tenant, appVersion }: Freshness): StaleReason | null {
  if (Date.parse(seen.tenantChangedAt ?? seen.at) < Date.parse(tenant.changedAt)) return 'changed'
  if (seen.appVersion !== null && seen.appVersion !== appVersion) return 'version'
  return nowMs - Date.parse(seen.at) > STALE_AFTER_MS ? 'age' : null
}

/** Until when something seen then may stand, if nothing changes. */
export const holdsUntil = (at: string): string => new Date(Date.parse(at) + STALE_AFTER_MS).toISOString()
