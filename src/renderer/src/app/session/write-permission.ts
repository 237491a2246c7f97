import type { TenantView } from '../../../../shared/model/tenant.ts'

/** True while a production tenant's unlock has not been given or has run out. The core judges again: this only explains a disabled button. */
export const isLocked = (tenant: Pick<TenantView, 'effectiveEnvironment' | 'unlockedUntil'>, nowMs: number): boolean =>
  tenant.effectiveEnvironment === 'PROD' && (tenant.unlockedUntil === null || Date.parse(tenant.unlockedUntil) <= nowMs)
