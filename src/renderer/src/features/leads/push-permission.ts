import type { SyncBadge } from '../../../../shared/model/lead.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { isLocked } from '../../app/session/write-permission.ts'

export type PushBlock = 'd365_disabled' | 'prod_locked' | 'secret_missing' | 'keychain' | 'archived' | 'under_way'

/**
 * Why the push button is off, or null. It only explains: the core judges every push again.
 * A push of a lead in conflict looks again: it goes through once nothing in D365 stands against it any more, and creates nothing before.
 */
export function pushBlock(tenant: TenantView, badge: SyncBadge | null, nowMs: number): PushBlock | null {
  if (tenant.archivedAt !== null) return 'archived'
  if (!tenant.d365Enabled) return 'd365_disabled'
  if (isLocked(tenant, nowMs)) return 'prod_locked'
  if (tenant.secretState === 'missing') return 'secret_missing'
  if (tenant.secretState === 'keychain-unavailable') return 'keychain'
  return badge === 'queued' || badge === 'in_progress' ? 'under_way' : null
}

/** The same without the lock: a forecast and a dry run only read, and a run that was unlocked carries its permission. */
export function askBlock(tenant: TenantView, nowMs: number): PushBlock | null {
  const block = pushBlock(tenant, null, nowMs)
  return block === 'prod_locked' ? null : block
}
