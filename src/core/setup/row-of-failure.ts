import type { Failure } from '../../shared/model/failure.ts'

/** The secret is not the one that Entra ID knows: wrong, its id pasted instead, or none sent. */
const SECRET_DOES_NOT_FIT: ReadonlySet<number> = new Set([7000215, 7000216, 7000218, 700026, 700027, 700024])
const SECRET_EXPIRED = 7000222
/** The resource (the base URL) is unknown in the Entra tenant. */
const RESOURCE_UNKNOWN = 500011

/** Of the rows on the way to a token, the one that a failure belongs to; the others say that they were not run because of it. */
export type RowToBlame = 'A1.1' | 'A1.3' | 'A1.4' | 'A2.1' | 'A2.2' | 'A4'

/** Which row a missing token belongs to. Source: Microsoft Learn, "Microsoft Entra authentication and authorization error codes". */
export function rowOfTokenFailure(failure: Failure): RowToBlame {
  if (failure.kind === 'Refused') {
    if (failure.reason === 'base_url_refused') return 'A4'
    return failure.reason === 'secret_missing' || failure.reason === 'keychain_unavailable' ? 'A1.3' : 'A1.1'
  }
  if (failure.kind !== 'D365AuthenticationError' || failure.aadsts === null) return 'A1.1'
  if (failure.aadsts === SECRET_EXPIRED) return 'A1.3'
  if (failure.aadsts === RESOURCE_UNKNOWN) return 'A4'
  return SECRET_DOES_NOT_FIT.has(failure.aadsts) ? 'A1.4' : 'A1.1'
}

/** UserNotAssignedRoles: a user without any role may be refused by every call (dataverse-facts 5.3; its status is unconfirmed). */
const NO_ROLE_AT_ALL = '0x80042f09'

/** Which row a refused WhoAmI belongs to: the address when nobody answers there, the roles when there are none, else the application user. */
export function rowOfUserFailure(failure: Failure): RowToBlame {
  if (failure.kind === 'D365NetworkError' || failure.kind === 'D365TimeoutError') return 'A4'
  return 'code' in failure && failure.code === NO_ROLE_AT_ALL ? 'A2.2' : 'A2.1'
}
