import { DataverseError } from '../dataverse-error.ts'
import { isWithinDepth } from './depth-reach.ts'
import { privilegeName } from './privilege-names.ts'
import { stableId } from '../catalogue/table.ts'
import type { SqlCondition } from '../../store/record-store.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Column } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Caller } from './caller.ts'
import type { Depth, GeneralPrivilege, Right } from './privilege-names.ts'

/** The id of a privilege is the same in every organisation, as on the real platform. */
export const privilegeId = (name: string): string => stableId(`privilege:${name}`)

/**
 * The depth at which the caller holds a right.
 * @throws DataverseError 403 0x80040220 when it holds none, 0x80042f09 when it has no role at all ("Web service error codes").
 */
export const requireRight = (caller: Caller, right: Right, table: Table): Depth => {
  const name = privilegeName(right, table)
  const granted = caller.privileges.byName.get(name)
  if (!granted) throw privilegeDenied(caller, name, table)
  return granted.depth
}

export const requireGeneral = (caller: Caller, name: GeneralPrivilege): void => {
  if (!caller.privileges.byName.has(name)) throw privilegeDenied(caller, name, undefined)
}

const privilegeDenied = (caller: Caller, name: string, table: Table | undefined): DataverseError => {
  const { privileges, userId } = caller
  if (privileges.roleCount === 0) return withoutRoles(userId)
  const where = table
    ? ` on OTC=${table.objectTypeCode} for entity '${table.logicalName}' (LocalizedName='${table.label}')`
    : ''
  return new DataverseError(
    403,
    '0x80040220',
    `Principal user (Id=${userId}, type=8, roleCount=${privileges.roleCount}, privilegeCount=${privileges.byName.size}, accessMode=4), is missing ${name} privilege (Id=${privilegeId(name)})${where}. context.Caller=${userId}`,
  )
}

/** Users without any role are told so, whatever they ask for (UserNotAssignedRoles; the status is unconfirmed). */
const withoutRoles = (userId: string): DataverseError =>
  new DataverseError(
    403,
    '0x80042f09',
    `SecLib::RetrievePrivilegeForUser failed - no roles are assigned to user. Returned hr = -2147209463, User: ${userId}`,
  )

/** Conditions that hide rows the caller may not read; rows are left out silently, never refused. */
export const visibleRows = (caller: Caller, table: Table): readonly SqlCondition[] => {
  const depth = requireRight(caller, 'Read', table)
  if (table.ownership !== 'UserOwned' || depth === 'Global') return []
  // With one business unit, Local and Deep see the same rows.
  if (depth !== 'Basic') return [{ sql: 't.owningbusinessunit = ?', parameters: [caller.businessUnitId] }]
  return [
    {
      sql: 't.ownerid = ? OR t.ownerid IN (SELECT teamid FROM teammembership WHERE systemuserid = ?)',
      parameters: [caller.userId, caller.userId],
    },
  ]
}

/**
 * Refuses a right on one row of a user-owned table.
 * @throws DataverseError 403 0x80048306 when the role allows it in general but not for this row (status unconfirmed).
 */
export const requireRightOn = (caller: Caller, right: Right, table: Table, row: Row): void => {
  const depth = requireRight(caller, right, table)
  if (isWithinDepth(caller, depth, table, row)) return
  throw new DataverseError(
    403,
    '0x80048306',
    `Principal with id ${caller.userId} does not have ${right}Access right(s) for record with id ${String(row[table.primaryId])} of entity ${table.logicalName}`,
  )
}

/**
 * What it takes to point a lookup of one table at a row of another: Assign for owners, else Append here and AppendTo there.
 * Source: "Security concepts in Microsoft Dataverse" (record-level privileges); unconfirmed for the Web API.
 */
export const requireRelating = (
  caller: Caller,
  from: { readonly table: Table; readonly column: Column },
  to: { readonly table: Table; readonly row: Row },
): void => {
  if (from.column.kind === 'Owner') {
    requireRight(caller, 'Assign', from.table)
    return
  }
  requireRight(caller, 'Append', from.table)
  requireRightOn(caller, 'AppendTo', to.table, to.row)
}
