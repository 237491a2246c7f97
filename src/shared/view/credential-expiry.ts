import type { TenantView } from '../model/tenant.ts'

/** How near the end of a credential is. `unknown`: nobody noted it. The steps are 60, 30 and 7 days, each belonging to the nearer one. */
export type ExpiryLevel = 'expired' | 'within-7' | 'within-30' | 'within-60' | 'later' | 'unknown'

export interface CredentialExpiry {
  readonly tenant: TenantView
  readonly level: ExpiryLevel
  /** Whole days left, rounded down; negative once it is over, null where the end is unknown. */
  readonly daysLeft: number | null
}

const DAY_MS = 86_400_000
const STEPS = [
  [7, 'within-7'],
  [30, 'within-30'],
  [60, 'within-60'],
] as const

/** Every credential the console keeps, the most urgent first; ends nobody noted come last. Without the sandbox, what was removed, and what has no credential. */
export function expiriesOf(tenants: readonly TenantView[], nowMs: number): readonly CredentialExpiry[] {
  return tenants
    .filter(({ kind, archivedAt, secretState }) => kind === 'live' && archivedAt === null && secretState !== 'missing')
    .map((tenant) => expiryOf(tenant, nowMs))
    .sort((a, b) => compareDays(a, b) || a.tenant.position - b.tenant.position)
}

function expiryOf(tenant: TenantView, nowMs: number): CredentialExpiry {
  if (tenant.secretExpiresAt === null) return { tenant, level: 'unknown', daysLeft: null }
  return { tenant, ...expiryAt(tenant.secretExpiresAt, nowMs) }
}

/** How near an end is that somebody noted. */
export function expiryAt(
  endsAt: string,
  nowMs: number,
): { readonly level: Exclude<ExpiryLevel, 'unknown'>; readonly daysLeft: number } {
  const leftMs = Date.parse(endsAt) - nowMs
  const daysLeft = Math.floor(leftMs / DAY_MS)
  if (leftMs <= 0) return { level: 'expired', daysLeft }
  return { level: STEPS.find(([days]) => leftMs <= days * DAY_MS)?.[1] ?? 'later', daysLeft }
}

/** Those that somebody must act on: over, or within sixty days of it. */
export const dueOf = (expiries: readonly CredentialExpiry[]): readonly CredentialExpiry[] =>
  expiries.filter(({ level }) => level !== 'later' && level !== 'unknown')

function compareDays(a: CredentialExpiry, b: CredentialExpiry): number {
  if (a.daysLeft === null || b.daysLeft === null) return Number(a.daysLeft === null) - Number(b.daysLeft === null)
  return a.daysLeft - b.daysLeft
}
