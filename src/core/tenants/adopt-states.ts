import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { LocalData } from '../ports/stores.ts'

/** Some ten milliseconds' worth: a window stays alive while a hundred thousand states move. */
const AT_ONCE = 1_000

/**
 * Moves what was noted of leads before a tenant's organisation was known to that organisation, in portions. Killed in between, the tenant still
 * has no organisation, and the rest moves when it is found again: so whoever stores the organisation does that afterwards, with `adoptRest`.
 */
export async function adoptStates(
  data: Pick<LocalData, 'leads' | 'transaction'>,
  tenantId: string,
  organizationId: string,
): Promise<void> {
  while (data.transaction(() => data.leads.adoptScope(tenantId, organizationId, AT_ONCE))) await turnOfTheLoop()
}

/** What came since `adoptStates`; in the transaction that stores the organisation. */
export function adoptRest({ leads }: Pick<LocalData, 'leads'>, tenantId: string, organizationId: string): void {
  while (leads.adoptScope(tenantId, organizationId, AT_ONCE));
}
