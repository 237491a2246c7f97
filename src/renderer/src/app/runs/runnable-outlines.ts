import type { ScenarioOutline } from '../../../../shared/model/scenario.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'

/** On production only C1 runs (runbook E2.4); the core refuses the others as well. */
export const runnableOutlines = (
  outlines: readonly ScenarioOutline[],
  tenant: Pick<TenantView, 'effectiveEnvironment'>,
): readonly ScenarioOutline[] =>
  tenant.effectiveEnvironment === 'PROD' ? outlines.filter((outline) => outline.id === 'C1') : outlines
