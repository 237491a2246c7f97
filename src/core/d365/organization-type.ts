import type { Environment } from '../../shared/model/tenant.ts'

const PROD_TYPES = ['customer', 'secondary', 'default'] as const
const TEST_TYPES = ['customertest', 'customerfreetest'] as const
const DEV_TYPES = ['developer', 'trial'] as const

const ENVIRONMENT_OF: ReadonlyMap<string, Environment> = new Map<string, Environment>([
  ...[...PROD_TYPES, '0', '4', '12'].map((type) => [type, 'PROD'] as const),
  ...[...TEST_TYPES, '5', '6'].map((type) => [type, 'TEST'] as const),
  ...[...DEV_TYPES, '13', '14'].map((type) => [type, 'DEV'] as const),
])

/**
 * What kind of environment an organisation says it is, by number or by name. Whatever is not known counts as PROD: the guard errs to the
 * safe side. Source: Microsoft Learn, "OrganizationType EnumType".
 */
export const environmentOf = (organizationType: string | number | null): Environment =>
  ENVIRONMENT_OF.get(String(organizationType).trim().toLowerCase()) ?? 'PROD'
