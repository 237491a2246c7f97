import type { Refused, RefusalReason } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'

/** A refusal by one of the console's own rules; `message` names the particulars and never a secret. */
export const refused = (reason: RefusalReason, message: string): Refused => ({ kind: 'Refused', reason, message })

/** A removed tenant's history is read only. */
export const tenantArchived = ({ name }: Pick<Tenant, 'name'>): Refused =>
  refused('tenant_archived', `The tenant ${name} was removed; its history can only be read.`)
