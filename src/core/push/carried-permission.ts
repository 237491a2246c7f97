import type { Refused } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { PushDeps } from './push-deps.ts'

/**
 * What stands against going on with a run's work. An unlock that the run began under holds to its end; a flag that is off, a removed tenant, and
 * a PROD lock that the run never had open stand above it. Source: docs/glossary.md (PROD lock).
 */
export function objectionTo(
  { prodLock }: Pick<PushDeps, 'prodLock'>,
  tenant: Tenant,
  run: Pick<Run, 'wasUnlocked'> | null,
): Refused | null {
  const refusal = prodLock.judgeWrite(tenant)
  return refusal?.reason === 'prod_locked' && run?.wasUnlocked === true ? null : refusal
}
