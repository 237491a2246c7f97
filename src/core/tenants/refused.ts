import type { Refused, RefusalReason } from '../../shared/model/failure.ts'

/** A refusal by one of the console's own rules; `message` names the particulars and never a secret. */
export const refused = (reason: RefusalReason, message: string): Refused => ({ kind: 'Refused', reason, message })
