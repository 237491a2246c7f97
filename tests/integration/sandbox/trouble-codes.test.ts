import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, openWire, type Json, type Wire } from './wire.ts'

let wire: Wire
beforeAll(async () => {
  wire = await openWire()
  // Signing in is a request too; it must not meet the faults that are meant for others.
  await wire.token()
})
afterAll(async () => wire[Symbol.asyncDispose]())

interface Trouble {
  /** As "Web service error codes" lists it: the name, and the code as a signed decimal. */
  readonly name: string
  readonly decimal: number
  readonly status: number
  /** `taken` where no source states the status; docs/sandbox-fidelity.md lists those. */
  readonly isStatus: 'known' | 'taken'
  readonly text: RegExp
}
const known = (name: string, decimal: number, status: number, text: RegExp): Trouble => ({
  name,
  decimal,
  status,
  isStatus: 'known',
  text,
})
const taken = (...fact: Parameters<typeof known>): Trouble => ({ ...known(...fact), isStatus: 'taken' })

/** Codes that only the platform's own troubles bring about: a fault that names the code brings its status and text. */
const troubles: readonly Trouble[] = [
  known('CrmHttpError', -2147088246, 400, /Web API/),
  known('an OData resource that is not there', -2147185406, 404, /not be found/),
  taken('CrmSQLUniqueIndexOrConstraintViolation', -2147012606, 500, /unique/),
  known('AccessDenied', -2147187707, 403, /denied/),
  known('InvalidAccessRights', -2147220979, 403, /rights/),
  known('column security, create', -2147158782, 403, /create/),
  known('column security, read', -2147158780, 403, /read/),
  known('column security, update', -2147158777, 403, /update/),
  known('RequestIsNotAuthenticated', -2147204350, 401, /authenticated/),
  taken('InvalidOAuthToken', -2147214000, 401, /invalid/),
  taken('ExpiredOAuthToken', -2147213998, 401, /expired/),
  taken('AccessTokenExpired', -2147094271, 401, /expired/),
  known('Throttling', -2147094269, 429, /throttled/),
  taken('a deadlock', -2147204784, 500, /Sql Number: 1205/),
  taken('a timeout of the database', -2147204783, 500, /Sql Number: -2/),
  taken('CouldNotObtainLockOnResource', -2147204295, 500, /lock/),
  taken('AppLockTimeout', -2147160761, 500, /lock/),
  known('UnExpected', -2147220970, 500, /unexpected/),
  known('IsvAborted', -2147220891, 400, /plug-in/),
  taken('IsvUnExpected', -2147220956, 500, /ISV/),
  taken('a plug-in that takes too long', -2146954991, 500, /2:20/),
  taken('no sandbox worker', -2147204723, 500, /Sandbox Worker/),
  taken('OrganizationDisabled', -2147180284, 503, /disabled/),
  taken('administration mode', -2147180269, 403, /administration/),
  taken('UserNotAssignedLicense', -2147167669, 403, /License/),
  taken('another solution operation', -2147020463, 500, /solution/),
]

/** `-2147220970` as `0x80040216`. */
const hexOf = (decimal: number): string => `0x${(decimal >>> 0).toString(16).padStart(8, '0')}`

describe('a fault brings about', () => {
  it.each(troubles)('$name with status $status', async ({ decimal, status, text }) => {
    const code = hexOf(decimal)
    wire.sandbox.control!.addFault({ fault: { kind: 'status', code }, count: 1 })
    const answer = await wire.api('leads', { method: 'POST', body: { subject: 'never' } })
    const error = json(answer)['error'] as Json
    expect({ status: answer.status, code: error['code'] }).toEqual({ status, code })
    expect(String(error['message'])).toMatch(text)
  })
})

it('docs/sandbox-fidelity.md lists the statuses that no source states', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'sandbox-fidelity.md'), 'utf8')
  const listed = [...page.matchAll(/^\| `(0x[0-9a-f]{8})` +\| (\d{3}) /gm)].map(([, code, status]) => [
    code,
    Number(status),
  ])
  const assumed = troubles.filter(({ isStatus }) => isStatus === 'taken')
  expect(listed).toEqual(assumed.map(({ decimal, status }) => [hexOf(decimal), status]))
})
