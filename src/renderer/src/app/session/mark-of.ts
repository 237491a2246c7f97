import type { Environment, TenantView } from '../../../../shared/model/tenant.ts'

export type MarkKind = Environment | 'sandbox'

/** Which mark a tenant wears. A sandbox that calls itself PROD would wear PROD: the stricter word wins. */
export const markOf = (tenant: Pick<TenantView, 'kind' | 'effectiveEnvironment'>): MarkKind =>
  tenant.kind === 'sandbox' && tenant.effectiveEnvironment !== 'PROD' ? 'sandbox' : tenant.effectiveEnvironment
