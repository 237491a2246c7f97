import { DataverseError } from '../dataverse-error.ts'
import { quoted } from '../../store/table-schema.ts'
import { callerOf, disabledUser } from './caller.ts'
import { narrowest } from './privilege-names.ts'
import type { Organisation } from '../organisation.ts'
import type { RequestHeaders } from '../operation.ts'
import type { Caller } from './caller.ts'
import type { EffectivePrivileges, GrantedPrivilege } from './effective-privileges.ts'

/** Header to the column that it names a user by; the first one given wins. */
const identifyingColumns = [
  ['callerobjectid', 'azureactivedirectoryobjectid'],
  ['mscrmcallerid', 'systemuserid'],
] as const

/**
 * The caller that a request acts for: another user where `CallerObjectId` or `MSCRMCallerID` names one, with the rights that both
 * have. Source: "Impersonate another user using the Web API". The answers for unknown users are unconfirmed.
 *
 * @throws DataverseError 403 0x8004A110 without prvActOnBehalfOfAnotherUser, 403 0x80072560 for a user that is not there, 403
 *   0x80040225 for a disabled one.
 */
export const impersonate = (organisation: Organisation, caller: Caller, headers: RequestHeaders): Caller => {
  const named = identifyingColumns.flatMap(([header, column]) => {
    const id = headers.get(header)
    return id === undefined ? [] : [{ column, id: id.replace(/[{}]/g, '').toLowerCase() }]
  })[0]
  if (!named) return caller
  if (!caller.privileges.byName.has('prvActOnBehalfOfAnotherUser')) {
    throw new DataverseError(
      403,
      '0x8004a110',
      `Principal user (Id=${caller.userId}) is missing prvActOnBehalfOfAnotherUser privilege and cannot act on behalf of another user.`,
    )
  }
  const [user] = organisation.records.query(organisation.catalogue.get('systemuser'), {
    conditions: [{ sql: `t.${quoted(named.column)} = ?`, parameters: [named.id] }],
    order: [],
    limit: 1,
  })
  if (!user) throw new DataverseError(403, '0x80072560', 'The user is not a member of the organization.')
  if (user['isdisabled'] === 1) throw disabledUser()
  const other = callerOf(organisation, String(user['systemuserid']), String(user['businessunitid']))
  if (other.userId === caller.userId) return caller
  return { ...other, privileges: common(caller.privileges, other.privileges), onBehalfOf: caller.userId }
}

/** What both may do, each at the narrower depth. */
const common = (first: EffectivePrivileges, second: EffectivePrivileges): EffectivePrivileges => {
  const byName = new Map<string, GrantedPrivilege>()
  for (const [name, granted] of second.byName) {
    const own = first.byName.get(name)
    if (own) byName.set(name, { ...granted, depth: narrowest(own.depth, granted.depth) })
  }
  return { byName, roleCount: second.roleCount }
}
