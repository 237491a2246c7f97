import { missingRecord } from '../errors.ts'
import { jsonReply } from '../operation.ts'
import { contextUrl } from '../records/context-url.ts'
import { resolveReference } from '../records/resolve-reference.ts'
import { requireRight } from '../security/authorise.ts'
import { effectivePrivileges } from '../security/effective-privileges.ts'
import { privilegeName, rights } from '../security/privilege-names.ts'
import { isWithinDepth } from '../security/depth-reach.ts'
import { referenceParameter, textParameter } from './parameter-value.ts'
import type { OperationContext } from '../operation.ts'
import type { GrantedPrivilege } from '../security/effective-privileges.ts'
import type { Depth, Right } from '../security/privilege-names.ts'
import type { BoundCall, BoundFunction, UnboundFunction } from './function-call.ts'

/** Source: "RetrieveUserPrivileges function": `Depth` is the member's name, there is no paging. */
const toRolePrivilege = (context: OperationContext, granted: GrantedPrivilege) => ({
  Depth: granted.depth,
  PrivilegeId: granted.privilegeId,
  BusinessUnitId: context.organisation.identity.businessUnitId,
  PrivilegeName: granted.name,
  RecordFilterId: '00000000-0000-0000-0000-000000000000',
  RecordFilterUniqueName: '',
})

const rolePrivileges = (context: OperationContext, type: string, granted: readonly GrantedPrivilege[]) =>
  jsonReply(200, {
    '@odata.context': contextUrl(context, `Microsoft.Dynamics.CRM.${type}`),
    RolePrivileges: granted.map((privilege) => toRolePrivilege(context, privilege)),
  })

const privilegesOf = ({ context, table, row }: BoundCall): readonly GrantedPrivilege[] => {
  const { byName } = effectivePrivileges(context.organisation, String(row[table.primaryId]))
  return [...byName.values()]
}

const retrieveUserPrivileges: BoundFunction = (call) =>
  rolePrivileges(call.context, 'RetrieveUserPrivilegesResponse', privilegesOf(call))

/** The same entries, filtered to one name; the shape over the Web API is unconfirmed. */
const retrieveUserPrivilegeByPrivilegeName: BoundFunction = (call) => {
  const wanted = textParameter(call, 'PrivilegeName')
  const found = privilegesOf(call).filter((privilege) => privilege.name === wanted)
  return rolePrivileges(call.context, 'RetrieveUserPrivilegeByPrivilegeNameResponse', found)
}

const accessWords: Readonly<Record<Right, string>> = {
  Read: 'ReadAccess',
  Write: 'WriteAccess',
  Append: 'AppendAccess',
  AppendTo: 'AppendToAccess',
  Create: 'CreateAccess',
  Delete: 'DeleteAccess',
  Share: 'ShareAccess',
  Assign: 'AssignAccess',
}

/** Which rights a user has on one row, as words joined by comma and blank; `None` without any. */
const retrievePrincipalAccess: BoundFunction = (call) => {
  const { context } = call
  const target = resolveReference(context, referenceParameter(call, 'Target'))
  const row = context.organisation.records.byId(target.table, target.id)
  if (!row) throw missingRecord(target.table, target.id)
  const userId = String(call.row[call.table.primaryId])
  const { byName } = effectivePrivileges(context.organisation, userId)
  const user = { userId, businessUnitId: String(call.row['businessunitid'] ?? '') }
  const words = rights.flatMap((right) => {
    const granted = byName.get(privilegeName(right, target.table))
    return granted && isWithinDepth(user, granted.depth, target.table, row) ? [accessWords[right]] : []
  })
  return jsonReply(200, {
    '@odata.context': contextUrl(context, 'Microsoft.Dynamics.CRM.RetrievePrincipalAccessResponse'),
    AccessRights: words.length === 0 ? 'None' : words.join(', '),
  })
}

const roleGrants = `SELECT p.privilegeid AS id, p.name AS name, rp.depth AS depth
  FROM roleprivileges rp JOIN privilege p ON p.privilegeid = rp.privilegeid WHERE rp.roleid = ?`

/** Unbound: what one role grants; an unknown role is 404 0x80040217. */
const retrieveRolePrivilegesRole: UnboundFunction = (call) => {
  const { context } = call
  const roles = context.organisation.catalogue.get('role')
  requireRight(context.caller, 'Read', roles)
  const roleId = (textParameter(call, 'RoleId') ?? '').toLowerCase()
  if (!context.organisation.records.exists(roles, roleId)) throw missingRecord(roles, roleId)
  const granted = context.organisation.store.all(roleGrants, [roleId]).map((row) => ({
    privilegeId: String(row['id']),
    name: String(row['name']),
    depth: (row['depth'] ?? 'Global') as Depth,
  }))
  return rolePrivileges(context, 'RetrieveRolePrivilegesRoleResponse', granted)
}

/** Functions bound to a user, by name. */
export const userFunctions: ReadonlyMap<string, BoundFunction> = new Map([
  ['RetrieveUserPrivileges', retrieveUserPrivileges],
  ['RetrieveUserPrivilegeByPrivilegeName', retrieveUserPrivilegeByPrivilegeName],
  ['RetrievePrincipalAccess', retrievePrincipalAccess],
])

export const privilegeFunctions: ReadonlyMap<string, UnboundFunction> = new Map([
  ['RetrieveRolePrivilegesRole', retrieveRolePrivilegesRole],
])
