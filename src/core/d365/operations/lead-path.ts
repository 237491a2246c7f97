import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure } from '../../../shared/model/failure.ts'
import { isGuid } from '../odata-filter.ts'

/**
 * `leads(<guid>)`. Ids come from local data, which an admin may edit by hand: what is no GUID never becomes part of a URL.
 * Source: lead table reference (entity set `leads`).
 */
export function leadPath(leadId: string): Result<string, D365Failure> {
  if (isGuid(leadId)) return ok(`leads(${leadId.toLowerCase()})`)
  return fail({
    kind: 'D365ValidationError',
    message: 'The stored D365 id of the lead is not a GUID, so nothing was asked.',
    httpStatus: null,
    code: null,
    requestIds: null,
    column: 'leadid',
  })
}
