import type { Refused } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { refused } from './refused.ts'

/**
 * Null where the organisation that answers is the one known, or the first ever. Another one is a refreshed copy, a reset or a wrong address:
 * sync state belongs to the old one, so nothing goes on until the admin says what is meant. GUIDs differ in case between answers.
 */
export function organizationChanged(
  { name, organizationId: before }: Pick<Tenant, 'name' | 'organizationId'>,
  now: string,
): Refused | null {
  if (before === null || before.toLowerCase() === now.toLowerCase()) return null
  const refusal = refused('organization_changed', `${name} answers as organisation ${now}; until now it was ${before}.`)
  return { ...refusal, organization: { before, now } }
}
