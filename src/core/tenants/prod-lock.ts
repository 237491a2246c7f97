import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Refused } from '../../shared/model/failure.ts'
import { effectiveEnvironment, isProdUntilTested, type Tenant } from '../../shared/model/tenant.ts'
import type { RecordActivity } from '../activity/record-activity.ts'
import type { Clock } from '../ports/clock.ts'
import { refused } from './refused.ts'

/** How long one unlock permits *starting* writes; a run that started keeps its permission to its end. */
export const UNLOCK_MS = 10 * 60_000

/** Who may write: the feature flag and the PROD guard, below window and command line. */
export interface ProdLock {
  /** Null = a write may start now. The flag is judged first: off means off, whatever is unlocked. Asked once per run, not per lead. */
  readonly judgeWrite: (tenant: Tenant) => Refused | null
  /** The same for a change of the organisation itself (its columns), which comes before the flag is switched on. */
  readonly judgeChange: (tenant: Tenant) => Refused | null
  /** `typedName` must be the tenant's name, letter by letter. On DEV and TEST there is nothing to unlock. */
  readonly unlock: (tenant: Tenant, typedName: string) => Result<{ readonly until: string }, Refused>
  /** Wall-clock time (ISO 8601) until which writes may start; null = locked. */
  readonly unlockedUntil: (tenant: Tenant) => string | null
  /** Ends every unlock: screen lock, sleep, the end of a session. */
  readonly lockAll: () => void
  readonly lock: (tenantId: string) => void
}

/**
 * Unlocks live in memory only and are measured by monotonic time, so that neither a restart nor a changed wall clock prolongs one.
 */
export function createProdLock({
  ports,
  record,
}: {
  readonly ports: { readonly clock: Clock }
  readonly record: RecordActivity
}): ProdLock {
  const { clock } = ports
  const endsAtMs = new Map<string, number>()

  const remainingMs = (tenant: Tenant): number => {
    return Math.max(0, (endsAtMs.get(tenant.id) ?? 0) - clock.monotonicMs())
  }

  const unlock: ProdLock['unlock'] = (tenant, typedName) => {
    if (effectiveEnvironment(tenant) !== 'PROD') {
      return fail(
        refused('environment_not_allowed', `${tenant.name} is not a PROD tenant: there is nothing to unlock.`),
      )
    }
    if (typedName !== tenant.name) {
      return fail(refused('unlock_name_differs', `The name typed is not "${tenant.name}".`))
    }
    endsAtMs.set(tenant.id, clock.monotonicMs() + UNLOCK_MS)
    const until = new Date(clock.now() + UNLOCK_MS).toISOString()
    record({
      name: 'prod_unlocked',
      level: 'warning',
      tenantId: tenant.id,
      message: `Writing to ${tenant.name} was unlocked.`,
      detail: { until },
    })
    return ok({ until })
  }

  const judgeNow = (tenant: Tenant): Refused | null => judge(tenant, remainingMs(tenant) > 0)
  const lock = (tenantId: string): void => {
    const wasOpen = (endsAtMs.get(tenantId) ?? 0) > clock.monotonicMs()
    endsAtMs.delete(tenantId)
    if (wasOpen) record({ name: 'prod_locked', tenantId, message: 'Writing was locked again.' })
  }

  return {
    judgeWrite: judgeNow,
    judgeChange: (tenant) => judgeNow({ ...tenant, d365Enabled: true }),
    unlock,
    unlockedUntil: (tenant) => {
      const left = remainingMs(tenant)
      return left === 0 ? null : new Date(clock.now() + left).toISOString()
    },
    lock,
    lockAll: () => [...endsAtMs.keys()].forEach(lock),
  }
}

function judge(tenant: Tenant, isUnlocked: boolean): Refused | null {
  if (tenant.archivedAt !== null) return refused('tenant_archived', `The tenant ${tenant.name} was removed.`)
  if (!tenant.d365Enabled) return refused('d365_disabled', `The feature flag of ${tenant.name} is off.`)
  if (effectiveEnvironment(tenant) !== 'PROD' || isUnlocked) return null
  return refused(
    'prod_locked',
    isProdUntilTested(tenant)
      ? `What kind of environment ${tenant.name} is was not read yet, so it counts as PROD and writing to it is locked; test the tenant, which reads it.`
      : `${tenant.name} is a PROD tenant and writing to it is locked.`,
  )
}
