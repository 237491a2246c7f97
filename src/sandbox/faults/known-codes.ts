/** What a code is answered with when a fault names it and says no more. */
export interface KnownCode {
  readonly status: number
  readonly message: string
}

/**
 * Codes that no request provokes here by itself, because they come from plug-ins, SQL Server, other administrators or the
 * platform's own troubles. Source: "Web service error codes"; docs/sandbox-fidelity.md lists the statuses that are
 * unconfirmed.
 */
const codes: readonly (readonly [code: string, status: number, message: string])[] = [
  ['0x8006088a', 400, 'An error occurred in the Web API.'],
  ['0x80048d02', 404, 'The resource could not be found.'],
  ['0x80073002', 500, 'Violation of a unique index or constraint.'],
  ['0x80048405', 403, 'Access is denied.'],
  ['0x8004020d', 403, 'The caller does not have the access rights.'],
  ['0x8004f502', 403, 'Caller does not have privilege to create an attribute that is secured by field-level security.'],
  ['0x8004f504', 403, 'Caller does not have privilege to read an attribute that is secured by field-level security.'],
  ['0x8004f507', 403, 'Caller does not have privilege to update an attribute that is secured by field-level security.'],
  ['0x80044302', 401, 'The request is not authenticated.'],
  ['0x80041d50', 401, 'The OAuth token is invalid.'],
  ['0x80041d52', 401, 'The OAuth token has expired.'],
  ['0x8005f101', 401, 'The access token has expired.'],
  ['0x8005f103', 429, 'The request was throttled.'],
  [
    '0x80044150',
    500,
    'Generic SQL error. Sql ErrorCode: -2146232060 Sql Number: 1205 The transaction was chosen as the deadlock victim.',
  ],
  ['0x80044151', 500, 'SQL timeout expired. Sql ErrorCode: -2146232060 Sql Number: -2'],
  ['0x80044339', 500, 'Could not obtain lock on resource.'],
  ['0x8004ed47', 500, 'Timeout while waiting for an application lock.'],
  ['0x80040216', 500, 'An unexpected error occurred.'],
  ['0x80040265', 400, 'An error occurred in a plug-in: the record was rejected.'],
  ['0x80040224', 500, 'An unexpected error occurred from ISV code.'],
  ['0x80081111', 500, 'The plug-in execution failed because the operation has timed-out at the Sandbox Host (2:20).'],
  ['0x8004418d', 500, 'No Sandbox Worker processes are available. Please try again.'],
  ['0x8004a104', 503, 'The organization is disabled.'],
  ['0x8004a113', 403, 'The organization is in administration mode; the user has no role that may enter.'],
  ['0x8004d24b', 403, 'The user has not been assigned any License.'],
  ['0x80071151', 500, 'Cannot start another solution operation because one is already running.'],
]

const byCode: ReadonlyMap<string, KnownCode> = new Map(
  codes.map(([code, status, message]) => [code, { status, message }]),
)

/** Codes are hex with either case of letters. */
export const knownCode = (code: string): KnownCode | undefined => byCode.get(code.toLowerCase())
