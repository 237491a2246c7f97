import { DataverseError } from '../dataverse-error.ts'
import { effectivePrivileges } from './effective-privileges.ts'
import type { Organisation } from '../organisation.ts'
import type { EffectivePrivileges } from './effective-privileges.ts'

/** Who asks: an enabled user of the organisation with its effective privileges. */
export interface Caller {
  readonly userId: string
  readonly businessUnitId: string
  readonly privileges: EffectivePrivileges
  /** The real caller when this one is impersonated. */
  readonly onBehalfOf?: string
}

/** What a token proves about its bearer. */
export interface TokenSubject {
  readonly applicationId: string
  readonly objectId: string
}

/**
 * Finds the user behind a token.
 * Source: "Web service error codes", 0x80072560 and 0x80040225.
 *
 * @throws DataverseError 403 0x80072560 without a user for the application, 403 0x80040225 for a disabled one.
 */
export const findCaller = (organisation: Organisation, subject: TokenSubject): Caller => {
  const known = remembered.get(organisation)
  if (known?.applicationId === subject.applicationId && known.revision === organisation.securityRevision) {
    return known.caller
  }
  const caller = readCaller(organisation, subject)
  const { securityRevision: revision } = organisation
  remembered.set(organisation, { applicationId: subject.applicationId, revision, caller })
  return caller
}

interface Remembered {
  readonly applicationId: string
  readonly revision: number
  readonly caller: Caller
}

/** The last caller of each organisation: there is one application, and it asks all the time. */
const remembered = new WeakMap<Organisation, Remembered>()

const readCaller = (organisation: Organisation, subject: TokenSubject): Caller => {
  const users = organisation.catalogue.get('systemuser')
  const [user] = organisation.records.query(users, {
    conditions: [{ sql: 't.applicationid = ?', parameters: [subject.applicationId.toLowerCase()] }],
    order: [],
    limit: 1,
  })
  if (!user) {
    throw new DataverseError(403, '0x80072560', 'The user is not a member of the organization.')
  }
  if (user['isdisabled'] === 1) throw disabledUser()
  return callerOf(organisation, String(user['systemuserid']), String(user['businessunitid']))
}

/** The unfilled placeholders are what the real service sends. */
export const disabledUser = (): DataverseError =>
  new DataverseError(
    403,
    '0x80040225',
    'The specified user(Id = {0}) is disabled. Consider enabling this user. Additional Details: {1}',
  )

export const callerOf = (organisation: Organisation, userId: string, businessUnitId: string): Caller => ({
  userId,
  businessUnitId,
  privileges: effectivePrivileges(organisation, userId),
})
